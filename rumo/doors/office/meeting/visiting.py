"""The journal of a visit in the office: its notes with what waits first, approved, returned or withdrawn by somebody else."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumo.doors.files import serving
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.office.meeting.seeing import BOTH, done, page, seen, written_by
from rumo.doors.web import clock
from rumo.ground.files.queries import served
from rumo.ground.people.rules import Who
from rumo.listen.gatherings import rules
from rumo.listen.gatherings.actions import visiting
from rumo.listen.gatherings.models import Gathering, VisitNote, VisitPhoto
from rumo.listen.gatherings.queries.visiting import every_note, photos_of, waits_for
from rumo.listen.practices.queries import public

DESK = "gathering-journal"
NEVER = datetime.min.replace(tzinfo=UTC)


@require_safe
@staff
def journal(request: Asking, gathering: str) -> HttpResponse:
    """List the notes of a visit by day, with their photographs; what waits for whoever asks comes first."""
    row = exchanged(seen(request, gathering))
    notes, by = every_note(row), request.who.public_id
    photos, seconds = photos_of(notes), rules.can_second(request.who, row)
    seen_at = public().filter(practice__in=[one.practice_id for one in notes])
    titles = dict(seen_at.values_list("practice", "title"))
    lines = [
        {
            "note": one,
            "read": one.written_at.isoformat(),
            "photos": photos.get(one.pk, []),
            "practice": titles.get(one.practice_id),
            "waits": waits_for(one, by) and (seconds or one.written_by == by),
            "mine": one.written_by == by and one.state in visiting.OPEN,
        }
        for one in notes
    ]
    context = {
        "lines": sorted(lines, key=lambda one: not one["waits"]),
        "waiting": sum(bool(one["waits"]) for one in lines),
        "writes": rules.can_write(request.who, row) and row.state == Gathering.State.PUBLISHED,
        "seconds": seconds,
        "withdraws": rules.can_publish(request.who, row),
    }
    return page(request, "journal", row, _("Diário da visita"), context)


@require_POST
@staff
def approve(request: Asking, gathering: str, note: str) -> HttpResponse:
    """Approve a note, as it was read on the page with this button."""
    row = noted(request, gathering, note, rules.can_second)
    try:
        read = _instant(request.POST.get("read", ""))
        visiting.approve_note(note=row, by=request.who.public_id, at=clock.now(), read=read)
    except visiting.VisitRefused as no:
        return refused(request, str(no), 409)
    return done(request, _("A nota está publicada."), DESK, gathering)


@require_http_methods(BOTH)
@staff
def return_(request: Asking, gathering: str, note: str) -> HttpResponse:
    """Return a note to who wrote it, with what to mend."""
    row = noted(request, gathering, note, rules.can_second)
    words = {
        "title": _("Devolver a nota"),
        "told": _("Volta a quem a escreveu, que a muda e a entrega outra vez. O motivo não é público."),
        "label": _("O que falta mudar"),
        "hint": _("Diga-o de modo que quem escreveu saiba o que fazer."),
    }
    return _reasoned(request, row, visiting.return_note, words, _("A nota foi devolvida."))


@require_http_methods(BOTH)
@staff
def withdraw(request: Asking, gathering: str, note: str) -> HttpResponse:
    """Ask before a public note is withdrawn, with its reason."""
    row = noted(request, gathering, note, rules.can_publish)
    words = {
        "title": _("Retirar a nota"),
        "told": _("Não se pode desfazer. A nota deixa de se ler na página do encontro."),
        "label": _("Porque é retirada"),
        "hint": _("O motivo fica na história do encontro."),
        "danger": "1",
    }
    return _reasoned(request, row, visiting.withdraw_note, words, _("A nota foi retirada."))


@require_safe
@staff
def photo(request: Asking, gathering: str, note: str, position: int) -> HttpResponseBase:
    """A photograph of a note, also before it is public."""
    row = noted(request, gathering, note, None)
    found = get_object_or_404(
        VisitPhoto.objects.select_related("file"), note=row, position=min(position, 32767)
    )
    kept = served(found.file.public_id)
    if kept is None:
        raise Http404
    return serving.answer(kept.stored)


def exchanged(row: Gathering) -> Gathering:
    """Return a gathering that has a journal; 404 for any other."""
    if row.kind != Gathering.Kind.EXCHANGE:
        raise Http404
    return row


def noted(
    request: Asking, gathering: str, number: str, may: Callable[[Who, Gathering], bool] | None
) -> VisitNote:
    """Return a note of a gathering of which the person may do this (two queries); 404 otherwise."""
    row = exchanged(written_by(request, gathering, may) if may else seen(request, gathering))
    found: VisitNote = get_object_or_404(
        VisitNote.objects.select_related("practice"), gathering=row, number=number
    )
    found.gathering = row
    return found


def _instant(text: str) -> datetime:
    """The instant a form says; what says none is of no note."""
    try:
        return parse_datetime(text) or NEVER
    except ValueError:
        return NEVER


def _reasoned(
    request: Asking, row: VisitNote, act: Callable[..., VisitNote], words: dict[str, str], after: str
) -> HttpResponse:
    errors: dict[str, str] = {}
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        try:
            said: dict[str, Any] = {"by": request.who.public_id, "at": clock.now()}
            act(note=row, reason=reason, **said)
        except visiting.VisitRefused as no:
            if not no.place:
                return refused(request, str(no), 409)
            errors = {no.place: str(no)}
        else:
            return done(request, after, DESK, row.gathering.slug)
    told = {"note": row, "words": words, "reason": reason, "errors": errors}
    return page(request, "note_reason", row.gathering, words["title"], told)
