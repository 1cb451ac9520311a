"""Reads of self-assessments: the answers of some, those in force of a municipality, one framework's over time."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rumo.deliver.evaluations.models import Answer, AnswerMeasure, Assessment
from rumo.deliver.plans.models import Measure, PlanVersion
from rumo.ground.vocabularies.models import Term
from rumo.ground.vocabularies.queries import Framework, frameworks_in
from rumo.science.radar import Change, Level, changes

Said = tuple[Answer, list[Measure]]


def answered(ids: Collection[int]) -> dict[int, list[Said]]:
    """Return the answers of assessments by key, each in the order of its framework, with the measures it points to (two queries)."""
    found: dict[int, list[Said]] = {pk: [] for pk in ids}
    rows = Answer.objects.filter(assessment__in=ids).select_related("dimension")
    measures: dict[int, list[Measure]] = {}
    for answer in rows.order_by("assessment", "dimension__order"):
        measures[answer.pk] = []
        found[answer.assessment_id].append((answer, measures[answer.pk]))
    links = AnswerMeasure.objects.filter(answer__in=measures).select_related("measure__plan")
    for link in links.order_by("measure__plan", "measure__code", "pk"):
        measures[link.answer_id].append(link.measure)
    return found


def wanted_measures(owner_id: int, codes: Iterable[str]) -> dict[str, Measure]:
    """Return the measures that a municipality's codes name, by what was written: `code`, of its newest public plan, or `plan/code`.

    Codes of plans that are not its own, or not public, are left out (one query, none without codes).
    """
    asked = list(codes)
    if not asked:
        return {}
    public = PlanVersion.objects.filter(state=PlanVersion.State.PUBLISHED).values("plan")
    rows = Measure.objects.filter(plan__owner=owner_id, plan__in=public).select_related("plan")
    found: dict[str, Measure] = {}
    for measure in rows.order_by("plan"):  # a later plan's code takes an earlier one's place
        found[measure.code] = found[f"{measure.plan.slug}/{measure.code}"] = measure
    return {code: found[code] for code in asked if code in found}


def measures_named(measures: Iterable[Measure]) -> str:
    """Return measures as a form takes them back."""
    return ", ".join(f"{measure.plan.slug}/{measure.code}" for measure in measures)


def public_assessments(
    municipality_id: int | None = None,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
    synthetic: bool = True,
) -> list[Assessment]:
    """Return the self-assessments that are public, up to a day and known by then, of one municipality or all, in a steady order (one query).

    The order is by municipality, framework and day, and of one day by when they became public. `synthetic` counts invented ones.
    """
    rows = Assessment.objects.filter(state=Assessment.State.PUBLISHED)
    if municipality_id is not None:
        rows = rows.filter(owner__municipality=municipality_id)
    if as_of is not None:
        rows = rows.filter(as_on__lte=as_of)
    if known_at is not None:
        rows = rows.filter(published_at__lte=known_at)
    if not synthetic:
        rows = rows.filter(synthetic=False)
    named = rows.select_related("owner__municipality", "framework")
    return list(named.order_by("owner__municipality__dico", "framework__key", "as_on", "published_at", "pk"))


def withdrawn_assessments(
    municipality_id: int, *, known_at: datetime | None = None, synthetic: bool = True
) -> list[Assessment]:
    """Return a municipality's self-assessments that were public by an instant and were withdrawn since, newest first (one query)."""
    rows = Assessment.objects.filter(state=Assessment.State.WITHDRAWN, owner__municipality=municipality_id)
    if known_at is not None:
        rows = rows.filter(published_at__lte=known_at)
    if not synthetic:
        rows = rows.filter(synthetic=False)
    return list(rows.order_by("-as_on", "-published_at", "-pk"))


def in_force(rows: Sequence[Assessment]) -> list[Assessment]:
    """Return of assessments those that stand: of one municipality, framework (in any version) and day the last published.

    `rows` are ordered as `public_assessments` orders them, and so is the answer. Of what stands, the latest day is the latest.
    """
    last = {(row.owner_id, row.framework.key, row.as_on): row for row in rows}
    return list(last.values())


def levels_of(said: Sequence[Said]) -> dict[str, Level]:
    """Return the levels of answers by dimension."""
    return {answer.dimension.key: answer.level for answer, _measures in said}


@dataclass(frozen=True, slots=True)
class Assessed:
    """A self-assessment with its answers."""

    row: Assessment
    answers: list[Said]

    @property
    def levels(self) -> dict[str, Level]:
        """Return its levels by dimension."""
        return levels_of(self.answers)


@dataclass(frozen=True, slots=True)
class Series:
    """A municipality's assessments against one framework, the latest first, and what changed from the one before."""

    framework: Framework
    assessed: list[Assessed]

    @property
    def latest(self) -> Assessed:
        """Return the latest."""
        return self.assessed[0]

    @property
    def before(self) -> Assessed | None:
        """Return the one before the latest."""
        return self.assessed[1] if len(self.assessed) > 1 else None

    @property
    def changes(self) -> list[Change]:
        """Return each dimension of the latest beside the one before."""
        return changes(self.before.levels if self.before else {}, self.latest.levels)


def series(rows: Sequence[Assessment]) -> list[Series]:
    """Return one municipality's standing assessments by framework (three queries): the latest's version names the dimensions."""
    standing = in_force(rows)
    answers = answered([row.pk for row in standing])
    by_key: dict[str, list[Assessed]] = {}
    for row in reversed(standing):
        by_key.setdefault(row.framework.key, []).append(Assessed(row, answers[row.pk]))
    named = frameworks_in(found[0].row.framework for found in by_key.values())
    return [Series(named[found[0].row.framework_id], found) for _key, found in sorted(by_key.items())]


def told(row: Assessment) -> tuple[Framework, list[tuple[Term, Said | None]]]:
    """Return an assessment's framework, and each dimension with its answer, None where nobody answered yet (three queries)."""
    framework = frameworks_in([row.framework])[row.framework_id]
    said = {answer.dimension_id: (answer, measures) for answer, measures in answered([row.pk])[row.pk]}
    return framework, [(term, said.get(term.pk)) for term in framework.terms]


def assessed_places() -> frozenset[int]:
    """Return the municipalities that have a public self-assessment, by DICO code as a number (one query)."""
    rows = Assessment.objects.filter(state=Assessment.State.PUBLISHED, owner__municipality__isnull=False)
    return frozenset(
        int(dico) for dico in rows.values_list("owner__municipality__dico", flat=True).distinct()
    )
