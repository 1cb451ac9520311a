"""Speakers in the office: who they are, that their name may be public, authors of accepted abstracts brought at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rumo.doors.office.conferring.seeing import BOTH, answering, page, run
from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences.models import Speaker
from rumo.listen.gatherings.models import Gathering


@require_http_methods(BOTH)
@staff
@answering
def speakers(request: Asking, conference: str) -> HttpResponse:
    """List the speakers, and add one."""
    return _form(request, run(request, conference), None)


@require_http_methods(BOTH)
@staff
@answering
def edit(request: Asking, conference: str, speaker: str) -> HttpResponse:
    """Change what is said of a speaker; without consent they leave every slot."""
    row = run(request, conference)
    return _form(request, row, _of(row, speaker))


@require_POST
@staff
@answering
def bring(request: Asking, conference: str) -> HttpResponse:
    """Make speakers of the authors of accepted abstracts."""
    row = run(request, conference)
    many = conferences.bring_authors(gathering=row, by=request.who.public_id, at=clock.now())
    words = ngettext("Juntou-se %(n)s pessoa.", "Juntaram-se %(n)s pessoas.", many) % {"n": many}
    return _done(request, row, words)


@require_POST
@staff
@answering
def drop(request: Asking, conference: str, speaker: str) -> HttpResponse:
    """Take a speaker out of the conference."""
    row = run(request, conference)
    conferences.drop_speaker(speaker=_of(row, speaker), by=request.who.public_id, at=clock.now())
    return _done(request, row, _("Pessoa retirada do programa."))


def _of(row: Gathering, number: str) -> Speaker:
    return get_object_or_404(Speaker.objects.select_related("gathering"), gathering=row, number=number)


def _done(request: Asking, row: Gathering, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("office:conference-speakers", conference=row.slug)


def _form(request: Asking, row: Gathering, one: Speaker | None) -> HttpResponse:
    names = ("name", "organisation", "bio")
    typed: dict[str, Any] = {name: request.POST.get(name, getattr(one, name, "")) for name in names}
    wrong = {}
    if request.method == "POST":
        typed["consented"] = request.POST.get("consented") == "1"
        try:
            conferences.write_speaker(
                gathering=row, speaker=one, by=request.who.public_id, at=clock.now(), **typed
            )
        except conferences.ConferenceRefused as no:
            if not no.faults:
                raise
            wrong = no.faults
        else:
            return _done(request, row, _("Ficou guardado."))
    else:
        typed["consented"] = one is not None and one.consented_at is not None
    told = {"typed": typed, "one": one, "rows": [] if one else list(Speaker.objects.filter(gathering=row))}
    return page(request, "speakers", row, one.name if one else _("Oradores"), told, wrong)
