"""How a figure was computed: its inputs give the figure itself, and name the reports they came from."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.degree.explain import ItemPart, PlannedPart, counted_reports, explain
from tests.science.degree import plans
from tests.science.degree.build import at, build, day, instant, plain
from tests.science.degree.test_standing import DATES


@given(st.integers(0, 10**9))
def test_the_explanation_gives_the_figure(seed):
    rng = random.Random(seed)
    built = build(*plans.documents(rng))
    known = rng.choice([None, plans.date(rng) + "T10:00:00Z"])
    for date in rng.sample(DATES, 4):
        figures = at(built, date, known)
        for i in range(built.facts.measures):
            told = explain(built.facts, i, day(date), known and instant(known))
            shown = plain(figures, i)
            if shown is None:
                assert (told.mv, told.version, told.degree, told.places, told.planned) == (
                    None,
                    None,
                    None,
                    (),
                    None,
                )
                continue
            assert told.mv == figures.mv[i]
            assert told.degree == (
                None if shown["degree"] is None else pytest.approx(shown["degree"], abs=1e-12)
            )
            assert told.planned.planned == (
                None if shown["planned"] is None else pytest.approx(shown["planned"], abs=1e-12)
            )
            assert (told.stage or "no_information", told.basis, told.weight) == (
                shown["state"],
                shown["basis"],
                shown["weight"],
            )
            recomputed(told)


def recomputed(told):
    """A reader with the parts alone reaches the same degree."""
    for place in told.places:
        if place.items and place.degree is not None:
            weights = sum(i.weight for i in place.items)
            assert place.degree == pytest.approx(sum(i.weight * i.attainment for i in place.items) / weights)
        for item in place.items:
            assert set(item.reports) <= set(place.reports)
    if told.degree is not None:
        live = [p.degree or 0 for p in told.places if p.counts]
        assert told.degree == pytest.approx(sum(live) / len(live))


def world(measure, *reports, **more):
    said = [
        {"measure": "M", "published_at": "2024-01-01T10:00:00Z", "stage": "in_progress", **r} for r in reports
    ]
    return build({"slug": "p", "measures": [{"code": "M", **measure}], "reports": said, **more})


def number(**said):
    return {"code": "i", "kind": "product", "target_type": "number", "target": 10, **said}


def item(measure, *reports):
    """The one item of the one place at the end of 2024."""
    told = explain(world(measure, *reports).facts, 0, day("2024-12-31"))
    (found,) = told.places[0].items
    return found


MONTHS = [{"reference_date": f"2024-0{n}-28", "indicators": {"i": v}} for n, v in ((1, 4), (2, 12), (3, 4))]


def test_over_attainment_is_shown_and_not_counted():
    assert item({"indicators": [number(weight=2)]}, *MONTHS[:2]) == ItemPart(
        item=0,
        definition=0,
        weight=2,
        kind="number",
        baseline=0,
        target=10,
        direction=1,
        aggregation="last",
        value=12,
        proved=False,
        raw=1.2,
        attainment=1,
        reports=(1,),
    )


@pytest.mark.parametrize(
    ("aggregation", "value", "reports"),
    [
        ("last", 4, (2,)),
        ("sum", 20, (0, 1, 2)),
        ("mean", 20 / 3, (0, 1, 2)),
        ("max", 12, (1,)),
        ("min", 4, (0, 2)),
    ],
)
def test_which_reports_make_up_the_value(aggregation, value, reports):
    found = item(
        {"indicators": [number(aggregation=aggregation, baseline=20 if aggregation == "min" else 0)]}, *MONTHS
    )
    assert (found.value, found.reports) == (value, reports)


def test_an_item_nobody_spoke_of():
    found = item({"activities": [{"code": "a"}]}, {"reference_date": "2024-01-28"})
    assert (found.kind, found.value, found.raw, found.attainment, found.reports) == (
        "activity",
        None,
        None,
        0,
        (),
    )
    assert (found.baseline, found.target, found.direction, found.aggregation) == (None, None, None, None)
    assert item({"indicators": [number(aggregation="max")]}, {"reference_date": "2024-01-28"}).reports == ()


def test_an_accepted_evidence_names_its_report():
    evidence = {"reference_date": "2024-02-28", "evidence": [{"indicator": "i", "accepted": True}]}
    found = item({"indicators": [number(target_type="evidence")]}, MONTHS[0], evidence)
    assert (found.kind, found.value, found.proved, found.raw, found.reports) == (
        "evidence",
        4,
        True,
        1,
        (0, 1),
    )


def test_places_stages_and_reports():
    told = explain(
        world(
            {},
            {"reference_date": "2024-01-28", "stage": "completed"},
            {"reference_date": "2024-02-28", "stage": "suspended", "municipality": "0101"},
            municipalities=["0101", "0202"],
        ).facts,
        0,
        day("2024-12-31"),
    )
    assert (told.by_place, told.stage, told.degree, told.dropped) == (True, "in_progress", 1, False)
    assert [
        (p.municipality, p.stage, p.stage_report, p.base_stage, p.degree, p.reports) for p in told.places
    ] == [
        (0, "suspended", 1, "completed", 1, (0, 1)),
        (1, "completed", 0, "completed", 1, (0,)),
    ]


@pytest.mark.parametrize(
    ("date", "wanted"),
    [
        ("2023-12-31", (None, ("2024-01-01", 0.0), 0.0)),
        ("2024-01-06", (("2024-01-01", 0.0), ("2024-01-11", 0.2), 0.1)),
        ("2024-01-11", (("2024-01-11", 0.2), ("2024-01-31", 1.0), 0.2)),
        ("2024-01-31", (("2024-01-31", 1.0), None, 1.0)),
    ],
)
def test_the_corners_the_plan_lies_between(date, wanted):
    measure = {
        "start": "2024-01-01",
        "end": "2024-01-31",
        "milestones": [{"date": "2024-01-11", "share": 0.2}],
    }
    before, after = ((None if c is None else (day(c[0]), c[1])) for c in wanted[:2])
    assert explain(world(measure).facts, 0, day(date)).planned == PlannedPart(
        day("2024-01-01"), day("2024-01-31"), before, after, pytest.approx(wanted[2])
    )


def test_no_schedule():
    planned = explain(world({"start": "2024-01-01"}).facts, 0, day("2024-12-31")).planned
    assert planned == PlannedPart(day("2024-01-01"), None, None, None, None)


def test_counted_reports_leave_out_what_was_corrected_withdrawn_or_not_yet_true():
    def report(day_of_january, version=1, **more):
        return {"reference_date": f"2024-01-{day_of_january:02}", "version": version, **more}

    facts = world(
        {}, report(20), report(10), report(10, 2), report(5), report(5, 2, withdrawn=True), report(31)
    ).facts
    assert counted_reports(facts, 0, day("2024-01-25")).tolist() == [2, 0]


def test_no_such_measure():
    with pytest.raises(IndexError):
        explain(world({}).facts, 7, 0)
