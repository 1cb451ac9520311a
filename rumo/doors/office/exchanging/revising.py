"""Correcting a public practice: a new version, which somebody else publishes."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.files.practiceform import fields, kept, said_of, typed_of
from rumo.doors.office.exchanging import views
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Fault
from rumo.listen.practices import actions as practices
from rumo.listen.practices import rules
from rumo.listen.practices.models import Practice, Version
from rumo.listen.practices.rules import Wrong


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def revise(request: Asking, practice: str) -> HttpResponse:
    """Show what a public practice says, in the form; or keep what is to take its place."""
    version = views.seen(request, practice)
    if not rules.can_review(request.who):
        raise Http404
    row = version.practice
    if row.state != Practice.State.PUBLISHED:
        return refused(request, _("Só se corrige assim uma prática que está publicada."), 409)
    if request.method != "POST":
        return _form(request, version, typed_of(version), [])
    try:
        files = kept(request.FILES.getlist("files"), by=request.who.public_id)
        said = said_of(
            request.POST, language=get_language() or "pt", body=row.body, files=files, of=row, consent=True
        )
        practices.revise(practice=row, said=said, by=request.who.public_id, at=clock.now())
    except practices.NotAccepted as no:
        return _form(request, version, request.POST, no.faults)
    messages.success(request, _("Correção guardada. Só fica pública quando outra pessoa a publicar."))
    return redirect("office:practice", practice=row.number)


def _form(request: Asking, version: Version, typed: QueryDict, wrong: list[Wrong]) -> HttpResponse:
    row = version.practice
    context = {
        **fields(typed),
        "place": "evaluations",
        "crumbs": [
            Crumb(_("Boas práticas"), reverse("office:practices")),
            Crumb(version.title, reverse("office:practice", args=[row.number])),
            Crumb(_("Corrigir")),
        ],
        "row": row,
        "code": row.number,
        "faults": [Fault(f"{one.place}-1" if one.place == "areas" else one.place or "main", one.text) for one in wrong],
        "wrong": {one.place: one.text for one in wrong},
    }  # fmt: skip
    return render(request, "office/exchanging/revise.html", context, status=422 if wrong else 200)
