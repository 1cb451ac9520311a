"""The programme in the office: rooms, what is given in them when, every move by a button or a form, and publishing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumo.doors.office.conferring.seeing import (
    BOTH,
    answering,
    instant,
    page,
    run,
    typed_instant,
    whole_number,
)
from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Option
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences.models import Room, Seat, Slot, Speaker
from rumo.listen.conferences.queries import programme as read
from rumo.listen.conferences.rules.clashing import troubles
from rumo.listen.gatherings.models import Gathering

STEP = 5
"""Minutes a press of "earlier" or "later" moves."""
FIELDS = ("room", "kind", "starts_at", "minutes", "abstract", "title", "text")


@require_safe
@staff
def programme(request: Asking, conference: str) -> HttpResponse:
    """Show the programme as a list in order of time, with what is in its way and what may be done with each."""
    return _draw(request, run(request, conference))


@require_POST
@staff
@answering
def add_room(request: Asking, conference: str) -> HttpResponse:
    """Add a room."""
    row, post = run(request, conference), request.POST
    try:
        capacity = whole_number(post.get("capacity", ""))
        conferences.add_room(
            gathering=row,
            name=post.get("name", ""),
            capacity=capacity,
            by=request.who.public_id,
            at=clock.now(),
        )
    except conferences.ConferenceRefused as no:
        return _draw(request, row, no.faults)
    return _done(request, row, _("Sala acrescentada."))


@require_POST
@staff
@answering
def drop_room(request: Asking, conference: str, room: str) -> HttpResponse:
    """Take a room away."""
    row = run(request, conference)
    found = get_object_or_404(Room.objects.select_related("gathering"), gathering=row, number=room)
    conferences.drop_room(room=found, by=request.who.public_id, at=clock.now())
    return _done(request, row, _("Sala retirada."))


@require_POST
@staff
@answering
def publish(request: Asking, conference: str) -> HttpResponse:
    """Make the programme public, where nothing clashes."""
    row = run(request, conference)
    try:
        conferences.publish(gathering=row, by=request.who.public_id, at=clock.now())
    except conferences.ProgrammeRefused as no:
        return _draw(request, row, {"troubles": str(no)})
    return _done(request, row, _("O programa é público."))


@require_http_methods(BOTH)
@staff
def new(request: Asking, conference: str) -> HttpResponse:
    """Put something into the programme."""
    return _form(request, run(request, conference), None)


@require_http_methods(BOTH)
@staff
def edit(request: Asking, conference: str, slot: str) -> HttpResponse:
    """Change what is given in a slot; one that was cancelled comes back by it."""
    row = run(request, conference)
    return _form(request, row, _slot(row, slot))


@require_POST
@staff
@answering
def move(request: Asking, conference: str, slot: str) -> HttpResponse:
    """Move a slot by some minutes, or to another room."""
    row, way = run(request, conference), request.POST.get("way", "")
    one = _slot(row, slot)
    minutes = {"earlier": -STEP, "later": STEP}.get(way, 0)
    room = None
    if not minutes:
        room = get_object_or_404(Room, gathering=row, number=way)
    conferences.move_slot(slot=one, minutes=minutes, room=room, by=request.who.public_id, at=clock.now())
    return _done(request, row, _("Momento mudado."))


@require_POST
@staff
@answering
def drop(request: Asking, conference: str, slot: str) -> HttpResponse:
    """Take a slot out of the programme."""
    row = run(request, conference)
    conferences.drop_slot(slot=_slot(row, slot), by=request.who.public_id, at=clock.now())
    return _done(request, row, _("Momento tirado do programa."))


def _slot(row: Gathering, number: str) -> Slot:
    rows = Slot.objects.select_related("gathering", "room", "abstract")
    return get_object_or_404(rows, gathering=row, number=number)


def _done(request: Asking, row: Gathering, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("office:conference-programme", conference=row.slug)


def _draw(request: Asking, row: Gathering, wrong: dict[str, str] | None = None) -> HttpResponse:
    found = read.whole(row)
    told = {
        "found": found,
        "troubles": troubles(read.standing(row)),
        "typed": request.POST,
        "step": STEP,
    }
    return page(request, "programme", row, _("Programa"), told, wrong)


def _form(request: Asking, row: Gathering, slot: Slot | None) -> HttpResponse:
    if request.method != "POST":
        return _slot_page(request, row, slot, _typed(row, slot))
    typed: dict[str, Any] = {name: request.POST.get(name, "").replace("\0", "") for name in FIELDS}
    typed |= {
        name: [one.replace("\0", "") for one in request.POST.getlist(name)] for name in ("speakers", "chairs")
    }
    starts, minutes = instant(typed["starts_at"], row), whole_number(typed["minutes"])
    room = Room.objects.filter(gathering=row, number=typed["room"]).first()
    wrong = {
        **({} if room else {"room": _("Escolha a sala.")}),
        **({} if starts else {"starts_at": _("Escreva o dia e a hora.")}),
    }
    if room is None or starts is None:
        return _slot_page(request, row, slot, typed, wrong)
    people = {one.number: one for one in Speaker.objects.filter(gathering=row)}
    abstracts = {one.number: one for one in _offered(row, slot)}
    if typed["abstract"] and typed["abstract"] not in abstracts:
        raise Http404
    said = conferences.Slotted(
        room=room,
        kind=typed["kind"],
        starts_at=starts,
        minutes=minutes or 0,
        abstract=abstracts.get(typed["abstract"]),
        title=typed["title"],
        text=typed["text"],
        language=row.language,
        speakers=[people[number] for number in typed["speakers"] if number in people],
        chairs=[people[number] for number in typed["chairs"] if number in people],
    )
    try:
        conferences.put_slot(gathering=row, said=said, slot=slot, by=request.who.public_id, at=clock.now())
    except conferences.ConferenceRefused as no:
        return _slot_page(request, row, slot, typed, no.faults or {"": str(no)})
    return _done(request, row, _("Momento guardado."))


def _offered(row: Gathering, slot: Slot | None) -> list[Any]:
    """The accepted abstracts that stand nowhere else."""
    own = [slot.abstract] if slot is not None and slot.abstract is not None else []
    return [*own, *read.placeable(row)]


def _typed(row: Gathering, slot: Slot | None) -> dict[str, Any]:
    if slot is None:
        first = next(iter(read.whole(row).sessions), None)
        starts = typed_instant(first.starts_at, row) if first else ""
        empty = dict.fromkeys(("room", "abstract", "title", "text"), "")
        return {**empty, "kind": "talk", "minutes": "20", "starts_at": starts, "speakers": [], "chairs": []}
    seats = list(Seat.objects.filter(slot=slot).select_related("speaker"))
    return {
        "room": slot.room.number,
        "kind": slot.kind,
        "starts_at": typed_instant(slot.starts_at, row),
        "minutes": str(slot.minutes),
        "abstract": slot.abstract.number if slot.abstract else "",
        "title": slot.title,
        "text": slot.text,
        "speakers": [one.speaker.number for one in seats if not one.chair],
        "chairs": [one.speaker.number for one in seats if one.chair],
    }


def _slot_page(
    request: Asking,
    row: Gathering,
    slot: Slot | None,
    typed: dict[str, Any],
    wrong: dict[str, str] | None = None,
) -> HttpResponse:
    people = list(Speaker.objects.filter(gathering=row))
    abstracts = [
        Option(one.number, one.title, one.number == typed["abstract"]) for one in _offered(row, slot)
    ]
    told = {
        "slot": slot,
        "typed": typed,
        "rooms": [
            Option(one.number, one.name, one.number == typed["room"])
            for one in Room.objects.filter(gathering=row)
        ],
        "kinds": [Option(value, str(label), value == typed["kind"]) for value, label in Slot.Kind.choices],
        "abstracts": [Option("", _("Nenhum: tem título próprio")), *abstracts],
        "speakers": [Option(one.number, one.name, one.number in typed["speakers"]) for one in people],
        "chairs": [Option(one.number, one.name, one.number in typed["chairs"]) for one in people],
    }
    title = _("Mudar um momento") if slot else _("Novo momento")
    return page(request, "slot", row, title, told, wrong)
