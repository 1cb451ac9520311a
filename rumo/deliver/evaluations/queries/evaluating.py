"""Reads of evaluations of plans: one with all it says, those of a plan that are public, those that speak of a measure."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from rumo.deliver.evaluations.models import Evaluation, Finding, FindingMeasure, Question
from rumo.deliver.plans.models import Measure


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the measures it is about."""

    finding: Finding
    measures: list[Measure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Whole:
    """An evaluation with its questions by criterion (in the order of the criteria) and its findings."""

    evaluation: Evaluation
    criteria: list[tuple[str, list[Question]]]
    findings: list[Found]

    @property
    def questions(self) -> list[Question]:
        """Return every question, in order."""
        return [question for _criterion, questions in self.criteria for question in questions]


def whole(evaluation: Evaluation) -> Whole:
    """Return everything an evaluation says (three queries)."""
    order = list(Question.Criterion)
    questions = sorted(
        Question.objects.filter(evaluation=evaluation),
        key=lambda q: (order.index(Question.Criterion(q.criterion)), q.position),
    )
    criteria = [
        (str(Question.Criterion(key).label), list(rows))
        for key, rows in groupby(questions, key=lambda q: q.criterion)
    ]
    found = {row.pk: Found(row) for row in Finding.objects.filter(evaluation=evaluation).order_by("position")}
    links = FindingMeasure.objects.filter(finding__in=found).select_related("measure__plan")
    for link in links.order_by("measure__code", "pk"):
        found[link.finding_id].measures.append(link.measure)
    return Whole(evaluation, criteria, list(found.values()))


def public_of(plan_id: int, *, known_at: datetime | None = None) -> list[Evaluation]:
    """Return the evaluations of a plan that are public and were by `known_at`, newest first (one query)."""
    rows = Evaluation.objects.filter(plan=plan_id, state=Evaluation.State.PUBLISHED)
    if known_at is not None:
        rows = rows.filter(published_at__lte=known_at)
    return list(rows.select_related("evaluator").order_by("-published_at", "-pk"))


def findings_on(measure_id: int, *, known_at: datetime | None = None) -> list[Finding]:
    """Return what evaluations public by `known_at` found of a measure, newest first (one query)."""
    links = FindingMeasure.objects.filter(measure=measure_id).values("finding")
    rows = Finding.objects.filter(pk__in=links, evaluation__state=Evaluation.State.PUBLISHED)
    if known_at is not None:
        rows = rows.filter(evaluation__published_at__lte=known_at)
    return list(
        rows.select_related("evaluation__evaluator", "evaluation__plan").order_by(
            "-evaluation__published_at", "position"
        )
    )
