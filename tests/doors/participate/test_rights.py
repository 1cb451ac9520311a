"""Which rights are served: by how many findings, clauses in force and measures; which by nothing; which two levels promise."""

import pytest

from rumo.deliver.plans.models import Measure
from rumo.deliver.progress.queries.covering import Served, served
from rumo.deliver.rollup import actions as rollup
from rumo.doors.web import clock
from rumo.ground.vocabularies.queries import rights
from rumo.shape.guidelines.actions import ClauseSaid
from tests.factories import guidelines as make
from tests.factories import reading, reporting
from tests.factories.listening import AFTER

pytestmark = pytest.mark.django_db


def test_every_right_says_what_serves_it(client, country, django_assert_max_num_queries):
    (_title, ((one, words), (other, _words), *_more)), *_lists = rights("pt")
    version = make.drafted()
    for level in ("local", "national"):
        make.put(version, ClauseSaid(text=f"Há aulas ({level}).", level=level, tags=(one,)))
    make.put(version, ClauseSaid(text="Há casas.", tags=(one,)))
    make.released(version)
    reading.published(tags=(one, other))
    reporting.plan(1)
    rollup.apply_clause(
        measure=Measure.objects.get(code="M01"), clause=make.clause(version, 0), by="x", at=AFTER
    )
    told = served([one, other, "nothing:here"])
    assert told == {one: Served(1, 3, 1, ("local", "national")), other: Served(1), "nothing:here": Served()}
    assert [row.nothing for row in told.values()] == [False, True, True]
    with clock.frozen(AFTER), django_assert_max_num_queries(12):
        page = client.get("/pt/fio/direitos/")
    rows = {row[0]: row for _name, listed, _bare in page.context["lists"] for row in listed}
    assert (rows[words][2], page.context["lists"][0][2]) == (["Município", "Administração central"], 24)
