"""Coming back from an identity provider: whatever was answered there, the form goes on where it was left."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from rumo.doors.participate import answering, eid, errands, voting, writing
from rumo.doors.web import clock
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Crumb
from rumo.listen.consultations.rules import is_open
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Kind
from rumo.listen.contributions.queries import marked
from rumo.listen.contributions.rules.marking import mark_of


@require_safe
def back(request: HttpRequest) -> HttpResponseBase:
    """Take the answer of an identity provider, and go on with the form it was asked for."""
    errand = errands.returned(request) if eid.offered() and request.method == "GET" else None
    if errand is None:
        crumbs = [Crumb(_("Consultas"), reverse("participate:list"))]
        return private(render(request, "participate/lost.html", {"crumbs": crumbs}, status=400))
    with override(errand.language):
        response = _resumed(request, errand)
        response["Content-Language"] = errand.language
    return response


def _resumed(request: HttpRequest, errand: errands.Errand) -> HttpResponse:
    row, kind = errand.row, errand.kind
    if not is_open(row, at=clock.now()):
        return answering.closed(request, row)
    proven, unproven = _answer(request, errand)
    request.POST = errand.fields  # the form as it was left: pages are drawn from it
    how = {"proven": proven, "unproven": unproven}
    if kind == Kind.QUESTIONNAIRE:
        return answering.resume(request, row, errand.fields["token"], **how)
    if kind == Kind.BALLOT:
        return voting.resume(request, row, **how)
    return writing.resume(request, row, errand.about, **how)


def _answer(request: HttpRequest, errand: errands.Errand) -> tuple[str, str]:
    """The mark of whoever the provider answers for; or none, and why."""
    given = request.GET
    if "error" in given or "code" not in given:
        return "", _("Não se confirmou quem é, e nada ficou guardado. Pode usar o número de um documento.")
    try:
        who = eid.identity(
            errand.asked,
            code=given["code"][:2000],
            issuer=given.get("iss", ""),
            back=errands.back_address(),
        )
    except eid.Unreachable:
        return "", errands.away()
    except eid.NotProven:
        return "", _(
            "A resposta do serviço de identidade não serve. Tente de novo, ou use o número de um documento."
        )
    mark = mark_of(errand.row, who, kind=errand.kind, about=errand.about)
    if marked(errand.row, mark):
        return "", contributions.twice(mark).text
    return mark, ""
