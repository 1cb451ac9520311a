"""From one generation to the next: every measure decided, copies made once, the same decision no second act."""

import pytest

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans import models as m
from rumo.deliver.plans.queries.documents import document_of
from rumo.ground.ledger.queries import history
from tests.factories import making
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")
Choice = plans.Choice


@pytest.fixture
def version():
    """A new plan, and a public one of three measures before it."""
    measures = (make.rich_measure(), make.Measure(code="M2"), make.Measure(code="M3"))
    make.publish(make.Plan(measures=measures))
    return making.drafted()


def carry(version, former=None, **choices):
    """Decide."""
    former = former or m.Plan.objects.get(slug="plano-exemplo")
    plans.carry(version=version, former=former, choices=choices, by=make.BY, at=make.AT)


DECIDED = {
    "M1": Choice("continued", "2"),
    "M2": Choice("merged", "1"),
    "M3": Choice("abandoned", reason="Já não faz falta."),
}


def test_every_measure_has_its_fate_and_continued_ones_are_copied_once(version):
    for _twice in range(2):
        carry(version, **DECIDED)
    said = document_of(version)
    assert [(one.from_, one.fate, one.into, one.reason) for one in said.carried] == [
        ("plano-exemplo/M1", "continued", "2", None),
        ("plano-exemplo/M2", "merged", "1", None),
        ("plano-exemplo/M3", "abandoned", None, "Já não faz falta."),
    ]
    copied = said.measures[1]
    assert (copied.code, copied.continues, copied.start, copied.milestones, copied.indicators[0].targets) == (
        "2", "plano-exemplo/M1", None, (), (),
    )  # fmt: skip
    assert [entry.verb for entry in history("plan:lisboa-2026-2028")] == ["plan.carry", "plan.start"]


def test_a_decision_is_changed(version):
    carry(version, **DECIDED)
    carry(version, **{**DECIDED, "M2": Choice("continued")})
    said = document_of(version)
    assert ([measure.code for measure in said.measures], said.carried[1].into) == (["1", "2", "M2"], "M2")


def test_an_undecided_measure_is_said(version):
    with pytest.raises(plans.FileRefused) as refused:
        carry(version, M1=DECIDED["M1"])
    assert [fault.where for fault in refused.value.faults] == ['choices["M2"].fate', 'choices["M3"].fate']


def test_what_is_wrong_stands_at_the_choice_it_comes_from(version):
    with pytest.raises(plans.FileRefused) as refused:
        carry(version, M1=Choice("continued", "1"), M2=Choice("merged", "9"), M3=Choice("abandoned"))
    assert sorted(fault.where for fault in refused.value.faults) == [
        'choices["M1"].into', 'choices["M2"].into', 'choices["M3"].reason',
    ]  # fmt: skip
    assert m.Carried.objects.count() == 0


def test_a_fault_of_the_plan_itself_keeps_its_place(version):
    m.PlanVersion.objects.filter(pk=version.pk).update(title="")
    with pytest.raises(plans.FileRefused) as refused:
        carry(version, **DECIDED)
    assert [fault.where for fault in refused.value.faults] == ["title"]


def test_only_another_public_plan_has_something_to_carry(version):
    with pytest.raises(plans.PlanRefused):
        carry(version, former=version.plan)


def test_what_was_carried_into_a_measure_leaves_with_it(version):
    carry(version, **DECIDED)
    plans.remove_measure(version=version, code="1", reason="", by=make.BY, at=make.AT)
    assert [one.from_ for one in document_of(version).carried] == ["plano-exemplo/M1", "plano-exemplo/M3"]
