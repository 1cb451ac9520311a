"""How a file somebody sent is handed out: to be saved, never shown or run by the browser in our name."""

from django.http import FileResponse

from rumo.ground.files.models import StoredFile

_POLICY = "default-src 'none'; sandbox"
_PUBLIC_SECONDS = 3600  # a file rejected later is gone from caches within the hour


def answer(stored: StoredFile, *, reserved: bool = True) -> FileResponse:
    """Return the bytes of a released file in blocks; `reserved` is for eyes that were checked, and kept by no cache.

    The caller has asked `queries.served` and who may see it. Raises FileNotFoundError when the bytes are gone.
    """
    kind = stored.media_type
    response = FileResponse(
        stored.path.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY  # django-csp leaves a policy that is there already
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store" if reserved else f"public, max-age={_PUBLIC_SECONDS}"
    return response
