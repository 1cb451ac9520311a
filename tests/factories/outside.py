"""What others say, for tests: an evaluation of a published plan, answered and published, a reading; and what a municipality says of itself."""

import datetime as dt

from rumo.deliver.evaluations import actions as evaluations
from rumo.deliver.evaluations.models import Assessment, Question
from rumo.deliver.plans.models import Measure, Plan
from rumo.deliver.progress import actions as progress
from rumo.deliver.rollup import actions as rollup
from rumo.ground.vocabularies.models import Term, TermList
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


DAY = dt.date(2025, 12, 31)


def framework(key="welcoming-standard"):
    """A framework's list, in its newest version."""
    return TermList.objects.filter(key=f"framework-{key}").order_by("-version")[0]


def dimensions(key="welcoming-standard"):
    """The keys of a framework's dimensions, in order."""
    return list(Term.objects.filter(term_list=framework(key)).order_by("order").values_list("key", flat=True))


def assessment(owner=None, **changes):
    """A municipality's self-assessment that is not public."""
    said = {
        "owner": owner or make.municipality(),
        "framework": framework(),
        "as_on": DAY,
        "synthetic": False,
        "by": BY,
        "at": AT,
        "today": AT.date(),
    }
    return evaluations.open_assessment(**{**said, **changes})


def assessed(row, *levels, **changes):
    """Answer its dimensions in order with levels (None: not known), each of 1 or more with a sentence."""
    row.refresh_from_db()
    keys = Term.objects.filter(term_list=row.framework_id).order_by("order").values_list("key", flat=True)
    answers = {
        key: evaluations.Answered(level, f"Mostra-se assim, {key}." if level else "")
        for key, level in zip(keys, levels, strict=False)
    }
    said = {"assessment": row, "revision": row.revision, "answers": answers, "by": BY, "at": AT}
    return evaluations.write_assessment(**{**said, **changes})


def told(row=None, *levels, by=OTHER, at=AT, **changes):
    """A public self-assessment; of seven dimensions, the third is not known unless told."""
    row = row or assessment(**changes)
    assessed(row, *(levels or (2, 1, None, 0, 3, 4, 2)))
    return rollup.publish_assessment(
        assessment=Assessment.objects.get(pk=row.pk), by=by, for_name="Município de Lisboa", at=at
    )
