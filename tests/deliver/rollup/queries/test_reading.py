"""Figures read from the columns: the shared cases, every way to group, scopes, time lines, and that columns equal rows."""

import datetime as dt
import json

import pytest

from rumo.deliver.rollup.queries import lists, timeline
from rumo.deliver.rollup.queries.reading import end_of_day, formula
from rumo.deliver.rollup.queries.scopes import BadScope, NoScope, find_scope
from rumo.deliver.rollup.queries.snapshot import snapshot
from rumo.ground.vocabularies.queries import area_names
from rumo.science.planfile import parse
from tests.deliver.rollup.looking import look
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")
CASES = range(1, 9)


@pytest.mark.parametrize("number", CASES)
def test_the_shared_cases_come_out_of_the_database(shared, number):
    folder = shared / "data" / "degree"
    raw = json.loads((folder / f"caso-{number}.json").read_text(encoding="utf-8"))
    document = parse(raw, areas=area_names(), municipalities=set(raw["municipalities"])).plan
    make.publish(document, at=dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    for wanted in json.loads((folder / f"caso-{number}.expected.json").read_text(encoding="utf-8"))[
        "expected"
    ]:
        reading = look(f"plan:caso-{number}", wanted["as_of"], wanted["known_at"])
        total = {key: reading.total[key] for key in wanted["total"]}
        assert total == {key: _close(value) for key, value in wanted["total"].items()}
        rows = {row.code: row for row in lists.rows(reading, reading.measures)}
        for code, figures in wanted["measures"].items():
            assert {key: getattr(rows[code], key) for key in figures} == {
                key: _close(value) for key, value in figures.items()
            }


def _close(value):
    return pytest.approx(value, abs=1e-6) if isinstance(value, float) else value


@pytest.fixture
def two_plans():
    """A plan of Lisbon with axes, levels and areas, half reported; and an invented one of Évora and Setúbal."""
    first = (
        make.Measure(
            code="M1", axis="Eixo A", level=1, areas=("reception", "health"), responsible=("CML", "CLAIM")
        ),
        make.Measure(code="M2", axis=None, level=None, areas=(), responsible=()),
        make.Measure(code="M3", end=dt.date(2027, 12, 31)),
    )
    make.publish(make.Plan(slug="lisboa", measures=first, reports=(make.Report(),)))
    second = make.Plan(
        slug="exemplo-dois",
        synthetic=True,
        municipalities=("0705", "1512"),
        measures=(make.Measure(code="X/".strip("/")),),
    )
    make.publish(second)


def keyed(reading, by):
    """Return key → (degree, measures) of the groups."""
    return {group.key: (group.figures["degree"], group.figures["measures"]) for group in reading.by(by)}


@pytest.mark.parametrize(
    ("by", "wanted"),
    [
        ("plan", {"lisboa": (pytest.approx(0.5 / 3, abs=1e-6), 3), "exemplo-dois": (0, 1)}),
        ("area", {"reception": (pytest.approx(0.5 / 3, abs=1e-6), 3), "health": (0.5, 1), None: (0, 1)}),
        ("axis", {"Eixo A": (0.5, 1), None: (0, 3)}),
        ("level", {"1": (0.5, 1), None: (0, 3)}),
        ("responsible", {"CML": (0.5, 1), "CLAIM": (0.5, 1), "Câmara Municipal": (0, 2), None: (0, 1)}),
        ("municipality", {"1106": (pytest.approx(0.5 / 3, abs=1e-6), 3), "0705": (0, 1), "1512": (0, 1)}),
        ("region", {"PT1A": (pytest.approx(0.5 / 3, abs=1e-6), 3), "PT1B": (0, 1), "PT1C": (0, 1)}),
        ("state", {"in_progress": (0.5, 1), "no_information": (0, 3)}),
        ("strategic", {None: (pytest.approx(0.125), 4)}),
        ("operational", {None: (pytest.approx(0.125), 4)}),
        (
            "measure",
            {"lisboa/M1": (0.5, 1), "lisboa/M2": (0, 1), "lisboa/M3": (0, 1), "exemplo-dois/X": (0, 1)},
        ),
        ("schedule", {"critical": (0.5, 1), "no_information": (0, 3)}),
    ],
)
def test_groups(two_plans, by, wanted):
    assert keyed(look(), by) == wanted


def test_a_plan_that_names_no_place_has_a_group_of_its_own():
    make.publish(make.Plan(municipalities=()))
    assert keyed(look(), "municipality") == {None: (0, 2)}
    assert keyed(look(), "region") == {None: (0, 2)}


@pytest.mark.parametrize(
    ("scope", "measures"),
    [
        ("country", 4),
        ("region:PT1A", 3),
        ("region:PT", 4),
        ("region:district:11", 3),
        ("region:cim:alentejo-central", 1),
        ("municipality:1512", 1),
        ("municipality:0101", 0),
        ("area:health", 1),
        ("area:religion", 0),
        ("plan:lisboa", 3),
        ("measure:lisboa/M2", 1),
    ],
)
def test_scopes(two_plans, scope, measures):
    reading = look(scope)
    assert (reading.scope.name, reading.total["measures"]) == (scope, measures)


def test_an_empty_scope_has_no_degree(two_plans):
    total = look("municipality:0101").total
    assert (total["degree"], total["coverage"], total["planned"], total["upper"], total["weight"]) == (
        None,
        None,
        None,
        None,
        0,
    )


def test_one_switch_leaves_the_invented_plans_out(two_plans):
    assert look(synthetic=False).total["measures"] == 3


def test_one_run_of_the_formula_serves_every_scope(two_plans, django_assert_num_queries):
    country = look()
    held = country.held
    plan = find_scope("plan:lisboa", held)
    with django_assert_num_queries(0):
        assert country.of(plan).total["measures"] == 3


@pytest.mark.parametrize("scope", ["", "planeta", "plan:", "region:", "measure", "municipality"])
def test_what_is_not_a_scope(two_plans, scope):
    with pytest.raises(BadScope, match="não é um âmbito"):
        find_scope(scope, snapshot())


@pytest.mark.parametrize("scope", ["measure:lisboa", "measure:lisboa/"])
def test_a_measure_is_written_with_its_code(two_plans, scope):
    with pytest.raises(BadScope) as bad:
        find_scope(scope, snapshot())
    assert str(bad.value) == f"Em «{scope}» falta o código da medida. Escreva measure:plano/código."


@pytest.mark.parametrize("scope", ["region:PT1\0A", "municipality:\udcff", "\0"])
def test_characters_that_no_database_keeps_name_nothing(two_plans, scope):
    with pytest.raises(BadScope, match="nenhum nome tem"):
        find_scope(scope, snapshot())


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        ("region:PT9", "Não há nenhuma região com o código PT9."),
        ("municipality:9999", "Não há nenhum município com o código 9999."),
        ("area:lua", "Não há nenhuma área com a chave lua."),
        ("plan:lua", "Não há nenhum plano publicado com o nome lua."),
        ("measure:lisboa/M9", "O plano lisboa não tem nenhuma medida com o código M9."),
        ("plan:lisboa/M1", "O plano lisboa não tem nenhuma medida com o código M1."),
    ],
)
def test_what_nothing_is_called(two_plans, scope, message):
    with pytest.raises(NoScope) as missing:
        find_scope(scope, snapshot())
    assert str(missing.value) == message


def test_a_former_region_names_its_successors(two_plans):
    with pytest.raises(NoScope) as missing:
        find_scope("region:PT17", snapshot())
    assert missing.value.successors == ("region:PT1A", "region:PT1B")


def test_a_plan_is_unknown_where_nothing_is_published():
    with pytest.raises(NoScope):
        find_scope("plan:lua", None)


def test_reading_costs_a_fixed_number_of_queries(two_plans, django_assert_num_queries):
    look()
    with django_assert_num_queries(1):
        look()
    make.publish(make.Plan(slug="mais-um"))
    with django_assert_num_queries(3):
        look()


def test_the_time_line_is_the_formula_at_every_month_end(two_plans):
    country = look()
    points = timeline.timeline(country.held, country.scope, country.moment)
    assert (points[0].day, points[0].planned, points[0].proven) == (dt.date(2023, 12, 31), 0, 0)
    for point in points:
        total = look(as_of=point.day.isoformat()).total
        assert (point.planned, point.proven) == (_close(total["planned"]), _close(total["degree"]))


@pytest.mark.parametrize(
    "scope", ["region:PT1A", "municipality:0705", "area:health", "plan:lisboa", "measure:lisboa/M1"]
)
def test_the_time_line_of_a_scope(two_plans, scope):
    reading = look(scope)
    for point in timeline.timeline(reading.held, reading.scope, reading.moment):
        total = look(scope, as_of=point.day.isoformat()).total
        assert (point.planned, point.proven) == (_close(total["planned"]), _close(total["degree"]))


def test_the_time_line_as_it_was_known(two_plans):
    reading = look(known_at="2024-07-01T00:00:00+00:00", synthetic=False)
    assert {point.proven for point in timeline.timeline(reading.held, reading.scope, reading.moment)} == {0}
    reading = look(synthetic=False)
    assert timeline.timeline(reading.held, reading.scope, reading.moment)[-1].proven == pytest.approx(0.5 / 3)


def test_no_measure_no_time_line(two_plans):
    reading = look("municipality:0101")
    assert timeline.timeline(reading.held, reading.scope, reading.moment) == []
    assert timeline.closing([], dt.date(2024, 1, 1), 0, 0) == []


def test_the_time_line_closes_on_the_day_asked_for(two_plans):
    reading = look(as_of="2024-05-15")
    points = timeline.timeline(reading.held, reading.scope, reading.moment)
    closed = timeline.closing(points, dt.date(2024, 5, 15), 0.3, 0.1)
    assert [p for p in closed if p.day == dt.date(2024, 5, 15)] == [
        timeline.Point(dt.date(2024, 5, 15), 0.3, 0.1)
    ]
    assert timeline.closing(points, dt.date(2020, 1, 1), 0.3, 0.1) == points


def test_where_nothing_ever_changes_there_is_no_line():
    make.publish(make.Plan(measures=(make.Measure(code="M1", start=None, end=None),), start=None, end=None))
    reading = look()
    assert timeline.timeline(reading.held, reading.scope, reading.moment) == []


def test_a_measure_without_dates_has_no_planned_line():
    measures = (make.Measure(code="M1", start=None, end=None),)
    make.publish(make.Plan(measures=measures, start=None, end=None, reports=(make.Report(),)))
    reading = look()
    points = timeline.timeline(reading.held, reading.scope, reading.moment)
    assert [(point.planned, point.proven) for point in points] == [(None, 0), (None, 0.5)]


def test_a_bare_date_of_knowledge_is_the_end_of_that_day_in_lisbon():
    assert end_of_day(dt.date(2024, 7, 1)).astimezone(dt.UTC) == dt.datetime(
        2024, 7, 1, 22, 59, 59, 999999, tzinfo=dt.UTC
    )


def test_the_formula_says_its_version():
    assert formula() == "degree/1"
