"""Reads of the programme: as it stands, with what is in its way; and as everyone sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from rumo.listen.conferences.models import Abstract, Programme, Room, Seat, Slot, Speaker
from rumo.listen.conferences.rules.clashing import Standing, ends_at
from rumo.listen.gatherings.models import Gathering, Session


@dataclass(frozen=True, slots=True)
class Told:
    """A slot with what is said of it: title, text, topic ("" where none), its speakers and chairs, in the time of its place."""

    slot: Slot
    title: str
    text: str
    topic: str
    language: str
    speakers: Sequence[Speaker]
    chairs: Sequence[Speaker]
    starts: datetime
    ends: datetime

    @property
    def day(self) -> date:
        """Return the day it begins on, where it is given."""
        return self.starts.date()

    @property
    def hour(self) -> str:
        """Return when it begins, "HH:MM"."""
        return f"{self.starts:%H:%M}"

    @property
    def end_hour(self) -> str:
        """Return when it ends, "HH:MM"."""
        return f"{self.ends:%H:%M}"


@dataclass(frozen=True, slots=True)
class Whole:
    """A programme: its conference, its row (None before anything was placed), the rooms, and everything in order of time."""

    gathering: Gathering
    programme: Programme | None
    rooms: Sequence[Room]
    told: Sequence[Told]
    sessions: Sequence[Session]


def standing(gathering: Gathering) -> Standing:
    """Return a programme as it stands, for what is in its way (five queries)."""
    slots = list(
        Slot.objects.filter(gathering=gathering, cancelled_at__isnull=True).select_related("abstract")
    )
    seats = list(Seat.objects.filter(slot__gathering=gathering, slot__cancelled_at__isnull=True))
    return Standing(
        slots,
        {one.pk: title_of(one) for one in slots},
        seats,
        {one.pk: one for one in Room.objects.filter(gathering=gathering)},
        {one.pk: one for one in Speaker.objects.filter(gathering=gathering)},
        list(Session.objects.filter(gathering=gathering).values_list("starts_at", "ends_at")),
    )


def programme_of(gathering: Gathering) -> Programme | None:
    """Return the row of a conference's programme (one query)."""
    return Programme.objects.filter(gathering=gathering).first()


def whole(gathering: Gathering) -> Whole:
    """Return a programme with all that is told of it (five queries, however long it is)."""
    rooms = list(Room.objects.filter(gathering=gathering))
    by_key = {one.pk: one for one in rooms}
    speakers: dict[int, list[Speaker]] = {}
    chairs: dict[int, list[Speaker]] = {}
    for seat in Seat.objects.filter(slot__gathering=gathering).select_related("speaker"):
        (chairs if seat.chair else speakers).setdefault(seat.slot_id, []).append(seat.speaker)
    zone, told = ZoneInfo(gathering.zone), []
    for slot in Slot.objects.filter(gathering=gathering).select_related("abstract"):
        slot.room, slot.gathering = by_key[slot.room_id], gathering
        told.append(_told(slot, speakers.get(slot.pk, ()), chairs.get(slot.pk, ()), zone))
    sessions = list(Session.objects.filter(gathering=gathering))
    return Whole(gathering, programme_of(gathering), rooms, told, sessions)


def one_told(gathering: Gathering, number: str) -> Told | None:
    """Return one slot of a conference with what is told of it; None where there is none (two queries)."""
    rows = Slot.objects.filter(gathering=gathering, number=number)
    slot = rows.select_related("abstract", "room").first()
    if slot is None:
        return None
    slot.gathering = gathering
    seats = list(Seat.objects.filter(slot=slot).select_related("speaker"))
    speakers = [one.speaker for one in seats if not one.chair]
    chairs = [one.speaker for one in seats if one.chair]
    return _told(slot, speakers, chairs, ZoneInfo(gathering.zone))


def title_of(slot: Slot) -> str:
    """Return what a slot is called; of an abstract that was withdrawn nothing is told any more."""
    if slot.abstract is None:
        return slot.title
    return slot.abstract.title or _("Comunicação retirada por quem a enviou")


def slots_in(room: Room) -> int:
    """Return how many slots stand in a room (one query)."""
    return Slot.objects.filter(room=room).count()


def placeable(gathering: Gathering) -> list[Abstract]:
    """Return the accepted abstracts that stand nowhere in the programme yet, by title (one query)."""
    placed = Slot.objects.filter(gathering=gathering, abstract__isnull=False).values("abstract")
    rows = Abstract.objects.filter(call__gathering=gathering, state="received", decision="accepted")
    return list(rows.exclude(pk__in=placed).order_by("title", "pk"))


def _told(slot: Slot, speakers: Sequence[Speaker], chairs: Sequence[Speaker], zone: ZoneInfo) -> Told:
    said = slot.abstract
    return Told(
        slot,
        title_of(slot),
        said.text if said else slot.text,
        said.topic if said else "",
        said.language if said else slot.language,
        speakers,
        chairs,
        slot.starts_at.astimezone(zone),
        ends_at(slot).astimezone(zone),
    )
