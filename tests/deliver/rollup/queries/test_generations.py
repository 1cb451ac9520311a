"""What became of the measures of a former plan, read from the new plan and from the old measure, each at its moment."""

import datetime as dt
from dataclasses import replace

import pytest

from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.rollup.queries import generations
from rumo.deliver.rollup.queries.generations import TEXTS, Passage, passage
from rumo.science.planfile import document as pf
from tests.deliver.rollup.looking import look
from tests.factories.plans import Plan, publish, revised

pytestmark = pytest.mark.usefixtures("country")
OLD = Plan(slug="antigo", title="Antigo")
CARRIED = (
    pf.Carried("antigo/M1", "merged", "M2", "Eram a mesma."),
    pf.Carried("antigo/M2", "abandoned", None, "Sem verba."),
    pf.Carried("perdido/1", "continued", "M1"),
)
NEW = Plan(slug="novo", title="Novo", carried=CARRIED, published_at=dt.datetime(2024, 2, 1, tzinfo=dt.UTC))
TITLE = "Atender cada pessoa na sua língua"


def of(key, **moment):
    """What is said of a measure."""
    rows = generations.said_of(look(f"measure:{key}", **moment))
    return [passage(row) for row in rows.values_list(*TEXTS)]


def test_the_new_plan_says_what_passed():
    publish(OLD)
    publish(NEW)
    rows = generations.said_by(PlanVersion.objects.get(plan__slug="novo")).order_by("position")
    assert [passage(row) for row in rows.values_list(*TEXTS)] == [
        Passage("antigo/M1", "merged", "Novo", ("novo/M2", TITLE), "Eram a mesma."),
        Passage("antigo/M2", "abandoned", "Novo", None, "Sem verba."),
        Passage("perdido/1", "continued", "Novo", ("novo/M1", TITLE), None),
    ]


def test_the_old_measure_hears_the_newest_version_known_alone():
    publish(OLD)
    publish(NEW)
    assert of("antigo/M2") == [Passage("antigo/M2", "abandoned", "Novo", None, "Sem verba.")]
    assert of("antigo/M2", known_at="2024-01-01T00:00:00Z") == []
    later = replace(revised(NEW, carried=CARRIED[:1]), published_at=dt.datetime(2024, 6, 1, tzinfo=dt.UTC))
    publish(later)
    assert of("antigo/M2") == []
    assert len(of("antigo/M2", known_at="2024-03-01T00:00:00Z")) == 1
