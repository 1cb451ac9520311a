"""What others say, for tests: an evaluation of a published plan, answered and published, and a reading."""

from rumo.deliver.evaluations import actions as evaluations
from rumo.deliver.evaluations.models import Question
from rumo.deliver.plans.models import Measure, Plan
from rumo.deliver.progress import actions as progress
from rumo.deliver.rollup import actions as rollup
from tests.factories import people as make
from tests.factories.people import AT, BY

OTHER = "outra-pessoa"


def university():
    """A body that evaluates."""
    return make.body("university", "Universidade (exemplo)")


def evaluation(slug="plano-exemplo", **changes):
    """An evaluation that is not public."""
    said = {
        "plan": Plan.objects.get(slug=slug),
        "kind": "final",
        "title": "Avaliação final (exemplo)",
        "evaluator": university(),
        "as_of": AT.date(),
        "by": BY,
        "at": AT,
        "today": AT.date(),
    }
    return evaluations.open_(**{**said, **changes})


def answered(row, answer="Sim, em parte.", judgement="good", **changes):
    """Answer every question the same."""
    row.refresh_from_db()
    answers = {q.pk: (answer, judgement) for q in Question.objects.filter(evaluation=row)}
    said = {
        "evaluation": row,
        "revision": row.revision,
        "summary": "Resumo.",
        "answers": answers,
        "by": BY,
        "at": AT,
    }
    return evaluations.write(**{**said, **changes})


def published(row=None, **changes):
    """A public evaluation with a finding about M1."""
    row = row or evaluation(**changes)
    answered(row)
    said = {"text": "O balcão abre tarde.", "recommendation": "Abrir de manhã.", "measures": ["M1"]}
    evaluations.find(evaluation=row, **said, by=BY, at=AT)
    return rollup.publish_evaluation(evaluation=row, by=OTHER, at=AT)


def reading(level="limited", slug="plano-exemplo", public=True, by=BY, **changes):
    """A reading of M1."""
    said = {
        "measure": Measure.objects.get(plan__slug=slug, code="M1"),
        "reader": university(),
        "level": level,
        "read_on": AT.date(),
        "reasons": "Falámos com quem lá vai.",
        "at": AT,
        "today": AT.date(),
    }
    row = progress.write_reading(**{**said, **changes}, by=by)
    return rollup.publish_reading(reading=row, by=by, at=AT) if public else row
