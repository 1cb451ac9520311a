"""What is odd about a report in the making: each kind of doubt, what is none, and one count of queries for any number."""

import datetime as dt
from decimal import Decimal

import pytest

from rumo.deliver.progress.models import Draft
from rumo.deliver.progress.queries import before, doubts, promised
from rumo.deliver.progress.queries.before import Asked
from rumo.ground.territory.models import Municipality
from rumo.science.planfile import document as pf
from tests.deliver.progress.drafts import DAY, measure, save
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")
LAST = {
    "stage": "completed",
    "activities": {"a1": 1.0},
    "indicators": {code: pf.Value(20.0) for code in ("last", "max", "sum", "falls", "date")},
    "spent": {"FAMI": Decimal("400.50")},
}
MEASURE = {
    "basis": "activities",
    "indicators": (
        make.Indicator(code="last"),
        make.Indicator(code="max", aggregation="max"),
        make.Indicator(code="sum", aggregation="sum"),
        make.Indicator(code="falls", baseline=40.0, target=10.0),
        make.Indicator(code="date", target_type="date", target=None),
    ),
    "budget": (
        pf.BudgetLine("FAMI", Decimal("300.00")),
        pf.BudgetLine("FAMI", Decimal("200.00")),
        pf.BudgetLine("Município", None),
        pf.BudgetLine("Município", Decimal("1.00")),
    ),
}


def odd(changes, **more):
    """The doubts about a report of M1 after the last one, as (cell, words)."""
    make.publish(
        make.Plan(
            measures=(make.Measure(code="M1", **{**MEASURE, **more}), make.Measure(code="M2")),
            reports=(make.Report(**LAST),),
        )
    )
    save({"stage": "completed", **changes})
    return [(doubt.cell, doubt.words) for doubt in doubts(Draft.objects.all())]


LESS = "é menos do que o último relatório dizia"


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"stage": "in_progress"}, [("stage", "o estado volta atrás em relação ao último relatório")]),
        ({"activities/a1": 0.9}, [
            ("stage", "está concluída, mas o que foi relatado não chega a 100 %"), ("activities/a1", f"{LESS} (100 %)"),
        ]),
        ({"indicators/last": 19, "indicators/max": 19}, [
            ("indicators/last", f"{LESS} (20)"), ("indicators/max", f"{LESS} (20)"),
        ]),
        ({"indicators/sum": 1, "indicators/falls": 1, "indicators/date": 0}, []),
        ({"indicators/last": 20, "activities/a1": 1, "spent/FAMI": "400.50"}, []),
        ({"spent/FAMI": "400.49"}, [("spent/FAMI", f"{LESS} (400,50)")]),
        ({"spent/FAMI": "500.01"}, [("spent/FAMI", "é mais do que o previsto (500,00)")]),
        ({"spent/Município": "9000", "spent/Outro": "9000"}, []),
        ({"indicators/last": 30, "indicators/last/sex:f": 20, "indicators/last/sex:m": 10, "indicators/last/age:18-24": 30}, []),
        ({"indicators/last": 30, "indicators/last/sex:f": 20, "indicators/last/sex:m": 11}, [
            ("indicators/last", "as partes somam mais do que o total"),
        ]),
        ({"indicators/last/sex:f": 20}, []),
    ],
)  # fmt: skip
def test_each_kind_of_doubt(changes, found):
    assert odd(changes) == found


@pytest.mark.parametrize(
    ("more", "changes", "done"),
    [
        ({"basis": "stage"}, {}, True),
        ({"basis": "indicators"}, {"indicators/date": 1, "indicators/last": 30, "indicators/max": 30, "indicators/sum": 10, "indicators/falls": 10}, True),
        ({"basis": "indicators"}, {"indicators/date": 0, "indicators/last": 30, "indicators/max": 30, "indicators/sum": 10, "indicators/falls": 10}, False),
        ({"basis": "indicators"}, {"indicators/last": 30}, False),
        ({"activities": (pf.Activity("a1"), pf.Activity("a2"))}, {}, False),
        ({"activities": (pf.Activity("a1"), pf.Activity("a2"))}, {"activities/a2": 1}, True),
    ],
)  # fmt: skip
def test_a_completed_measure_is_held_against_its_degree(more, changes, done):
    found = [cell for cell, words in odd(changes, **more) if "concluída" in words]
    assert found == ([] if done else ["stage"])


def test_a_place_reads_what_was_said_of_it_and_of_all():
    town = Municipality.objects.get(dico="1106")
    reports = (
        make.Report(activities={"a1": 0.2}),
        make.Report(activities={"a1": 0.4}, municipality="1106"),
        make.Report(activities={"a1": 0.3}, municipality="1106", version=2),
        make.Report(activities={"a1": 0.9}, reference_date=dt.date(2024, 12, 31), withdrawn=True),
        make.Report(activities={"a1": 0.9}, reference_date=DAY),
    )
    make.publish(make.Plan(reports=reports))
    pk = measure().pk
    here, all_ = Asked(pk, town.pk, DAY), Asked(pk, None, DAY)
    past = before({here, all_})
    assert (past[here].last("activities/a1"), past[all_].last("activities/a1")) == (0.3, 0.2)
    assert (past[here].on, past[here].last("stage"), past[here].last("spent/x")) == (
        dt.date(2024, 6, 30), "in_progress", None,
    )  # fmt: skip


def test_what_is_promised_follows_the_version_in_use():
    make.publish(make.Plan(effective_on=dt.date(2024, 1, 1)))
    new = make.Measure(code="M1", title="Outra", activities=(pf.Activity("a1"), pf.Activity("a2")))
    make.publish(
        make.revised(make.Plan(), effective_on=dt.date(2025, 1, 1), measures=(new, make.Measure(code="M2")))
    )
    pk = measure().pk
    days = [dt.date(2023, 1, 1), dt.date(2024, 12, 31), dt.date(2025, 1, 1)]
    found = promised({(pk, day) for day in days} | {(0, days[0])})
    assert [len(found[pk, day].activities) for day in days] == [1, 1, 2]
    assert [found[pk, day].title for day in days][1:] == ["Atender cada pessoa na sua língua", "Outra"]
    assert (0, days[0]) not in found


def test_what_is_promised_is_what_the_plan_says():
    plan = make.rich_plan()
    make.publish(plan)
    (said, _other) = plan.measures
    found = promised({(measure().pk, DAY)})[measure().pk, DAY]
    for name in ("code", "title", "basis", "weight", "start", "end", "activities", "budget"):
        assert getattr(found, name) == getattr(said, name)
    assert [i.code for i in found.indicators] == ["i1", "i2", "i3"]
    assert found.indicators[0].aggregation == "sum"


def test_any_number_is_read_at_once(django_assert_num_queries):
    make.publish(
        make.Plan(measures=tuple(make.Measure(code=f"M{n}") for n in range(8)), reports=(make.Report(),))
    )
    for n in range(8):
        save({"stage": "completed", "activities/a1": 0.1}, code=f"M{n}")
    few = list(Draft.objects.select_related("measure")[:2])
    many = list(Draft.objects.select_related("measure"))
    with django_assert_num_queries(3):
        doubts(few)
    with django_assert_num_queries(3):
        found = doubts(many)
    assert len(found) == 9


def test_a_withdrawal_and_a_measure_of_no_plan_have_none():
    make.publish(make.Plan())
    save({"stage": "completed"})
    Draft.objects.update(said={"withdrawn": True, "stage": "completed"})
    assert doubts(Draft.objects.all()) == []
