"""Signing in as one of the demonstration's people, by a link made on this machine (`rumo demo-login`)."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import DEMO
from rumo.doors.web import clock
from rumo.doors.web.headers import private
from rumo.ground.people import actions as people

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the button (links are followed by machines too), or sign in; elsewhere than on this machine there is no such page."""
    if settings.BASE_URL.scheme != "http" or settings.BASE_URL.hostname not in LOOPBACK:
        raise Http404
    if request.method != "POST":
        return _quiet(render(request, "office/signing/demo.html"))
    try:
        user = people.enter_demo(token=token, at=clock.now())
    except people.PeopleRefused as refusal:
        return _quiet(render(request, "office/signing/demo.html", {"words": refusal}, status=410))
    request.session.flush()
    get_adapter().login(request, user)
    request.session[DEMO] = True
    return _quiet(HttpResponse(status=303, headers={"Location": reverse("office:home")}))


def _quiet(response: HttpResponse) -> HttpResponseBase:
    private(response)
    response["Referrer-Policy"] = "strict-origin"
    return response
