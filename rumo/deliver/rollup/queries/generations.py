"""From one generation of plans to the next: what became of the measures of the former plan, read from either side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateField, OuterRef, Q, QuerySet, Subquery, Value

from rumo.deliver.plans import models as plans
from rumo.deliver.rollup.queries.reading import Reading

PUBLISHED = plans.PlanVersion.State.PUBLISHED
TEXTS = ("from_key", "fate", "version__title", "version__plan__slug", "into__code", "name", "reason")
"""The texts that tell a passage, in the order `passage` reads them; they share one query with other rows of the page."""
NOTHING = Value("", output_field=CharField())
NO_DAY = Value(None, output_field=DateField())


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of one measure: `former` is its "plan/code", `into` the "plan/code" and title of what it went into (None: abandoned).

    `plan` is the title of the plan that says so.
    """

    former: str
    fate: str
    plan: str
    into: tuple[str, str] | None
    reason: str | None


def passage(texts: Sequence[Any]) -> Passage:
    """Return the passage that the values of `TEXTS` tell."""
    former, fate, title, slug, code, name, reason = texts
    return Passage(former, fate, title, (f"{slug}/{code}", name) if code else None, reason)


def said_by(version: plans.PlanVersion) -> QuerySet[Any]:
    """Return the rows of what a version of a plan says became of the measures of the former one, with `TEXTS`."""
    return _named(plans.Carried.objects.filter(version=version))


def said_of(reading: Reading) -> QuerySet[Any]:
    """Return the rows of what the newest known version of each published plan says became of the measure the reading is of, with `TEXTS`."""
    known = reading.moment.known_at
    public = Q(state=PUBLISHED)
    if known is not None:
        public &= Q(published_at__isnull=True) | Q(published_at__lte=known)
    newest = plans.PlanVersion.objects.filter(public, plan=OuterRef("version__plan")).order_by("-number")
    return _named(
        plans.Carried.objects.filter(from_key=reading.scope.key, version=Subquery(newest.values("pk")[:1]))
    )


def _named(rows: QuerySet[plans.Carried]) -> QuerySet[Any]:
    titles = plans.MeasureVersion.objects.filter(version=OuterRef("version"), measure=OuterRef("into"))
    return rows.annotate(name=Subquery(titles.values("title")[:1]))
