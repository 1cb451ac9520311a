"""What the pages of one plan and one measure read: versions, completions, money, explanations, against the reading itself."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest

from rumo.deliver.rollup.queries import detail, explained
from rumo.deliver.rollup.queries.example import facts_of
from rumo.deliver.rollup.queries.plan_list import plan_lines
from rumo.deliver.rollup.queries.reached import reached
from rumo.deliver.rollup.queries.telling import measure_detail
from rumo.science.degree.evaluate import evaluate
from rumo.science.planfile import document as pf
from tests.deliver.rollup.looking import look
from tests.factories.plans import Activity, Measure, Plan, Report, publish, revised, rich_plan

DAY = dt.date(2024, 12, 31)


def seen_of(slug="plano-exemplo", **moment):
    """A plan's own columns, and the reading they are of."""
    reading = look(f"plan:{slug}", **moment)
    return reading, detail.view(reading, reading.held.plan_at[slug])


def told(code="M1", **moment):
    """A measure in full."""
    reading = look(f"measure:plano-exemplo/{code}", **moment)
    seen = detail.view(reading, 0)
    how = explained.explained(seen, seen.place(reading.scope.measure))
    return measure_detail(reading, seen, how.mv), how, seen


def test_a_plan_not_yet_published_is_not_known(country):
    publish(Plan(published_at=dt.datetime(2024, 1, 10, tzinfo=dt.UTC)))
    with pytest.raises(detail.NotYetKnown):
        seen_of(known_at="2024-01-01T00:00:00Z")


def test_versions_say_what_came_and_went(country):
    first = Plan(published_at=dt.datetime(2024, 1, 10, tzinfo=dt.UTC))
    publish(first)
    dropped = (pf.Dropped("M2", "Já não é precisa."),)
    later = {
        "effective_on": dt.date(2024, 7, 1),
        "published_at": dt.datetime(2024, 6, 20, tzinfo=dt.UTC),
        "dropped": dropped,
    }
    publish(revised(first, measures=(Measure(code="M1", title="Outro título"), Measure(code="M3")), **later))
    reading, seen = seen_of()
    lines = detail.plan_detail(reading, seen).versions
    assert [(line.number, line.measures, line.added, line.dropped, line.in_use) for line in lines] == [
        (1, 2, 0, 0, False),
        (2, 2, 1, 1, True),
    ]
    assert [
        line.number for line in detail.plan_detail(*seen_of(known_at="2024-03-01T00:00:00Z")).versions
    ] == [1]
    assert detail.plan_detail(*seen_of(as_of="2024-03-01")).version.number == 1
    [revision] = explained.revisions(seen, explained.known_plan_versions(seen))
    changed = {(change.what, change.key, change.happened, change.field) for change in revision.changes}
    assert {
        ("measure", "M1", "changed", "title"),
        ("measure", "M2", "dropped", None),
        ("measure", "M3", "added", None),
    } <= changed
    assert revision.reasons == {"M2": "Já não é precisa."}
    gone, how, _seen = told("M2")
    assert (how.dropped, gone.dropped_reason) == (True, "Já não é precisa.")


def test_completions_are_what_the_degree_is_made_of(country):
    steps = (Activity(code="b"), Activity(code="a"), Activity(code="c"))
    reports = (
        Report(activities={"a": 0.2, "b": 1.0}),
        Report(reference_date=dt.date(2024, 9, 30), activities={"a": 0.6}),
        Report(measure="M2", municipality="1106", activities={"a": 1.0}),
        Report(measure="M2", reference_date=dt.date(2024, 3, 31), activities={"c": 0.5}),
    )
    measures = (
        Measure(code="M1", activities=steps),
        Measure(code="M2", activities=steps),
        Measure(code="M3", activities=steps),
    )
    publish(Plan(measures=measures, municipalities=("1106", "1107"), reports=reports))
    reading, seen = seen_of()
    done = {(a.measure, a.code): a.done for a in detail.plan_detail(reading, seen).activities}
    assert [done[0, code] for code in "abc"] == [0.6, 1.0, 0.0]
    assert [done[1, code] for code in "abc"] == [0.5, 0.0, 0.5]
    assert [done[2, code] for code in "abc"] == [None, None, None]
    degrees = reading.figures.degree[0]
    assert [sum(done[at, code] for code in "abc") / 3 for at in (0, 1)] == pytest.approx(degrees[:2].tolist())


def test_money_by_funder_adds_up_to_the_financial_figure(country):
    budget = (
        pf.BudgetLine("FAMI", Decimal("100.00")),
        pf.BudgetLine("Município", Decimal("50.00")),
        pf.BudgetLine("Outro", None),
    )
    reports = (
        Report(spent={"FAMI": Decimal("10.00"), "Outro": Decimal("5.00")}),
        Report(reference_date=dt.date(2024, 9, 30), spent={"FAMI": Decimal("40.00")}),
        Report(
            measure="M2", municipality="1106", spent={"FAMI": Decimal("30.00"), "Município": Decimal("20.00")}
        ),
        Report(measure="M2", municipality="1107", spent={"FAMI": Decimal("25.00")}),
        Report(measure="M2", reference_date=dt.date(2024, 3, 31), spent={"FAMI": Decimal("15.00")}),
    )
    measures = (Measure(code="M1", budget=budget), Measure(code="M2", budget=budget), Measure(code="M3"))
    publish(Plan(measures=measures, municipalities=("1106", "1107"), reports=reports))
    reading, seen = seen_of()
    purses = {
        purse.funder: (purse.planned, purse.spent, purse.measures) for purse in explained.by_funder(seen)
    }
    assert purses == {"FAMI": (200.0, 95.0, 2), "Município": (50.0, 20.0, 1)}
    total = reading.total
    assert sum(p[1] for p in purses.values()) / sum(p[0] for p in purses.values()) == pytest.approx(
        total["financial"], abs=1e-6
    )
    assert explained.by_funder(seen)[0].share == pytest.approx(0.475)


def test_the_sums_behind_a_total_give_it(country):
    publish(
        Plan(
            measures=(
                Measure(code="M1", weight=3.0),
                Measure(code="M2"),
                Measure(code="M3", start=None, end=None),
            ),
            reports=(Report(),),
            start=None,
            end=None,
        )
    )
    reading = look("country", as_of="2024-10-01")
    sums, total = explained.totals(reading), reading.total
    for part, whole, name in ((sums.proven, sums.weight, "degree"), (sums.proven, sums.informed, "degree_reported"), (sums.informed, sums.weight, "coverage"),
                              (sums.planned, sums.dated, "planned"), (sums.upper, sums.weight, "upper")):  # fmt: skip
        assert part / whole == pytest.approx(total[name], abs=1e-6)
    assert (sums.live, sums.with_information) == (3, 1)


def test_a_measure_comes_whole(country):
    publish(rich_plan())
    one, how, seen = told()
    assert [step.code for step in one.activities] == ["a1"]
    assert [(indicator.code, one.targets.get(indicator.pk, [])) for indicator in one.indicators] == [
        ("i1", [(dt.date(2024, 6, 30), 10.0)]),
        ("i2", []),
        ("i3", []),
    ]
    assert one.budget == [("FAMI", 750.0), ("Município", None)]
    [report] = one.reports
    assert (report.activities, report.indicators, report.spent) == (
        {"a1": 0.25},
        {"i1": pf.Value(12.0)},
        {"FAMI": Decimal("400.00")},
    )
    assert report.evidence == (pf.Evidence("Ata", "link", "i2", "https://exemplo.pt/ata", None, True),)
    assert (one.dropped_reason, one.carried_on) == (None, [])
    found = reached(seen, one, how)
    assert [(part.value, part.proved, part.attainment) for part in found["i1"]] == [
        (12.0, False, pytest.approx(0.4))
    ]
    assert [(part.value, part.proved, part.attainment, part.evidence) for part in found["i2"]] == [
        (None, True, 1.0, 1)
    ]


def test_later_reports_and_corrections_are_left_out_of_an_earlier_look(country):
    fixed = Report(
        version=2,
        activities={"a1": 0.9},
        published_at=dt.datetime(2024, 9, 1, tzinfo=dt.UTC),
        reason="Contado duas vezes.",
    )
    publish(Plan(reports=(Report(), fixed)))
    assert [report.version for report in told()[0].reports] == [1, 2]
    assert [report.version for report in told(known_at="2024-08-01T00:00:00Z")[0].reports] == [1]
    assert told(as_of="2024-06-01")[0].reports == []
    _one, how, seen = told()
    assert explained.counting(seen, 0) == {(-1, dt.date(2024, 6, 30), 2)}
    assert how.degree == pytest.approx(0.9)


def test_the_plans_are_listed_as_the_version_in_use_says(country):
    publish(Plan(slug="a", title="Antes", municipalities=("1106",)))
    publish(Plan(slug="b", synthetic=True, start=dt.date(2025, 1, 1), end=None))
    publish(
        revised(Plan(slug="a", municipalities=("1106",)), title="Depois", effective_on=dt.date(2024, 7, 1))
    )
    assert [(line.slug, line.title) for line in plan_lines(look())] == [
        ("b", "Plano (exemplo)"),
        ("a", "Depois"),
    ]
    assert [line.title for line in plan_lines(look(as_of="2024-03-01", synthetic=False))] == ["Antes"]
    assert plan_lines(look())[1].places == (1106,)


def test_a_file_straight_into_columns_gives_the_same_degree(country):
    plan = Plan(
        measures=(
            Measure(code="M1", milestones=(pf.Milestone(dt.date(2024, 7, 1), 0.2),)),
            Measure(
                code="M2",
                activities=(),
                indicators=(
                    pf.Indicator("i2", target_type="evidence"),
                    pf.Indicator("i1", target_type="number", target=4.0),
                ),
            ),
            Measure(code="M3", activities=(), start=None, end=None),
        ),
        reports=(
            Report(),
            Report(
                measure="M2",
                activities={},
                indicators={"i1": pf.Value(3.0)},
                evidence=(pf.Evidence("Ata", indicator="i2", accepted=True),),
            ),
            Report(measure="M3", activities={}, stage="completed", published_at=None),
        ),
    )
    publish(plan)
    reading = look("plan:plano-exemplo", as_of="2024-10-01")
    alone = evaluate(facts_of(plan), reading.figures.days)
    for name in ("degree", "planned", "state", "schedule", "upper", "weight"):
        np.testing.assert_array_equal(getattr(alone, name), getattr(reading.figures, name))
