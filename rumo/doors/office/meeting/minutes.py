"""The minutes of a gathering in the office: read, written, handed in, published by another, withdrawn with a reason."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.office.meeting import minuting
from rumo.doors.office.meeting.seeing import BOTH, done, faults_of, page, seen, written_by
from rumo.doors.web import clock
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings import queries, rules
from rumo.listen.gatherings.models import Gathering, Minutes, MinutesItem
from rumo.listen.gatherings.rules import CardRow, Noted

DESK = "gathering-minutes"


@require_safe
@staff
def minutes(request: Asking, gathering: str) -> HttpResponse:
    """Show the minutes: those in writing whole, with what may be done, and those that are public or were."""
    row = seen(request, gathering)
    now, before = queries.in_writing(row), queries.latest_minutes(row)
    writes = rules.can_write(request.who, row)
    handed_in = now is not None and now.state == Minutes.State.SUBMITTED
    stranger = now is not None and rules.can_approve(now, request.who.public_id)
    public = before is not None and before.state == Minutes.State.PUBLISHED
    context = {
        "now": now,
        "items": _shown(queries.items_of(now)),
        "before": before,
        "public": public,
        "told": _shown(queries.items_of(before)) if public and now is None else [],
        "writes": writes and rules.can_minute(row, queries.sessions_of([row])[row.pk], at=request.came_at),
        "submits": writes and now is not None and not handed_in,
        "handed_in": handed_in,
        "publishes": handed_in and stranger and rules.can_second(request.who, row),
        "wrote": not stranger,
        "withdraws": public and rules.can_publish(request.who, row),
    }
    return page(request, "minutes", row, _("Ata"), context)


@require_http_methods(BOTH)
@staff
def write(request: Asking, gathering: str) -> HttpResponse:
    """Edit the minutes; every button but «guardar» only draws the page again, with what was typed."""
    row = written_by(request, gathering)
    if not rules.can_minute(row, queries.sessions_of([row])[row.pk], at=request.came_at):
        return refused(request, _("A ata escreve-se de um encontro publicado, depois de começar."), 409)
    cards = queries.cards_of(row)
    if request.method != "POST":
        now = queries.in_writing(row)
        lines = minuting.kept(queries.items_of(now or queries.published_minutes(row)))
        return _drawn(request, row, lines, cards, revision=now.revision if now else 0)
    lines, revision = minuting.typed(request.POST), _number(request.POST.get("revision", ""))
    if act := request.POST.get("act", ""):
        after, focus = minuting.changed(lines, act, cards)
        if act == "bring":
            _tell_brought(request, len(minuting.left_out(lines, cards)))
        return _drawn(request, row, after, cards, revision=revision, focus=focus)
    lines = [one for one in lines if not one.blank]
    items, errors = minuting.said(lines)
    if errors:
        return _drawn(request, row, lines, cards, revision=revision, errors=errors)
    try:
        act_by: dict[str, Any] = {"by": request.who.public_id, "at": clock.now()}
        gatherings.write_minutes(gathering=row, items=items, revision=revision, **act_by)
    except gatherings.MinutesConflict as no:
        return _drawn(request, row, lines, cards, revision=no.revision, theirs=no.kept)
    except gatherings.GatheringRefused as no:
        return _drawn(request, row, lines, cards, revision=revision, errors=faults_of(no, "items"))
    return done(request, _("A ata está guardada. Leia-a antes de a entregar."), DESK, row.slug)


@require_POST
@staff
def submit(request: Asking, gathering: str) -> HttpResponse:
    """Hand the minutes in, as they were read."""
    row, revision = written_by(request, gathering), _number(request.POST.get("revision", ""))
    try:
        act: dict[str, Any] = {"by": request.who.public_id, "at": clock.now()}
        gatherings.submit_minutes(gathering=row, revision=revision, **act)
    except gatherings.GatheringRefused as no:
        return refused(request, str(no), 409)
    return done(request, _("A ata está entregue. Outra pessoa lê e publica."), DESK, row.slug)


@require_POST
@staff
def publish(request: Asking, gathering: str) -> HttpResponse:
    """Publish the minutes, as they were read on the page with this button."""
    row, revision = (
        written_by(request, gathering, rules.can_second),
        _number(request.POST.get("revision", "")),
    )
    try:
        act: dict[str, Any] = {"by": request.who.public_id, "at": clock.now()}
        gatherings.publish_minutes(gathering=row, revision=revision, **act)
    except gatherings.GatheringRefused as no:
        return refused(request, str(no), 409)
    return done(request, _("A ata está publicada."), DESK, row.slug)


@require_http_methods(BOTH)
@staff
def withdraw(request: Asking, gathering: str) -> HttpResponse:
    """Ask before the published minutes are withdrawn, with the reason everybody reads."""
    row = written_by(request, gathering, rules.can_publish)
    if queries.published_minutes(row) is None:
        return refused(request, _("Não há nenhuma ata publicada."), 409)
    errors: dict[str, str] = {}
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        try:
            act: dict[str, Any] = {"by": request.who.public_id, "at": clock.now()}
            gatherings.withdraw_minutes(gathering=row, reason=reason, **act)
        except gatherings.GatheringRefused as no:
            errors = faults_of(no, "reason")
        else:
            return done(request, _("A ata foi retirada. A página fica, com o motivo."), DESK, row.slug)
    return page(request, "minutes_withdraw", row, _("Retirar a ata"), {"reason": reason, "errors": errors})


def _drawn(
    request: Asking,
    row: Gathering,
    lines: Sequence[minuting.Line],
    cards: Sequence[CardRow],
    *,
    revision: int,
    errors: dict[str, str] | None = None,
    theirs: Sequence[Noted] | None = None,
    focus: str = "",
) -> HttpResponse:
    told = minuting.faults(errors or {})
    now = queries.in_writing(row)
    context = {
        "lines": minuting.drawn(lines, told, focus),
        "adding": minuting.ADDING if len(lines) < rules.MOST_ITEMS else (),
        "left": len(minuting.left_out(lines, cards)),
        "begun": any(not one.blank for one in lines),
        "revision": revision,
        "errors": told,
        "faults": minuting.summary(told),
        "conflict": minuting.beside(theirs) if theirs is not None else [],
        "handed_in": now is not None and now.state == Minutes.State.SUBMITTED,
        "corrects": now.supersedes if now else queries.published_minutes(row),
        "unsaved": request.method == "POST",
    }
    return page(
        request, "minutes_write", row, _("Escrever a ata"), context, status=200 if theirs is None else 409
    )


def _tell_brought(request: Asking, count: int) -> None:
    words = ngettext(
        "%(n)s cartão das mesas está no fim da lista. Leia, corrija e guarde.",
        "%(n)s cartões das mesas estão no fim da lista. Leia, corrija e guarde.",
        count,
    )
    messages.success(request, words % {"n": count})


def _shown(items: Sequence[Noted]) -> list[tuple[str, Noted]]:
    names: dict[str, Any] = dict(MinutesItem.Kind.choices)
    return [(str(names[one.kind]), one) for one in items]


def _number(text: str) -> int:
    """The revision a form was read at; 0, which is of none written, for what is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
