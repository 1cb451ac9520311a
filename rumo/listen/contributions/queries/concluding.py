"""What the report of a consultation tells of its texts: the proposals and positions one may read, and what was asked to be decided again."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Window
from django.db.models.functions import Coalesce

from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Contribution, Flag, Kind, Passage


@dataclass(frozen=True, slots=True)
class Heard:
    """A text that everyone may read, and how many support it; the first of `of` such texts."""

    passage: Passage
    supports: int
    of: int


def heard(consultation: Consultation, kinds: Sequence[str], *, size: int) -> list[Heard]:
    """Return the texts of these kinds that everyone may read, each with its contribution, the most supported first, up to `size` (one query)."""
    supports = Contribution.objects.filter(
        kind=Kind.SUPPORT, state=Contribution.State.RECEIVED, about=OuterRef("contribution")
    )
    many = supports.order_by().values("about").annotate(n=Count("pk")).values("n")
    rows = Passage.objects.filter(
        contribution__consultation=consultation,
        contribution__kind__in=kinds,
        contribution__state=Contribution.State.RECEIVED,
        public=True,
        state=Passage.State.SHOWN,
    ).exclude(text="")
    counted = rows.annotate(supports=Coalesce(Subquery(many), 0, output_field=IntegerField()))
    found = counted.annotate(of=Window(Count("pk"))).select_related("contribution")
    return [Heard(one, one.supports, one.of) for one in found.order_by("-supports", "pk")[:size]]


def appeals(consultation: Consultation) -> tuple[int, int]:
    """Return how many decisions on texts that count were appealed, and how many of those appeals wait (one query)."""
    rows = Flag.objects.filter(
        passage__contribution__consultation=consultation,
        passage__contribution__state=Contribution.State.RECEIVED,
        appeal=True,
    )
    counts = rows.aggregate(all=Count("pk"), waiting=Count("pk", filter=Q(settled_at__isnull=True)))
    return counts["all"], counts["waiting"]
