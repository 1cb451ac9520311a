"""The reads of answers: the one in force, what still waits for one, how many of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Contribution, Passage
from rumo.listen.gatherings.models import Gathering
from rumo.shape.synthesis.models import Answered, Disposition, Response
from rumo.shape.synthesis.rules import owed


@dataclass(frozen=True, slots=True)
class Progress:
    """How many contributions of a consultation or a gathering are owed an answer, and how many have one."""

    owed: int
    answered: int

    @property
    def left(self) -> int:
        """Return how many still wait."""
        return self.owed - self.answered


def response_of(contribution: Contribution) -> Response | None:
    """Return the answer in force to a contribution; None when it has none yet (one query)."""
    return Response.objects.filter(contribution=contribution, superseded_at__isnull=True).first()


def responses_to(contributions: Iterable[Contribution]) -> dict[int, Response]:
    """Return the answers in force by the row id of the contribution (one query)."""
    rows = Response.objects.filter(contribution__in=list(contributions), superseded_at__isnull=True)
    return {row.contribution_id: row for row in rows}


def unanswered(consultation: Consultation) -> QuerySet[Contribution]:
    """Return what is owed an answer and has none, in the order it came."""
    rows: QuerySet[Contribution] = _of(consultation).filter(answered=False)
    return rows.order_by("received_at", "pk")


def owed_by(where: Consultation | Gathering) -> QuerySet[Contribution]:
    """Return everything that is owed an answer, what has none yet first; each says whether it is `answered`."""
    rows: QuerySet[Contribution] = _of(where).order_by("answered", "received_at", "pk")
    return rows


def progress(where: Consultation | Gathering) -> Progress:
    """Return how far the answering of a consultation, or of a gathering that feeds none, is (one query)."""
    counts = dict(_of(where).order_by().values_list("answered").annotate(n=Count("pk")))
    return Progress(sum(counts.values()), counts.get(True, 0))


def standing(where: Consultation | Gathering) -> tuple[Progress, datetime | None]:
    """Return the same, and when a consultation was declared answered, None while it was not (one query, two where nothing is owed)."""
    said = Answered.objects.filter(consultation=OuterRef("consultation")).values("at")[:1]
    rows = _of(where).annotate(declared_at=Subquery(said)).order_by()
    found = list(rows.values_list("answered", "declared_at").annotate(n=Count("pk")))
    if found:
        counts = {answered: n for answered, _at, n in found}
        return Progress(sum(counts.values()), counts.get(True, 0)), found[0][1]
    row = declared(where) if isinstance(where, Consultation) else None
    return Progress(0, 0), row.at if row else None


def dispositions(consultation: Consultation) -> tuple[Progress, dict[str, int]]:
    """Return how far the answering of a consultation is, and how many answers in force say what is done (one query)."""
    given = Response.objects.filter(contribution=OuterRef("pk"), superseded_at__isnull=True)
    said = owed().filter(consultation=consultation).annotate(said=Subquery(given.values("disposition")[:1]))
    counts = dict(said.order_by().values_list("said").annotate(n=Count("pk")))
    left = counts.pop(None, 0)
    answered = sum(counts.values())
    return Progress(answered + left, answered), {name: counts[name] for name in Disposition if name in counts}


def declared(consultation: Consultation) -> Answered | None:
    """Return that a consultation was declared answered; None while it was not (one query)."""
    return Answered.objects.filter(consultation=consultation).first()


def left_in(consultations: Sequence[Consultation]) -> dict[int, int]:
    """Return how many contributions wait for an answer in each consultation that has any, by its row id (one query)."""
    given = Response.objects.filter(contribution=OuterRef("pk"), superseded_at__isnull=True)
    rows = owed().filter(~Exists(given), consultation__in=consultations)
    return dict(rows.order_by().values_list("consultation").annotate(n=Count("pk")))


def readable(consultation: Consultation, *, answered: bool) -> QuerySet[Contribution]:
    """Return what is owed an answer and has one, or has none, of which everyone may read a text; in the order it came.

    The numbers of the others are not listed: whom a text is not shown of is not to be found by anybody.
    """
    rows: QuerySet[Contribution] = _of(consultation).filter(Exists(_public()), answered=answered)
    return rows.order_by("received_at", "pk")


def texts_of(contributions: Sequence[Contribution]) -> dict[int, list[Passage]]:
    """Return the texts everyone may read by the row id of their contribution (one query)."""
    found: dict[int, list[Passage]] = {}
    rows = Passage.objects.filter(contribution__in=contributions, public=True, state=Passage.State.SHOWN)
    for one in rows.exclude(text="").order_by("pk"):
        found.setdefault(one.contribution_id, []).append(one)
    return found


def said_in(where: Consultation | Gathering) -> QuerySet[Contribution]:
    """Return what was said in a consultation; or at a gathering, as far as it feeds no consultation, where it is answered."""
    if isinstance(where, Gathering):
        return Contribution.objects.filter(gathering=where, consultation__isnull=True)
    return Contribution.objects.filter(consultation=where)


def _public() -> QuerySet[Passage]:
    return Passage.objects.filter(contribution=OuterRef("pk"), public=True, state=Passage.State.SHOWN)


def _of(where: Consultation | Gathering) -> Any:  # a QuerySet of Contribution, each with `answered`
    given = Response.objects.filter(contribution=OuterRef("pk"), superseded_at__isnull=True)
    return (owed() & said_in(where)).annotate(answered=Exists(given))
