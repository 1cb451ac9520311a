"""Who took part is put in another order, and nothing else of it changes."""

import pytest
from django.db import connection

from rumo.listen.contributions import actions
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions.scattering import APART
from tests.factories import listening
from tests.factories.saying import send

pytestmark = pytest.mark.django_db


def as_they_lie(model, column):
    """What a plain copy of a table gives, in its order: in SQLite that of the keys, in PostgreSQL that of writing."""
    with connection.cursor() as cursor:
        place = "ctid" if connection.vendor == "postgresql" else "rowid"
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} ORDER BY {place}")
        return [bytes(value) if column == "sealed" else value for (value,) in cursor.fetchall()]


def test_what_stands_apart_is_scattered_and_says_the_same(db):
    row = listening.consultation(once=True)
    for at in range(40):
        send(row, token=f"{at}", identity=f"{at}", email=f"{at}@exemplo.invalid", about_me={"age": "18-34"})
    columns = {m.Uniqueness: "mark", m.Contact: "sealed", m.Demographic: "sealed"}
    before = {model: as_they_lie(model, column) for model, column in columns.items()}
    assert actions.scatter() == 120
    for model in APART:
        after = as_they_lie(model, columns[model])
        assert (sorted(after), after != before[model]) == (sorted(before[model]), True)


def test_where_nobody_took_part_there_is_nothing_to_scatter(consultation):
    assert actions.scatter() == 0
