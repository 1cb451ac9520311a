"""Writing a gathering: the frame, its sessions with their agenda, who is in charge; once it is published, whoever comes is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.ledger.actions import record
from rumo.ground.people.models import Entity
from rumo.listen.gatherings import models as m
from rumo.listen.gatherings.actions import letters
from rumo.listen.gatherings.actions.refusing import GatheringRefused
from rumo.listen.gatherings.actions.seating import confirmed, locked, move_up
from rumo.listen.gatherings.queries import registered
from rumo.listen.gatherings.rules import (
    SESSIONS,
    Frame,
    When,
    agenda,
    frame_faults,
    session_faults,
    slug_fault,
)

FIELDS = (
    "kind", "title", "summary", "directions", "language", "zone",
    "registration", "registration_ends_at", "consultation", "process",
)  # fmt: skip
"""The parts of a frame, by the columns that keep them."""
SESSION_FIELDS = ("starts_at", "ends_at", "title", "place", "online", "capacity", "municipality")
IN_CHARGE = 30
"""People in charge a gathering may name."""


def target_of(gathering: m.Gathering) -> str:
    """Return the name the ledger knows a gathering by."""
    return f"gathering:{gathering.slug}"


@transaction.atomic
def draft(
    *, slug: str, owner: Entity, said: Frame, by: str, at: datetime, synthetic: bool = False
) -> m.Gathering:
    """Begin a gathering of a body. Raises GatheringRefused with faults by field."""
    said = _tidy(said)
    faults = {"slug": slug_fault(slug), **frame_faults(said)}
    if not faults["slug"] and m.Gathering.objects.filter(slug=slug).exists():
        faults["slug"] = _("Já há um encontro com o endereço «%(slug)s».") % {"slug": slug}
    if wrong := {name: words for name, words in faults.items() if words}:
        raise GatheringRefused(faults=wrong)
    row = m.Gathering(slug=slug, owner=owner, synthetic=synthetic, recorded_at=at, changed_at=at)
    _set(row, said)
    row.save()
    record(verb="gathering.draft", by=by, at=at, target=target_of(row), new=_told(said))
    return row


@transaction.atomic
def write(*, gathering: m.Gathering, said: Frame, by: str, at: datetime) -> m.Gathering:
    """Change what a gathering is; once published its revision rises and whoever comes is told. Raises GatheringRefused."""
    row, said = held(gathering), _tidy(said)
    standing(row)
    if faults := frame_faults(said):
        raise GatheringRefused(faults=faults)
    old = {name: getattr(row, name) for name in FIELDS}
    if old == {name: getattr(said, name) for name in FIELDS}:
        return row
    _set(row, said)
    raised(row, at)
    record(verb="gathering.write", by=by, at=at, target=target_of(row), old=_plain(old), new=_told(said))
    tell_all(row, letters.CHANGED, at)
    return row


@transaction.atomic
def put_session(
    *, gathering: m.Gathering, said: When, by: str, at: datetime, number: int | None = None
) -> m.Session:
    """Add a session, or change the one of this number, with its agenda. Who waits moves up where there is now room.

    Raises GatheringRefused for faults by field, or for fewer places than were confirmed.
    """
    row, said = held(gathering), _tidy_session(said)
    standing(row)
    items = _checked(said, row.zone)
    session = _session(row, number)
    if session.pk and said.capacity is not None and said.capacity < (there := confirmed(session)):
        words = _("Já há %(n)s lugares confirmados: não pode haver menos.") % {"n": there}
        raise GatheringRefused(faults={"capacity": words})
    old = {name: getattr(session, name) for name in SESSION_FIELDS} if session.pk else None
    for name in SESSION_FIELDS:
        setattr(session, name, getattr(said, name))
    session.save()
    _put_items(session, items)
    raised(row, at)
    told = {
        "session": session.number,
        **(_plain({name: getattr(said, name) for name in SESSION_FIELDS}) or {}),
    }
    record(verb="gathering.put_session", by=by, at=at, target=target_of(row), old=_plain(old), new=told)
    if row.state == m.Gathering.State.PUBLISHED:
        _tell_seated(session, at)
        move_up(session, by=by, at=at)
    return session


@transaction.atomic
def drop_session(*, gathering: m.Gathering, number: int, by: str, at: datetime) -> None:
    """Take away a session that nobody registered for. Raises GatheringRefused."""
    row = held(gathering)
    standing(row)
    session = _session(row, number)
    if m.Seat.objects.filter(session=session).exists():
        raise GatheringRefused(_("Já há inscrições nesta sessão: mude-a, ou anule o encontro."))
    if row.state != m.Gathering.State.DRAFT and m.Session.objects.filter(gathering=row).count() == 1:
        raise GatheringRefused(_("Um encontro publicado tem pelo menos uma sessão."))
    m.Item.objects.filter(session=session).delete()
    session.delete()
    raised(row, at)
    record(verb="gathering.drop_session", by=by, at=at, target=target_of(row), old={"session": number})


@transaction.atomic
def put_people(*, gathering: m.Gathering, people: Sequence[tuple[str, str]], by: str, at: datetime) -> None:
    """Say who is in charge: (what of, name) in order, in the place of who was. Raises GatheringRefused."""
    row = held(gathering)
    standing(row)
    said = [(texts.line(role), texts.line(name)) for role, name in people]
    if not all(0 < len(role) <= 120 and 0 < len(name) <= 200 for role, name in said) or len(said) > IN_CHARGE:
        raise GatheringRefused(
            faults={"people": _("Escreva uma pessoa por linha: o que faz, dois pontos, o nome.")}
        )
    m.InCharge.objects.filter(gathering=row).delete()
    m.InCharge.objects.bulk_create(
        m.InCharge(gathering=row, position=position, role=role, name=name)
        for position, (role, name) in enumerate(said, 1)
    )
    record(verb="gathering.put_people", by=by, at=at, target=target_of(row), new={"people": len(said)})


def held(gathering: m.Gathering) -> m.Gathering:
    """Return the row, locked until the transaction ends; whoever registers meanwhile may still name it (`no_key`), else each would wait for the other."""
    row = m.Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)
    row.owner = gathering.owner
    return row


def standing(row: m.Gathering) -> None:
    """Refuse what is only done while a gathering stands."""
    if row.state == m.Gathering.State.CANCELLED:
        raise GatheringRefused(_("O encontro foi anulado: já não muda."))


def raised(row: m.Gathering, at: datetime) -> None:
    """Note that a gathering changed: once published, its revision rises, by which calendars take the newer for the older."""
    row.changed_at = at
    if row.state != m.Gathering.State.DRAFT:
        row.revision += 1
    row.save()


def tell_all(row: m.Gathering, what: str, at: datetime, why: str = "") -> None:
    """Write to everybody who comes, or waits to, of what they have a seat in."""
    if row.state == m.Gathering.State.DRAFT:
        return
    seats: dict[int, list[m.Seat]] = {}
    there = m.Seat.objects.filter(registration__gathering=row).exclude(state=m.Seat.State.CANCELLED)
    for one in there.select_related("session").order_by("session__starts_at", "pk"):
        seats.setdefault(one.registration_id, []).append(one)
    told = [person for person in registered(row) if person.pk in seats]
    for person in told:
        person.gathering = row
    letters.tell(what, [(person, seats[person.pk]) for person in told], at, why)


def _tell_seated(session: m.Session, at: datetime) -> None:
    there = m.Seat.objects.filter(session=session).exclude(state=m.Seat.State.CANCELLED)
    seats = list(there.select_related("registration").order_by("placed"))
    for one in seats:
        one.session, one.registration.gathering = session, session.gathering
    letters.tell(letters.CHANGED, [(one.registration, [one]) for one in seats], at)


def _session(row: m.Gathering, number: int | None) -> m.Session:
    """The session of this number, its row held, or a new one after the last."""
    if number is not None:
        found = locked(row, [number])
        if not found:
            raise GatheringRefused(_("Essa sessão já não existe."))
        return found[0]
    rows = m.Session.objects.filter(gathering=row)
    if rows.count() >= SESSIONS:
        raise GatheringRefused(_("Um encontro tem no máximo %(most)s sessões.") % {"most": SESSIONS})
    return m.Session(gathering=row, number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1)


def _checked(said: When, zone: str) -> list[agenda.Timed]:
    """The items of a session's agenda; raises GatheringRefused with all that is to mend."""
    faults, items = session_faults(said), []
    try:
        items = agenda.read(said.agenda, starts_at=said.starts_at, zone=zone)
    except agenda.BadLine as bad:
        faults["agenda"] = str(bad)
    if faults:
        raise GatheringRefused(faults=faults)
    return items


def _put_items(session: m.Session, items: Sequence[agenda.Timed]) -> None:
    m.Item.objects.filter(session=session).delete()
    m.Item.objects.bulk_create(
        m.Item(session=session, position=n, starts_at=one.starts_at, ends_at=one.ends_at, title=one.title)
        for n, one in enumerate(items, 1)
    )


def _tidy(said: Frame) -> Frame:
    return replace(
        said,
        title=texts.line(said.title),
        summary=texts.prose(said.summary),
        directions=texts.prose(said.directions),
    )


def _tidy_session(said: When) -> When:
    return replace(
        said, title=texts.line(said.title), place=texts.line(said.place), online=texts.line(said.online)
    )


def _set(row: m.Gathering, said: Frame) -> None:
    for name in FIELDS:
        setattr(row, name, getattr(said, name))


def _told(said: Frame) -> dict[str, object]:
    return _plain({name: getattr(said, name) for name in FIELDS}) or {}


def _plain(values: dict[str, object] | None) -> dict[str, object] | None:
    """What an act says of columns: a row is named by its public name."""
    return (
        None
        if values is None
        else {
            name: value if isinstance(value, bool | int) or value is None else str(value)
            for name, value in values.items()
        }
    )
