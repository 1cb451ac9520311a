"""The public register: what it is, its newest signed head, and the files with which anybody checks it without trusting us."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.doors.dashboard.looking import page
from rumo.doors.web.formats import day
from rumo.doors.web.parts import Crumb
from rumo.ground.ledger import queries

VERIFIER = Path(__file__).resolve().parents[3] / "data" / "verify.py"


@page
def register(request: HttpRequest) -> HttpResponse:
    """Say what the register is and how to check it (one query)."""
    head = queries.head()
    facts = [
        {"term": _("Dia"), "value": day(head.day)},
        {"term": _("Folhas"), "value": head.size},
    ] if head else []  # fmt: skip
    context = {
        "crumbs": [Crumb(_("Início"), reverse("dashboard:home")), Crumb(_("Registo"))],
        "head": head,
        "facts": facts,
    }
    return render(request, "dashboard/register.html", context)


@require_safe
def whole(request: HttpRequest) -> HttpResponseBase:
    """Hand out the register, written as it is read: a million leaves need no more memory than a few."""
    # HEAD reaches a view as GET (web.cache), but wants no body
    wanted = () if request.META["REQUEST_METHOD"] == "HEAD" else queries.exported()
    return _named(StreamingHttpResponse(wanted, content_type="application/json"), "registo.json")


@require_safe
def verifier(request: HttpRequest) -> HttpResponseBase:
    """Hand out the program that checks it, to be read and run."""
    return _named(
        HttpResponse(VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8"), "verify.py"
    )


def _named(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
