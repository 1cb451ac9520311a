"""What is owed an answer, what waits for one, who may give it."""

import pytest

from rumo.listen.consultations import actions as consultations
from rumo.listen.contributions import actions as contributions
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis import queries, rules
from tests.factories import listening, people, said, tables
from tests.factories.listening import AFTER, OPEN
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return listening.consultation()


def test_free_text_of_any_kind_is_owed_an_answer_and_nothing_else(asked):
    proposal = said.say(asked)
    owed = [
        proposal,
        said.answer(asked, "Mais salas."),
        said.say(asked, "statement"),
        said.say(asked, "position", organisation_name="Associação (exemplo)"),
        said.say(asked, "comment", "", texts={"paragraph:2": said.Text("", rewording="Cada turma.")}),
    ]
    closed, gone = said.answer(asked), said.say(asked)
    contributions.withdraw(contribution=gone, at=OPEN)
    ballot = said.say(asked, "ballot", "", votes={1: 1})
    support = said.say(asked, "support", "", about=proposal.number)
    every = [*owed, closed, gone, ballot, support]
    assert [row for row in every if rules.is_owed(row)] == owed


def test_what_waits_comes_first(asked, django_assert_num_queries):
    rows = [said.say(asked) for _ in range(3)]
    synthesis.respond(contributions=[rows[0]], disposition="accepted", reason="Sim.", by=BY, at=AFTER)
    assert list(queries.unanswered(asked)) == rows[1:]
    assert [(row, row.answered) for row in queries.owed_by(asked)] == [
        (rows[1], False), (rows[2], False), (rows[0], True),
    ]  # fmt: skip
    with django_assert_num_queries(1):
        far = queries.progress(asked)
    assert (far.owed, far.answered, far.left) == (3, 1, 2)
    assert list(queries.responses_to(rows)) == [rows[0].pk]
    assert queries.response_of(rows[1]) is None


def test_nothing_said_is_owed_nothing(asked):
    assert queries.progress(asked) == queries.Progress(0, 0)


def test_it_is_answered_once_closed_or_cancelled(asked):
    assert [rules.may_be_answered(asked, at=at) for at in (AT, OPEN, AFTER)] == [False, False, True]
    row = consultations.cancel(consultation=asked, reason="Engano.", by=BY, at=OPEN)
    assert rules.may_be_answered(row, at=OPEN)


def test_those_who_write_for_the_owner_answer(asked):
    roles = ("national_coordinator", "national_analyst", "moderator", "mediator", "auditor")
    who = {role: people.who(people.person(role, people.national())) for role in roles}
    assert {role for role in roles if rules.can_respond(who[role], asked)} == {
        "national_coordinator", "national_analyst",
    }  # fmt: skip


def test_what_is_said_at_a_gathering_is_counted_there_or_in_the_consultation_it_feeds(asked):
    alone, feeding = tables.canvas(), tables.canvas(slug="outra", consultation=asked)
    for board in (alone, feeding):
        tables.lay(board)
    said_alone, said_in = (
        contributions.hand_in(canvas=board, by=BY, at=OPEN).contribution for board in (alone, feeding)
    )
    assert list(queries.owed_by(alone.table.gathering)) == [said_alone]
    assert queries.progress(feeding.table.gathering) == queries.Progress(0, 0)
    assert list(queries.owed_by(asked)) == [said_in]


def test_those_who_write_for_a_gathering_answer_what_its_tables_wrote():
    row = tables.gathering()
    roles = ("national_coordinator", "facilitator", "national_analyst", "moderator", "auditor")
    who = {role: people.who(people.person(role, people.national())) for role in roles}
    assert {role for role in roles if rules.can_respond_at(who[role], row)} == {
        "national_coordinator", "facilitator",
    }  # fmt: skip
