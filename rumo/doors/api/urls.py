"""Addresses of the API: its first version, and an answer in its own shape for whatever else is asked below /api/."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from rumo.doors.api import (
    consultations,
    degree,
    frameworks,
    gatherings,
    guidelines,
    handing,
    ledger,
    measures,
    places,
    plans,
    practices,
    sending,
)  # fmt: skip
from rumo.doors.api.faults import guarded, handle, nothing_here

DESCRIPTION = """
The degree of implementation of municipal plans, and everything it is computed from. Open to all, no key; only what machines send needs one.
A scope is written `country`, `region:PT1A`, `region:district:11`, `region:cim:oeste`, `municipality:1106`, `area:labour`,
`plan:SLUG` or `measure:SLUG/CODE`. Fractions have six decimals or are null. `synthetic` says that something invented is counted.
"""
api = NinjaAPI(
    title="Rumo",
    version="1",
    description=DESCRIPTION.strip(),
    docs_url=None,
    docs_decorator=require_safe,
    urls_namespace="api-1",
)
ROUTERS = (
    degree.router, plans.router, measures.router, places.router, frameworks.router, consultations.router, gatherings.router,
    practices.router, guidelines.router, sending.router, handing.router, ledger.router,
)  # fmt: skip
for router in ROUTERS:
    api.add_router("", router)
handle(api)


def unknown(request: HttpRequest) -> HttpResponse:
    """Answer for an address that the API does not have."""
    return nothing_here()


def _patterns() -> list[URLPattern]:
    found = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
    for pattern in found:
        pattern.callback = guarded(pattern.callback)
    return found


urlpatterns = [path("api/v1/", (_patterns(), "ninja", "api-1")), re_path(r"^api(?:/|$)", unknown)]
