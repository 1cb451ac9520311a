"""What hearing asks of somebody today: texts to decide on, consultations to write in, contributions to answer."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from rumo.doors.office.hearing.seeing import titles
from rumo.ground.people.rules import Who
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.rules import READERS, can_enter, can_moderate, can_transcribe, visible_to
from rumo.listen.contributions.queries import to_transcribe, waiting
from rumo.listen.contributions.rules.permits import can_enter_late
from rumo.listen.gatherings.rules.tables import FACILITATORS, moderated_by
from rumo.shape.synthesis.queries import left_in
from rumo.shape.synthesis.rules import can_respond, may_be_answered


@dataclass(frozen=True, slots=True)
class Today:
    """How many texts wait for a decision; where one may write what others say; where answers are owed and recordings wait, and how many; whether tables are theirs to open."""

    texts: int = 0
    writes: tuple[tuple[Consultation, str], ...] = ()
    owed: tuple[tuple[Consultation, str, int], ...] = ()
    spoken: tuple[tuple[Consultation, str, int], ...] = ()
    tables: bool = False


def today_of(who: Who, *, at: datetime) -> Today:
    """Return what waits for somebody (six queries at most; none for who has no part in consultations)."""
    facilitates = who.has(*FACILITATORS)
    if not who.has(*READERS):
        return Today(tables=facilitates)
    rows = list(visible_to(who).filter(published_at__isnull=False).order_by("-closes_at", "-pk"))
    moderates = [row for row in rows if can_moderate(who, row)]
    gatherings = list(moderated_by(who))
    writes = [row for row in rows if can_enter(who, row) and can_enter_late(row, at=at)]
    answers = [row for row in rows if can_respond(who, row) and may_be_answered(row, at=at)]
    left = left_in(answers) if answers else {}
    hears = [row for row in rows if can_transcribe(who, row)]
    spoken = (
        Counter(to_transcribe(hears).values_list("contribution__consultation", flat=True))
        if hears
        else Counter()
    )
    named = titles([*writes, *answers, *hears]) if writes or answers or spoken else {}
    return Today(
        waiting(moderates, gatherings).count() if moderates or gatherings else 0,
        tuple((row, named.get(row.pk, row.slug)) for row in writes),
        tuple((row, named.get(row.pk, row.slug), left[row.pk]) for row in answers if left.get(row.pk)),
        tuple((row, named.get(row.pk, row.slug), spoken[row.pk]) for row in hears if spoken[row.pk]),
        facilitates,
    )
