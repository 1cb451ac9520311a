"""What tests of listening stand on is what it says it is."""

import pytest

from rumo.listen.consultations import queries
from rumo.listen.consultations.rules import Phase, phase
from tests.factories import listening as make

pytestmark = pytest.mark.django_db


def test_it_is_open_when_it_says_so_and_puts_everything():
    row = make.consultation()
    assert [phase(row, at=at) for at in (make.AT, make.OPENS, make.OPEN, make.AFTER)] == [
        Phase.COMING,
        Phase.OPEN,
        Phase.OPEN,
        Phase.CLOSED,
    ]
    asked = queries.asked(row)
    assert (len(asked.questions), len(asked.paragraphs), len(asked.statements)) == (4, 3, 3)


def test_one_may_ask_every_kind_of_question():
    questions, words = make.every_kind()
    row = make.consultation(questions=questions, words=words)
    asked = queries.asked(row)
    assert {one.kind for one in asked.questions} == set(row_kinds())
    assert all(queries.words_of(row, "pt")[f"question:{one.code}"] for one in asked.questions)


def row_kinds():
    """Every kind there is."""
    return make.m.Question.Kind.values
