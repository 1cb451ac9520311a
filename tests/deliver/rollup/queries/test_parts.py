"""The parts of values: only counts, only what protection lets out, in the order of publication; never a number below ten."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.deliver.plans.models import Measure
from rumo.deliver.rollup.queries.parts import counts_people, latest_splits, splits, units_of
from rumo.science.planfile import document as pf
from rumo.science.privacy import K, protected, rounded, steady
from tests.factories import plans
from tests.factories.people import AT

UNITS = {"i1": "pessoas"}


def report(month, total, by, version=1, day=20, **more):
    return pf.Report(
        "M1",
        dt.date(2024, month, 1),
        "in_progress",
        dt.datetime(2024, month, day, tzinfo=dt.UTC),
        version,
        indicators={"i1": pf.Value(total, by)},
        **more,
    )


def let_out(reports, units=UNITS):
    return [(s.place, s.day.month, s.version, dict(s.shown.dimensions)) for s in splits(reports, units)]


@pytest.mark.parametrize(
    ("unit", "counts"),
    [
        (None, True), ("pessoas", True), ("n.º", True), ("famílias", True), ("sessões", True), ("horas", False),
        ("Horas de formação", False), ("h", False), ("€", False), ("EUR", False), ("%", False), ("mil euros", False),
        ("dias", False), ("média de alunos", False), ("homens", True), ("meses", False), ("taxa", False),
    ],
)  # fmt: skip
def test_only_counts_have_parts_to_show(unit, counts):
    assert counts_people(unit) == counts
    found = let_out([report(1, 50, {"sex:f": 30, "sex:m": 20})], {"i1": unit})
    assert bool(found) == counts


def test_parts_are_let_out_one_publication_after_another():
    first, near = report(1, 50, {"sex:f": 31, "sex:m": 19}), report(2, 51, {"sex:f": 32, "sex:m": 19})
    far = report(3, 80, {"sex:f": 50, "sex:m": 30})
    assert let_out([far, near, first]) == [
        (None, 1, 1, {"sex": {"f": 30, "m": 20}}),
        (None, 3, 1, {"sex": {"f": 50, "m": 30}}),
    ]
    assert let_out([first], {}) == []


def test_a_withdrawn_report_takes_back_its_parts_and_what_was_known_is_not_forgotten():
    first = report(1, 50, {"sex:f": 31, "sex:m": 19})
    gone = report(1, 50, {}, version=2, day=25, withdrawn=True)
    near = report(2, 51, {"sex:f": 32, "sex:m": 19})
    assert let_out([first, gone]) == []
    assert let_out([first, gone, near]) == []
    gone = report(1, 50, {"sex:f": 31, "sex:m": 19}, version=2, day=25, withdrawn=True)
    assert let_out([gone]) == []


def test_the_whole_is_not_shown_beside_its_places():
    whole = report(1, 90, {"sex:f": 60, "sex:m": 30})
    place = report(1, 50, {"sex:f": 30, "sex:m": 20}, municipality="1106")
    assert [found[0] for found in let_out([whole, place])] == ["1106"]


cells = st.integers(0, 60)
histories = st.lists(
    st.tuples(cells, cells, cells, st.integers(0, 12), st.booleans()), min_size=1, max_size=6
)


@given(histories)
def test_no_small_number_leaves_and_the_past_is_never_rewritten(history):
    reports = [
        report(
            n % 12 + 1, f + m + x + rest, {"sex:f": f, "sex:m": m, "sex:x": x}, version=n // 12 + 1, withdrawn=gone
        )
        for n, (f, m, x, rest, gone) in enumerate(history)
    ]  # fmt: skip
    shown = splits(reports, UNITS)
    for split in shown:
        for margin in split.shown.dimensions.values():
            assert all(count is None or (count >= K and count % 5 == 0) for count in margin.values())
    previous, wanted = None, []
    for said in reports:
        if not said.withdrawn:
            now = protected(said.indicators["i1"].total, said.indicators["i1"].by)
            if steady(previous, now) is now:
                previous = now
                wanted.append((said.reference_date, rounded(now)))
    assert [(split.day, split.shown) for split in shown] == wanted
    before = splits(reports[:-1], UNITS)
    assert shown[: len(before)] == before


def test_the_newest_parts_by_a_day_as_known_then(country):
    indicator = plans.Indicator()
    measure = plans.Measure(
        code="M1",
        indicators=(indicator, plans.Indicator(code="i2", unit="horas"), plans.Indicator(code="i3")),
    )
    first = plans.Report(
        indicators={
            "i1": pf.Value(50, {"sex:f": 31, "sex:m": 19}),
            "i2": pf.Value(9, {"sex:f": 9}),
            "i3": pf.Value(5, {"sex:f": 5}),
        }
    )
    second = replace(
        first, reference_date=dt.date(2024, 9, 30), published_at=dt.datetime(2024, 10, 5, tzinfo=dt.UTC),
        indicators={"i1": pf.Value(90, {"sex:f": 51, "sex:m": 39, "age:0-17": 1})},
    )  # fmt: skip
    plans.publish(plans.Plan(measures=(measure,), reports=(first, second)))
    row = Measure.objects.get(code="M1")
    units = units_of(row.plan_id, "M1")
    assert units == {"i1": "pessoas", "i2": "horas", "i3": "pessoas"}

    def told(day, known=None):
        found = latest_splits(row.pk, units, [], as_of=day, known_at=known)
        return [
            (code, split.day.month, split.shown.dimensions) for code, all_ in found.items() for split in all_
        ]

    assert told(dt.date(2024, 12, 31)) == [("i1", 9, {"sex": {"f": 50, "m": 40}})]
    june = [("i1", 6, {"sex": {"f": 30, "m": 20}})]
    assert told(dt.date(2024, 8, 31)) == june
    assert told(dt.date(2024, 12, 31), dt.datetime(2024, 8, 1, tzinfo=dt.UTC)) == june
    gone = [replace(second, version=2, withdrawn=True, indicators={}, published_at=AT)]
    found = latest_splits(row.pk, units, gone, as_of=dt.date(2024, 12, 31))
    assert [split.day.month for split in found["i1"]] == [6]
