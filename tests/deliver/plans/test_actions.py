"""Bringing plans in, version after version, and publishing them."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from rumo.deliver.plans import actions
from rumo.deliver.plans.models import Carried, Funder, Indicator, Measure, MeasureVersion, PlanVersion
from rumo.deliver.plans.queries.documents import document_of
from rumo.ground.ledger.queries import history
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")


def bring(document, **more):
    """Import a file's plan part."""
    return actions.import_(document=document, by=make.BY, at=make.AT, **more)


def public(document):
    """Import and publish a file's plan part."""
    return actions.publish(version=bring(document).version, by=make.BY, at=make.AT)


def test_what_comes_in_reads_back_the_same():
    document = make.rich_plan()
    version = bring(document).version
    assert document_of(version) == replace(document, cycles=(), reports=())


def test_a_plan_whose_source_says_nothing_is_still_a_plan():
    document = make.Plan(municipalities=(), measures=(), start=None, end=None)
    assert document_of(public(document)) == document


def test_a_draft_is_replaced_by_the_next_import():
    bring(make.rich_plan())
    version = bring(make.Plan(title="Outro título")).version
    assert list(PlanVersion.objects.values_list("title", "number", "state")) == [("Outro título", 1, "draft")]
    assert document_of(version).measures == make.Plan().measures
    assert Indicator.objects.count() == 0


def test_a_file_that_says_nothing_new_makes_no_version():
    public(make.Plan())
    assert bring(make.Plan()).version is None
    assert bring(make.Plan(), anyway=True).version.number == 2


def test_the_number_is_the_files_own_or_the_next():
    public(make.Plan(version=3))
    assert public(make.Plan(title="B")).number == 4
    assert public(make.Plan(title="C", version=9)).number == 9


def test_a_measure_keeps_its_identity_through_versions():
    public(make.Plan())
    public(make.revised(make.Plan(), measures=(make.Measure(code="M1", title="Nova redação"),)))
    assert Measure.objects.filter(code="M1").count() == 1
    assert list(
        MeasureVersion.objects.filter(measure__code="M1").order_by("pk").values_list("title", flat=True)
    ) == [
        "Atender cada pessoa na sua língua",
        "Nova redação",
    ]


def test_a_dropped_measure_keeps_its_reason():
    public(make.Plan())
    dropped = (make.pf.Dropped("M2", "Sem financiamento."),)
    revised = make.revised(make.Plan(), measures=make.Plan().measures[:1], dropped=dropped)
    assert document_of(public(revised)).dropped == dropped


def test_the_switch_of_an_invented_plan_is_the_first_files():
    draft = bring(make.Plan(synthetic=True))
    assert draft.plan.synthetic is True
    assert bring(make.Plan(synthetic=False, title="B")).plan.synthetic is False


def test_funders_are_one_row_each():
    public(make.rich_plan())
    public(make.revised(make.rich_plan(), title="B"))
    assert list(Funder.objects.order_by("name").values_list("name", flat=True)) == ["FAMI", "Município"]


def test_a_first_version_without_a_time_counts_as_always_known_and_a_later_one_from_now():
    assert public(make.Plan()).published_at is None
    assert public(make.revised(make.Plan(), title="B")).published_at == make.AT
    said = dt.datetime(2025, 5, 5, tzinfo=dt.UTC)
    assert public(make.revised(make.Plan(), title="C", version=3, published_at=said)).published_at == said


def test_a_published_version_is_neither_published_again_nor_deleted():
    version = public(make.Plan())
    with pytest.raises(actions.PlanRefused, match="já está publicada"):
        actions.publish(version=version, by=make.BY, at=make.AT)
    with pytest.raises(ValueError, match="never deleted"):
        actions.discard(version=version, by=make.BY, at=make.AT)


def test_every_act_stands_in_the_ledger():
    bring(make.Plan())
    public(make.Plan(title="B"))
    verbs = [detail.verb for detail in history("plan:plano-exemplo")]
    assert verbs == ["plan.publish", "plan.import", "plan.discard", "plan.import"]
    assert {detail.by for detail in history("plan:plano-exemplo")} == {make.BY}


@pytest.mark.parametrize(
    ("was", "said"),
    [
        (
            True,
            "este plano está público como exemplo e não pode passar a real: use outro identificador (slug)",
        ),
        (
            False,
            "este plano está público como real e não pode passar a exemplo: use outro identificador (slug)",
        ),
    ],
)
def test_a_public_plan_stays_real_or_invented(was, said):
    public(make.Plan(synthetic=was))
    with pytest.raises(actions.FileRefused) as refused:
        bring(make.Plan(synthetic=not was, title="Outro"))
    assert [(fault.where, fault.message) for fault in refused.value.faults] == [("synthetic", said)]
    assert list(PlanVersion.objects.values_list("number", "plan__synthetic")) == [(1, was)]


def test_what_became_of_former_measures_goes_with_a_draft_thrown_away():
    bring(make.rich_plan())
    assert Carried.objects.count() == 3
    bring(make.Plan())
    assert Carried.objects.count() == 0


@pytest.mark.parametrize(
    ("said", "constraint"),
    [
        ({"fate": "continued"}, "carried_into_unless_abandoned"),
        ({"fate": "lost"}, "carried_into_unless_abandoned"),
        ({"fate": "abandoned", "reason": None}, "carried_abandoned_says_why"),
        ({"fate": "abandoned", "reason": ""}, "carried_abandoned_says_why"),
    ],
)
def test_the_database_too_refuses_what_contradicts_itself(said, constraint):
    version = bring(make.Plan()).version
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Carried.objects.create(version=version, position=0, from_key="a/1", **said)


def test_an_abandoned_measure_goes_into_none():
    version = bring(make.Plan()).version
    into = Measure.objects.get(code="M1")
    with pytest.raises(IntegrityError, match="carried_into_unless_abandoned"), transaction.atomic():
        Carried.objects.create(
            version=version, position=0, from_key="a/1", fate="abandoned", reason="x", into=into
        )
