"""What time takes away: drafts, marks against answering twice, what people said of themselves, addresses; each with its key."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from rumo.ground.ledger.actions import record
from rumo.ground.ledger.rules import keys
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.actions.counting import key_of
from rumo.listen.contributions.actions.drafting import DAYS
from rumo.listen.contributions.models import Contact, Demographic, Draft, Edition, Uniqueness
from rumo.listen.contributions.rules.permits import LATE_ENTRY

ABOUT_KEPT = timedelta(days=30)
"""How long after closing what people said of themselves can still be read."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows went, and keys with them."""

    drafts: int = 0
    marks: int = 0
    abouts: int = 0
    contacts: int = 0
    keys: int = 0

    def counts(self) -> dict[str, int]:
        """Return them by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@transaction.atomic
def forget(*, by: str, at: datetime) -> Forgotten:
    """Delete all whose time is over and destroy the keys it was sealed with; repeated, it finds nothing more.

    At closing: marks and pepper. Thirty days later, once the results that follow closing are out: what people said of themselves,
    its key, and the key that holds editions against each other. On their day: addresses. Thirty days untouched: drafts.
    """
    drafts = Draft.objects.filter(updated_at__lt=at - timedelta(days=DAYS)).delete()[0]
    marks, peppers = _marks(by, at)
    abouts, about_keys = _abouts(by, at)
    contacts, contact_keys = _contacts(by, at)
    return Forgotten(drafts, marks, abouts, contacts, peppers + about_keys + contact_keys)


def _marks(by: str, at: datetime) -> tuple[int, int]:
    gone = destroyed = 0
    for row in Consultation.objects.filter(once=True, closes_at__lte=at):
        count = Uniqueness.objects.filter(consultation=row).delete()[0]
        lost = int(keys.destroy(f"pepper-{row.slug}"))
        _tell(row, "marks", count, lost, by, at)
        gone, destroyed = gone + count, destroyed + lost
    return gone, destroyed


def _abouts(by: str, at: datetime) -> tuple[int, int]:
    gone = destroyed = 0
    after = Edition.objects.filter(consultation=OuterRef("pk"), made_at__gte=OuterRef("closes_at"))
    for row in Consultation.objects.filter(Exists(after), closes_at__lte=at - ABOUT_KEPT):
        count = Demographic.objects.filter(consultation=row).delete()[0]
        lost = sum(keys.destroy(name) for name in (f"about-{row.slug}", key_of(row)))
        Edition.objects.filter(consultation=row).exclude(exact=b"").update(exact=b"")
        _tell(row, "abouts", count, lost, by, at)
        gone, destroyed = gone + count, destroyed + lost
    return gone, destroyed


def _contacts(by: str, at: datetime) -> tuple[int, int]:
    """Delete addresses past their day; the last of a consultation takes the key along."""
    gone = destroyed = 0
    past: QuerySet[Contact] = Contact.objects.filter(
        delete_on__lt=at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    )
    ended = Consultation.objects.filter(pk__in=past.values("consultation"))
    for row in ended:
        count = past.filter(consultation=row).delete()[0]
        over = row.closes_at is not None and row.closes_at + LATE_ENTRY <= at
        last = over and not Contact.objects.filter(consultation=row).exists()
        lost = int(last and keys.destroy(f"contact-{row.slug}"))
        _tell(row, "contacts", count, lost, by, at)
        gone, destroyed = gone + count, destroyed + lost
    return gone, destroyed


def _tell(row: Consultation, what: str, count: int, lost: int, by: str, at: datetime) -> None:
    if count or lost:
        told = {"what": what, "rows": count, "keys": lost}
        record(verb="consultation.forget", by=by, at=at, target=f"consultation:{row.slug}", new=told)
