"""The public tables are enough to compute every published figure again."""

import pytest

from tests.doors.api.recompute import figures, freed, grouped, measures, names, regions, scoped

BY = (
    "area",
    "axis",
    "plan",
    "measure",
    "municipality",
    "region",
    "level",
    "responsible",
    "state",
    "schedule",
)
ASKED = (
    "",
    "&as_of=2025-01-31",
    "&as_of=2025-12-31&known_at=2025-07-01",
    "&as_of=2026-06-30&exemplos=nao",
    "&as_of=2001-01-01",
)


def same(found, wanted):
    """Whether two F are equal, fractions to one millionth."""
    assert found.keys() >= wanted.keys()
    for name, value in wanted.items():
        assert found[name] == (pytest.approx(value, abs=1e-6) if isinstance(value, float) else value), name


@pytest.mark.parametrize("asked", ASKED)
def test_every_figure_comes_out_of_the_tables(seeded, client, asked):
    rows = measures(client.get(f"/api/v1/measures.csv?{asked[1:]}").content.decode())
    places = regions(client.get("/api/v1/municipalities.csv").content.decode())
    for by in BY:
        answer = client.get(f"/api/v1/degree?by={by}{asked}").json()
        same(answer["total"], figures(rows))
        wanted = grouped(rows, by, places)
        assert {group["key"] for group in answer["groups"]} == set(wanted)
        for group in answer["groups"]:
            same(group, wanted[group["key"]])


@pytest.mark.parametrize(
    "scope",
    [
        "region:PT1C",
        "region:district:07",
        "region:cim:alto-minho",
        "municipality:0705",
        "area:health",
        "plan:beja-2022",
    ],
)
def test_every_scope_comes_out_of_the_tables(seeded, client, scope):
    rows = measures(client.get("/api/v1/measures.csv").content.decode())
    places = regions(client.get("/api/v1/municipalities.csv").content.decode())
    answer = client.get("/api/v1/degree", {"scope": scope}).json()
    same(answer["total"], figures(scoped(rows, scope, places)))
    own = measures(client.get("/api/v1/measures.csv", {"scope": scope}).content.decode())
    same(answer["total"], figures(own))


def test_a_month_is_what_the_tables_said_on_its_last_day(seeded, client):
    months = client.get("/api/v1/degree?by=month&scope=plan:exemplo-evora-2024-2026").json()["groups"]
    [june] = [month for month in months if month["key"] == "2025-06"]
    rows = measures(
        client.get("/api/v1/plans/exemplo-evora-2024-2026/measures.csv?as_of=2025-06-30").content.decode()
    )
    same(june, figures(rows))


def test_conditions_may_follow_a_scope():
    rows = [
        {"plan": "a", "areas": ["x"], "axis": None},
        {"plan": "a", "areas": [], "axis": "1"},
        {"plan": "b", "areas": ["x"], "axis": "1"},
    ]
    assert scoped(rows, "plan:a;area=x", {}) == rows[:1]
    assert scoped(rows, "country;area=", {}) == rows[1:2]
    assert scoped(rows, "country;axis=1;plan=b", {}) == rows[2:]
    with pytest.raises(ValueError, match="no such scope"):
        scoped(rows, "planet:earth", {})


def test_cells_are_read_back():
    assert names(r"a\;b;c\\;d") == ["a;b", "c\\", "d"]
    assert [freed("'=1"), freed("''x"), freed("'x")] == ["=1", "'x", "'x"]


def test_an_empty_set_has_no_degree():
    empty = figures([])
    assert (empty["degree"], empty["upper"], empty["measures"], empty["weight"]) == (None, None, 0, 0.0)
