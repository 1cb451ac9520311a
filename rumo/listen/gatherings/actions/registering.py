"""Registering without account, saying other needs, giving up: row, seats, ledger leaf, receipt and letter in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import token_hash
from rumo.ground.ledger import actions as ledger
from rumo.listen.gatherings import models as m
from rumo.listen.gatherings.actions import letters
from rumo.listen.gatherings.actions.refusing import GatheringRefused
from rumo.listen.gatherings.actions.seating import CANCELLED, locked, move_up, seat, target_of
from rumo.listen.gatherings.queries import seats_of
from rumo.listen.gatherings.rules import (
    Coming,
    can_change,
    can_register,
    coming_faults,
    need_faults,
    needs,
    takes_registrations,
)
from rumo.science import codes

PARTICIPANT = "participant"
"""Who the ledger names for what somebody who comes does: nobody."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What one gets for a registration: the row, its seats, the receipt's code, and whether this very form made it."""

    registration: m.Registration
    seats: list[m.Seat]
    code: str
    made: bool


def register(*, gathering: m.Gathering, said: Coming, token: str, at: datetime) -> Registered:
    """Keep a registration and give its seats; the same form sent again returns the same receipt and takes no second seat.

    A session that is full puts at the end of those who wait. Raises GatheringRefused with what to mend, or when it is too late.
    """
    before = _before(gathering, token, at)
    if before is not None:
        return before
    try:
        return _keep(gathering, tidy(said), token, at)
    except IntegrityError:  # the same form, sent twice at once
        if (before := _before(gathering, token, at)) is not None:
            return before
        raise


@transaction.atomic
def change_needs(
    *, registration: m.Registration, needed: Mapping[str, Any], note: str, at: datetime
) -> m.Registration:
    """Put what somebody now needs in the place of what they said. Raises GatheringRefused."""
    row = _held(registration)
    note = texts.prose(note)
    if faults := need_faults(note):
        raise GatheringRefused(faults=faults)
    row.needs, row.note = needs.kept(needed), note
    row.save(update_fields=["needs", "note"])
    ledger.record(verb="registration.change", by=PARTICIPANT, at=at, target=target_of(row))
    return row


@transaction.atomic
def give_up(*, registration: m.Registration, number: int | None = None, at: datetime) -> list[m.Seat]:
    """Give up a session by its number, or all that are left; who waits moves up. Returns the seats given up. Raises GatheringRefused.

    Without a seat left the registration is cancelled. A session given up twice is given up once.
    """
    sessions = locked(registration.gathering, None if number is None else [number])
    standing = m.Gathering.objects.select_related("owner").get(pk=registration.gathering_id)
    row = _held(registration)
    row.gathering = standing
    mine = [one for one in seats_of(row) if one.state != CANCELLED]
    gone = [one for one in mine if number is None or one.session.number == number]
    for one in gone:
        one.state = CANCELLED
        one.save(update_fields=["state"])
    if len(gone) == len(mine):
        row.cancelled_at = at
        row.save(update_fields=["cancelled_at"])
    if gone or row.cancelled_at:
        told = {"sessions": [one.session.number for one in gone]}
        ledger.record(verb="registration.cancel", by=PARTICIPANT, at=at, target=target_of(row), new=told)
        letters.tell(letters.LEFT, [(row, gone)], at)
    for session in sessions:
        session.gathering = standing
        move_up(session, by=PARTICIPANT, at=at)
    return gone


def tidy(said: Coming) -> Coming:
    """Return what somebody says in plain text, with only the needs that are known."""
    return replace(
        said,
        name=texts.line(said.name),
        email=texts.line(said.email)[:254],
        organisation=texts.line(said.organisation),
        note=texts.prose(said.note),
        needs=needs.kept(said.needs),
    )


@transaction.atomic
def _keep(gathering: m.Gathering, said: Coming, token: str, at: datetime) -> Registered:
    sessions = locked(gathering, said.sessions)
    row = m.Gathering.objects.get(pk=gathering.pk)  # as it stands now that nobody can change it
    row.owner = gathering.owner
    if not takes_registrations(row, at=at):
        raise GatheringRefused(_("Este encontro já não recebe inscrições."))
    open_ = [one for one in sessions if can_register(row, one, at=at)]
    if faults := coming_faults(said, [one.number for one in open_]):
        raise GatheringRefused(faults=faults)
    made = m.Registration.objects.create(
        token_hash=token_hash(token),
        gathering=row,
        name=said.name,
        email=said.email,
        organisation=said.organisation,
        audience=said.audience,
        needs=said.needs,
        note=said.note,
        language=said.language,
        registered_at=at,
    )
    seats = sorted((seat(made, one, at=at) for one in open_), key=lambda one: one.session.starts_at)
    code = ledger.issue(token=token, target=target_of(made), at=at)
    _tell(made, seats, at)
    letters.receipt(made, seats, codes.shown(code), at)
    return Registered(made, seats, code, True)


def _tell(made: m.Registration, seats: Sequence[m.Seat], at: datetime) -> None:
    """Write into the ledger that somebody registered, and nothing of who."""
    told = {"sessions": [one.session.number for one in seats], "gathering": made.gathering.slug}
    ledger.record(verb="registration.register", by=PARTICIPANT, at=at, target=target_of(made), new=told)


def _before(gathering: m.Gathering, token: str, at: datetime) -> Registered | None:
    """What the same form gave before; raises GatheringRefused where it was of another gathering."""
    row = (
        m.Registration.objects.select_related("gathering__owner").filter(token_hash=token_hash(token)).first()
    )
    if row is None:
        return None
    if row.gathering_id != gathering.pk:
        raise GatheringRefused(_("Este formulário já foi enviado. Abra-o de novo para enviar outra coisa."))
    return Registered(row, seats_of(row), ledger.issue(token=token, target=target_of(row), at=at), False)


def _held(registration: m.Registration) -> m.Registration:
    """The row, locked until the transaction ends; raises GatheringRefused once it was cancelled or forgotten."""
    row = m.Registration.objects.select_for_update().get(pk=registration.pk)
    row.gathering = registration.gathering
    if not can_change(row):
        raise GatheringRefused(_("Esta inscrição já foi anulada."))
    return row
