"""What time takes away: drafts and their files, marks against answering twice, what people said of themselves, addresses; each with its key."""

from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q, QuerySet

from rumo.ground.files import actions as stored
from rumo.ground.files.models import StoredFile
from rumo.ground.ledger.actions import erase_detail, record
from rumo.ground.ledger.rules import keys
from rumo.ground.people.queries import MACHINE
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.actions.counting import key_of
from rumo.listen.contributions.actions.drafting import DAYS
from rumo.listen.contributions.actions.submitting import PARTICIPANT
from rumo.listen.contributions.models import Attachment, Contact, Demographic, Draft, Edition, Uniqueness
from rumo.listen.contributions.rules.permits import LATE_ENTRY

ABOUT_KEPT = timedelta(days=30)
"""How long after closing what people said of themselves can still be read."""
AT_ONCE = 200
"""Files that one round takes away; more wait for the next, so that no transaction is long."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows went, and keys with them."""

    drafts: int = 0
    files: int = 0
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
    its key, and the key that holds editions against each other. On their day: addresses. Thirty days untouched: drafts, and what was
    sent with them, of which a round takes `AT_ONCE`.
    """
    drafts = Draft.objects.filter(updated_at__lt=at - timedelta(days=DAYS)).delete()[0]
    files = _files(by, at)
    marks, peppers = _marks(by, at)
    abouts, about_keys = _abouts(by, at)
    contacts, contact_keys = _contacts(by, at)
    return Forgotten(drafts, files, marks, abouts, contacts, peppers + about_keys + contact_keys)


def _files(by: str, at: datetime) -> int:
    """Take away what participants and their machines sent long ago and no contribution uses.

    A form serves as long as a draft is kept, and what came with it came later than the form: it can be handed in no more.
    """
    theirs = Q(received_by=PARTICIPANT) | Q(received_by__startswith=MACHINE)
    old = StoredFile.objects.filter(theirs, received_at__lt=at - timedelta(days=DAYS))
    unused = old.exclude(Exists(Attachment.objects.filter(file=OuterRef("pk"))))
    gone = 0
    for name in unused.order_by("pk").values_list("public_id", flat=True)[:AT_ONCE]:
        with suppress(ProtectedError):  # just now it came to be used
            stored.discard(public_id=name, by=by, at=at)
            erase_detail(target=f"file:{name}", by=by, at=at)
            gone += 1
    return gone


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
