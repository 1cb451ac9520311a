"""Who came: noted at the door one by one, or typed in later from a list on paper; and what time takes away."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rumo.ground.ledger.actions import record
from rumo.ground.ledger.rules import keys
from rumo.listen.gatherings import models as m
from rumo.listen.gatherings.actions.letters import key_of
from rumo.listen.gatherings.actions.refusing import GatheringRefused
from rumo.listen.gatherings.actions.seating import CANCELLED, locked, target_of
from rumo.listen.gatherings.actions.writing import target_of as gathering_of
from rumo.listen.gatherings.rules import can_check_in

KEPT = timedelta(days=365)
"""How long after the last session who was registered can still be read."""


@transaction.atomic
def check_in(*, session: m.Session, numbers: Collection[str], by: str, at: datetime) -> list[m.Registration]:
    """Note that people came to a session, by the numbers of their badges; return those noted now. Who was noted stays as they were.

    Raises GatheringRefused, and notes nobody, where a number is nobody's who has a seat there.
    """
    if not can_check_in(session.gathering):
        raise GatheringRefused(_("Só se marca quem veio a um encontro publicado."))
    locked(session.gathering, [session.number])
    rows = m.Seat.objects.filter(session=session, registration__public_id__in=numbers)
    seats = list(rows.exclude(state=CANCELLED).select_related("registration").order_by("pk"))
    if unknown := set(numbers) - {one.registration.public_id for one in seats}:
        raise GatheringRefused(
            _("Ninguém com o número %(number)s está inscrito nesta sessão.") % {"number": min(unknown)[:20]}
        )
    new = [one for one in seats if one.attended_at is None]
    for one in new:
        one.attended_at, one.attended_by = at, by
        one.save(update_fields=["attended_at", "attended_by"])
        told = {"session": session.number}
        record(verb="registration.attend", by=by, at=at, target=target_of(one.registration), new=told)
    return [one.registration for one in new]


@transaction.atomic
def undo_check_in(*, session: m.Session, number: str, by: str, at: datetime) -> bool:
    """Note that somebody noted as come did not; False where nobody was."""
    locked(session.gathering, [session.number])
    rows = m.Seat.objects.filter(session=session, registration__public_id=number)
    one = rows.filter(attended_at__isnull=False).select_related("registration").first()
    if one is None:
        return False
    one.attended_at, one.attended_by = None, ""
    one.save(update_fields=["attended_at", "attended_by"])
    told = {"session": session.number}
    record(verb="registration.unattend", by=by, at=at, target=target_of(one.registration), old=told)
    return True


@transaction.atomic
def forget(*, by: str, at: datetime) -> int:
    """Forget who was registered in gatherings that ended KEPT ago, and destroy the key of their letters; return how many people.

    Who came stays counted, by audience. Repeated, it finds nobody.
    """
    last = m.Session.objects.values("gathering").annotate(last=Max("ends_at")).filter(last__lte=at - KEPT)
    known = m.Registration.objects.filter(forgotten_at__isnull=True)
    gone = 0
    for row in m.Gathering.objects.filter(
        pk__in=known.filter(gathering__in=last.values("gathering")).values("gathering")
    ):
        blank = {"name": "", "email": "", "organisation": "", "note": "", "needs": {}, "forgotten_at": at}
        count = known.filter(gathering=row).update(**blank)
        lost = int(keys.destroy(key_of(row)))
        told = {"rows": count, "keys": lost}
        record(verb="gathering.forget", by=by, at=at, target=gathering_of(row), new=told)
        gone += count
    return gone
