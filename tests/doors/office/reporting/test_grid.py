"""The grid of a plan: what it shows, what it saves whole, what it refuses at the cell with everything as typed."""

import pytest

from rumo.deliver.progress.models import Draft
from tests.factories import people, reporting

pytestmark = pytest.mark.django_db
GRID = f"/pt/gabinete/planos/{reporting.SLUG}/relatar/2026-06-30/"


def fields(code="M01", **typed):
    """A form's fields: names as the page has them, what was seen left empty."""
    return {f"{code}|{key.replace('__', '/')}": value for key, value in typed.items()}


def test_the_grid_shows_measures_with_what_was_said_before(office, plan):
    page = office.get(GRID).content.decode()
    assert page.count('<tbody class="measure') == 3
    assert "2500,50" not in page
    assert "2 500,50" in page.replace("\u00a0", " ")


def test_the_form_saves_what_changed(office, plan):
    answer = office.post(
        GRID, fields(stage="in_progress", activities__a1="60", indicators__i1="72", spent__FAMI="3000,5")
    )
    assert (answer.status_code, answer["Location"]) == (302, GRID)
    (draft,) = Draft.objects.all()
    assert draft.said == {
        "stage": "in_progress",
        "activities": {"a1": 0.6},
        "indicators": {"i1": 72.0},
        "spent": {"FAMI": "3000.50"},
    }


def test_a_wrong_cell_keeps_all_that_was_typed_and_saves_nothing(office, plan):
    answer = office.post(GRID, fields(stage="completed", activities__a1="120", narrative="Feito."))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Uma atividade vai de 0 a 100" in page
    assert 'value="120"' in page
    assert "Feito.</textarea>" in page
    assert Draft.objects.count() == 0


def test_queries_do_not_grow_with_the_plan(office, django_assert_max_num_queries, country):
    reporting.plan(count=12, reports=[reporting.said(f"M{n:02d}") for n in range(1, 13)])
    office.get(GRID)
    with django_assert_max_num_queries(12):
        office.get(GRID)


def test_others_find_nothing(client, plan, today):
    other = people.person("municipal_reporter", people.municipality("1312"))
    assert people.signed_in(client, other).get(GRID).status_code == 404
