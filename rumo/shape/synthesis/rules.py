"""What is owed an answer, and who may give it, when."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from rumo.ground.people.rules import Who
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.rules import Phase, can_write, phase
from rumo.listen.contributions.models import Contribution, Kind, Passage
from rumo.listen.gatherings import rules as gatherings
from rumo.listen.gatherings.models import Gathering

MERGED = ("número", "título")
"""What the words of an answer may leave to be filled in for each contribution."""
WITHOUT = (Kind.BALLOT, Kind.SUPPORT)
"""What the published results answer."""


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
