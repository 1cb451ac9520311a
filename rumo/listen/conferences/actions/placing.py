"""The programme, change by change: each locks it, and one that would make a public programme clash is refused whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.ledger.actions import record
from rumo.listen.conferences import models as m
from rumo.listen.conferences.actions.refusing import ConferenceRefused, ProgrammeRefused
from rumo.listen.conferences.models.programme import new_stamp
from rumo.listen.conferences.queries.programme import standing
from rumo.listen.conferences.rules.clashing import EMPTY, troubles
from rumo.listen.conferences.rules.saying import TEXT, TITLE, too_long
from rumo.listen.gatherings.models import Gathering

NAME = 120


@dataclass(frozen=True, slots=True)
class Slotted:
    """What a slot is to be: room, kind, when, and an accepted abstract or a title and text of its own; who speaks, who chairs."""

    room: m.Room
    kind: str
    starts_at: datetime
    minutes: int
    abstract: m.Abstract | None = None
    title: str = ""
    text: str = ""
    language: str = "pt"
    speakers: Sequence[m.Speaker] = ()
    chairs: Sequence[m.Speaker] = ()


@transaction.atomic
def add_room(*, gathering: Gathering, name: str, capacity: int | None, by: str, at: datetime) -> m.Room:
    """Add a room; raises ConferenceRefused where it has no name, or one that is taken."""
    row = held(gathering)
    name = texts.line(name)
    if not name or len(name) > NAME:
        raise ConferenceRefused(
            faults={"name": _("Escreva o nome da sala, com %(most)s carateres no máximo.") % {"most": NAME}}
        )
    if m.Room.objects.filter(gathering=gathering, name=name).exists():
        raise ConferenceRefused(faults={"name": _("Já há uma sala com este nome.")})
    room = m.Room.objects.create(gathering=gathering, name=name, capacity=capacity)
    settle(row, "programme.add_room", by, at, new={"name": name, "capacity": capacity})
    return room


@transaction.atomic
def drop_room(*, room: m.Room, by: str, at: datetime) -> None:
    """Take a room away; refused while something stands in it."""
    row = held(room.gathering)
    if m.Slot.objects.filter(room=room).exists():
        raise ConferenceRefused(_("Esta sala tem momentos no programa: mude-os de sala primeiro."))
    name = room.name
    room.delete()
    settle(row, "programme.drop_room", by, at, old={"name": name})


@transaction.atomic
def put_slot(
    *, gathering: Gathering, said: Slotted, by: str, at: datetime, slot: m.Slot | None = None
) -> m.Slot:
    """Put something into the programme, or make a slot what is now said, also one that was cancelled.

    Raises ConferenceRefused with what to mend, and ProgrammeRefused where a public programme would clash.
    """
    row = held(gathering)
    one = m.Slot(gathering=gathering) if slot is None else m.Slot.objects.get(pk=slot.pk)
    old = None if slot is None else _told(one)
    said_title, said_text = texts.line(said.title), texts.prose(said.text)
    _checked(gathering, one, said, said_title, said_text)
    one.room, one.kind, one.starts_at, one.minutes = said.room, said.kind, said.starts_at, said.minutes
    one.abstract, one.language = said.abstract, said.language
    one.title, one.text = ("", "") if said.abstract else (said_title, said_text)
    one.revision, one.changed_at, one.cancelled_at = one.revision + (slot is not None), at, None
    one.save()
    m.Seat.objects.filter(slot=one).delete()
    seats = [(person, False) for person in said.speakers] + [(person, True) for person in said.chairs]
    m.Seat.objects.bulk_create(
        m.Seat(slot=one, speaker=person, chair=chair, position=place)
        for place, (person, chair) in enumerate(seats)
    )
    settle(row, "programme.put", by, at, old=old, new=_told(one))
    return one


@transaction.atomic
def move_slot(*, slot: m.Slot, by: str, at: datetime, minutes: int = 0, room: m.Room | None = None) -> m.Slot:
    """Move a slot by so many minutes, to another room or both; raises ProgrammeRefused where a public programme would clash."""
    row = held(slot.gathering)
    one = m.Slot.objects.select_related("room").get(pk=slot.pk)
    if room is not None and room.gathering_id != one.gathering_id:
        raise ConferenceRefused(_("Esta sala é de outra conferência."))
    old = _told(one)
    one.starts_at += timedelta(minutes=minutes)
    one.room = room or one.room
    one.revision, one.changed_at = one.revision + 1, at
    one.save()
    settle(row, "programme.move", by, at, old=old, new=_told(one))
    return one


@transaction.atomic
def drop_slot(*, slot: m.Slot, by: str, at: datetime) -> bool:
    """Take a slot out: before publication it goes, after it is cancelled and stands struck out. False when it was before."""
    row = held(slot.gathering)
    one = m.Slot.objects.select_related("room").get(pk=slot.pk)
    if one.cancelled_at is not None:
        return False
    _drop(row, one, at)
    settle(row, "programme.drop", by, at, old=_told(one))
    return True


@transaction.atomic
def publish(*, gathering: Gathering, by: str, at: datetime) -> m.Programme:
    """Make the programme public; raises ProgrammeRefused with every clash named, and where it was public before."""
    row = held(gathering)
    if row.published_at is not None:
        raise ConferenceRefused(_("O programa já é público."))
    if found := troubles(standing(gathering)):
        raise ProgrammeRefused(found)
    row.published_at = row.changed_at = at
    row.save()
    slots = m.Slot.objects.filter(gathering=gathering).count()
    record(verb="programme.publish", by=by, at=at, target=_target(gathering), new={"slots": slots})
    return row


def cancel_of(abstract: m.Abstract, *, at: datetime) -> None:
    """Take what was placed of an abstract out of the programme, within the caller's transaction and under its verb."""
    one = m.Slot.objects.select_related("gathering", "room").filter(abstract=abstract).first()
    if one is None:
        return
    row = held(one.gathering)
    if one.cancelled_at is not None:
        return
    _drop(row, one, at)
    row.revision, row.changed_at = row.revision + (row.published_at is not None), at
    row.save()


def held(gathering: Gathering) -> m.Programme:
    """Return the programme's row, made at the first asking, locked until the transaction ends and stamped anew."""
    m.Programme.objects.get_or_create(gathering=gathering)
    row = m.Programme.objects.select_for_update().get(gathering=gathering)
    row.stamp = new_stamp()
    row.save(update_fields=["stamp"])
    return row


def settle(
    row: m.Programme, verb: str, by: str, at: datetime, old: object = None, new: object = None
) -> None:
    """End a change: where the programme is public and clashes now, nothing of it is kept; else it is counted and recorded."""
    gathering = row.gathering
    if row.published_at is not None:
        found = [one for one in troubles(standing(gathering)) if one.kind != EMPTY]
        if found:
            raise ProgrammeRefused(found)
        row.revision += 1
    row.changed_at = at
    row.save()
    record(verb=verb, by=by, at=at, target=_target(gathering), old=old, new=new)


def _drop(row: m.Programme, one: m.Slot, at: datetime) -> None:
    if row.published_at is None:
        m.Seat.objects.filter(slot=one).delete()
        m.Slot.objects.filter(pk=one.pk).delete()
        return
    one.cancelled_at, one.changed_at, one.revision = at, at, one.revision + 1
    one.save()


def _target(gathering: Gathering) -> str:
    return f"gathering:{gathering.slug}"


def _told(one: m.Slot) -> dict[str, object]:
    """What the ledger holds of a slot: who speaks stands in no entry, for they may take their name back."""
    return {
        "slot": one.number,
        "room": one.room.name,
        "kind": one.kind,
        "start": one.starts_at.isoformat(),
        "minutes": one.minutes,
        "title": one.title,
        "abstract": one.abstract.number if one.abstract else "",
    }


def _checked(gathering: Gathering, one: m.Slot, said: Slotted, title: str, text: str) -> None:
    faults = {}
    people = [*said.speakers, *said.chairs]
    if said.room.gathering_id != gathering.pk:
        faults["room"] = _("Esta sala é de outra conferência.")
    if said.kind not in m.Slot.Kind.values:
        faults["kind"] = _("Escolha o que é.")
    if not 1 <= said.minutes <= 720:
        faults["minutes"] = _("Escreva quantos minutos dura: entre 1 e 720.")
    if any(person.gathering_id != gathering.pk for person in people) or len({*people}) < len(people):
        faults["speakers"] = _("Cada pessoa aparece uma vez: fala ou modera.")
    if said.abstract is None and (not title or len(title) > TITLE):
        faults["title"] = _("Escreva um título, com %(most)s carateres no máximo, ou escolha um resumo.") % {
            "most": TITLE
        }
    if len(text) > TEXT:
        faults["text"] = too_long(text, TEXT)
    if said.abstract is not None:
        faults |= _of_abstract(gathering, one, said.abstract)
    if faults:
        raise ConferenceRefused(faults=faults)


def _of_abstract(gathering: Gathering, one: m.Slot, abstract: m.Abstract) -> dict[str, str]:
    accepted = abstract.decision == m.Abstract.Decision.ACCEPTED and abstract.state == "received"
    if abstract.call.gathering_id != gathering.pk or not accepted:
        return {"abstract": _("Escolha um resumo aceite.")}
    if m.Slot.objects.filter(abstract=abstract).exclude(pk=one.pk).exists():
        return {"abstract": _("Este resumo já está no programa.")}
    return {}
