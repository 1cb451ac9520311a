"""The worker that answers for one page of the office where there is no network, with what the page itself kept for that."""

from pathlib import Path

from django.http import HttpResponse

_WORKER = Path(__file__).parent / "static" / "office" / "sheet-worker.js"


def worker_script() -> HttpResponse:
    """Return the worker: served under a page's address, a browser lets it answer for that page alone."""
    return HttpResponse(_WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
