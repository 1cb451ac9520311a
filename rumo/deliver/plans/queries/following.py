"""Which practices a measure follows, and which measures follow a practice."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery

from rumo.deliver.plans import models as m
from rumo.listen.practices.models import Version

PUBLISHED = m.PlanVersion.State.PUBLISHED


@dataclass(frozen=True, slots=True)
class Followed:
    """A practice that a measure follows: its address, title and the language of that."""

    slug: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Follower:
    """A published measure that follows a practice, as its newest published version calls it."""

    plan: str
    code: str
    title: str
    plan_title: str
    synthetic: bool


def practices_of(measure_id: int) -> list[Followed]:
    """Return the public practices that a measure follows, in the order it was said (one query)."""
    followed = m.PracticeBasis.objects.filter(measure=measure_id, practice=OuterRef("practice"))
    rows = Version.objects.filter(
        published_at__isnull=False, superseded_at__isnull=True, practice__state="published"
    )
    found = rows.filter(Exists(followed)).annotate(said_at=Subquery(followed.values("at")[:1]))
    return [
        Followed(*row)
        for row in found.order_by("said_at", "pk").values_list("practice__slug", "title", "language")
    ]


def every_practice(measure_id: int) -> tuple[list[Followed], list[Followed]]:
    """Return the public practices that a measure follows, in the order it was said, and the other public ones by title (one query)."""
    followed = m.PracticeBasis.objects.filter(measure=measure_id, practice=OuterRef("practice"))
    rows = Version.objects.filter(
        published_at__isnull=False, superseded_at__isnull=True, practice__state="published"
    ).annotate(said_at=Subquery(followed.values("at")[:1]))
    fields = ("practice__slug", "title", "language", "said_at", "pk")
    found = list(rows.order_by("title", "pk").values_list(*fields))
    said = sorted((one for one in found if one[3]), key=lambda one: (one[3], one[4]))
    return [Followed(*one[:3]) for one in said], [Followed(*one[:3]) for one in found if not one[3]]


def measures_of(practice_id: int) -> list[Follower]:
    """Return the public measures that follow a practice, by plan and code (one query)."""
    said = m.MeasureVersion.objects.filter(measure=OuterRef("measure"), version__state=PUBLISHED)
    newest = said.order_by("-version__number")
    rows = m.PracticeBasis.objects.filter(practice=practice_id).annotate(
        title=Subquery(newest.values("title")[:1]), plan_title=Subquery(newest.values("version__title")[:1])
    )
    found = rows.filter(title__isnull=False).order_by("measure__plan__slug", "measure__code")
    fields = ("measure__plan__slug", "measure__code", "title", "plan_title", "measure__plan__synthetic")
    return [Follower(*row) for row in found.values_list(*fields)]
