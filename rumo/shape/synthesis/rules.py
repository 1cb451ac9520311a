"""What is owed an answer, who may give it and when; who reads with a codebook and who publishes what was found."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from rumo.ground.people.models import Role
from rumo.ground.people.rules import Who
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.rules import Phase, can_write, phase
from rumo.listen.contributions.models import Contribution, Kind, Passage
from rumo.listen.gatherings import rules as gatherings
from rumo.listen.gatherings.models import Gathering
from rumo.shape.synthesis.models import Codebook

MERGED = ("número", "título")
"""What the words of an answer may leave to be filled in for each contribution."""
WITHOUT = (Kind.BALLOT, Kind.SUPPORT)
"""What the published results answer."""
CODERS = (Role.NATIONAL_COORDINATOR, Role.NATIONAL_ANALYST, Role.MUNICIPAL_COORDINATOR)
PUBLISHERS = (Role.NATIONAL_COORDINATOR, Role.MUNICIPAL_COORDINATOR)


def owed() -> QuerySet[Contribution]:
    """Return every contribution that is owed an answer: free text of any kind, not taken back; closed answers are answered by the results."""
    written = Passage.objects.filter(contribution=OuterRef("pk")).exclude(text="", rewording="")
    rows = Contribution.objects.filter(Exists(written), state=Contribution.State.RECEIVED)
    return rows.exclude(Q(kind__in=WITHOUT))


def is_owed(contribution: Contribution) -> bool:
    """Tell whether a contribution is owed an answer (one query)."""
    return owed().filter(pk=contribution.pk).exists()


def can_respond(who: Who, consultation: Consultation) -> bool:
    """Answer what was said: those who write for the consultation's owner."""
    return can_write(who, consultation)


def can_respond_at(who: Who, gathering: Gathering) -> bool:
    """Answer what was said at a gathering that feeds no consultation: those who write for its owner."""
    return gatherings.can_write(who, gathering)


def may_be_answered(consultation: Consultation | None, *, at: datetime) -> bool:
    """Tell whether it is time to answer: once it has closed or was cancelled, for until then what was said can be corrected.

    What was said at a gathering that feeds no consultation is not corrected: it may be answered at once.
    """
    if consultation is None:
        return True
    return phase(consultation, at=at) in (Phase.CLOSED, Phase.CANCELLED)


def can_open(who: Who, entity_id: int) -> bool:
    """Open a reading of a body: those who write for it."""
    return entity_id in who.entities(*CODERS)


def can_code(who: Who, codebook: Codebook) -> bool:
    """Read with a codebook, write its themes and its findings: those who write for its body."""
    return codebook.entity_id in who.entities(*CODERS)


def can_publish(who: Who, codebook: Codebook) -> bool:
    """Publish and withdraw findings: coordinators of its body."""
    return codebook.entity_id in who.entities(*PUBLISHERS)


def can_see(who: Who, codebook: Codebook) -> bool:
    """See it in the office: those who write for its body, the national team, auditors."""
    return codebook.entity_id in who.entities(*CODERS) or who.national or who.has(Role.AUDITOR)


def visible_to(who: Who) -> QuerySet[Codebook]:
    """Return the codebooks for which `can_see` holds."""
    rows = Codebook.objects.all()
    if who.national or who.has(Role.AUDITOR):
        return rows
    return rows.filter(entity__in=who.entities(*CODERS))
