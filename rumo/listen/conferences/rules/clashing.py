"""What stands in the way of a programme: clashes of rooms and speakers, hours outside the sessions, speakers who did not consent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from rumo.listen.conferences.models import Room, Seat, Slot, Speaker
from rumo.science import timetable

EMPTY, CONSENT = "empty", "consent"


@dataclass(frozen=True, slots=True)
class Standing:
    """A programme as it stands: its slots that are not cancelled with their titles, who is in them, the hours it may have."""

    slots: Sequence[Slot]
    titles: dict[int, str]
    seats: Sequence[Seat]
    rooms: dict[int, Room]
    speakers: dict[int, Speaker]
    hours: Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that stands in the way: what kind, in words, and the number of the slot to mend ("" where there is none)."""

    kind: str
    words: str
    slot: str = ""


def ends_at(slot: Slot) -> datetime:
    """Return the instant a slot ends."""
    return slot.starts_at + timedelta(minutes=slot.minutes)


def troubles(found: Standing) -> list[Trouble]:
    """Return everything that stands in the way of publishing, each named; none: the programme may be public."""
    if not found.slots:
        return [Trouble(EMPTY, _("O programa está vazio: ponha pelo menos um momento."))]
    people: dict[int, set[str]] = {}
    for seat in found.seats:
        people.setdefault(seat.slot_id, set()).add(str(seat.speaker_id))
    placed = [
        timetable.Placed(
            str(one.pk), str(one.room_id), one.starts_at, ends_at(one), frozenset(people.get(one.pk, ()))
        )
        for one in found.slots
    ]
    numbers = {str(one.pk): one.number for one in found.slots}
    told = [
        Trouble(one.kind, _words(found, one), numbers[one.second or one.first])
        for one in timetable.clashes(placed, found.hours)
    ]
    return told + _without_consent(found)


def _words(found: Standing, one: timetable.Clash) -> str:
    words = {"first": found.titles[int(one.first)]}
    if one.kind == timetable.OUTSIDE:
        return _("«%(first)s» está fora das horas do encontro.") % words
    words["second"] = found.titles[int(one.second)]
    if one.kind == timetable.ROOM:
        words["room"] = found.rooms[int(one.what)].name
        return _("«%(first)s» e «%(second)s» estão na sala %(room)s ao mesmo tempo.") % words
    words["person"] = found.speakers[int(one.what)].name
    return _("%(person)s está em «%(first)s» e em «%(second)s» ao mesmo tempo.") % words


def _without_consent(found: Standing) -> list[Trouble]:
    """Everybody who is in a slot and did not say that their name may be public."""
    silent: dict[int, str] = {}
    numbers = {one.pk: one.number for one in found.slots}
    for seat in found.seats:
        if found.speakers[seat.speaker_id].consented_at is None:
            silent.setdefault(seat.speaker_id, numbers[seat.slot_id])
    words = _("%(person)s ainda não deu consentimento para o nome ser público.")
    return [
        Trouble(CONSENT, words % {"person": found.speakers[pk].name}, number) for pk, number in silent.items()
    ]
