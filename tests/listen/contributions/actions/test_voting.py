"""One ballot a person, which grows; statements that people add."""

import datetime as dt

import pytest

from rumo.ground.ledger.models import Detail
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.queries import words_of
from rumo.listen.contributions import actions, queries
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions import voting
from rumo.listen.contributions.rules.saying import Text
from tests.factories import listening
from tests.factories.people import BY
from tests.factories.saying import refusals, send

pytestmark = pytest.mark.django_db
OPEN, LATER = listening.OPEN, listening.OPEN + dt.timedelta(hours=1)
ODD = [("", "Vote em afirmações desta consulta: concordo, discordo ou passo.")]
CLOSED = [("", "A votação fechou ou os seus votos foram retirados.")]


def vote(consultation, number, value, token="token 1", at=OPEN, **more):
    return actions.vote(
        consultation=consultation, token=token, number=number, value=value, language="pt", at=at,
        **{"audience": "residents", **more},
    )  # fmt: skip


def digests():
    """Whether each contribution is as the ledger says."""
    return [mine == known for _target, mine, known in queries.committed()]


def test_a_ballot_grows_vote_by_vote_and_a_later_vote_replaces(consultation, django_assert_max_num_queries):
    first = vote(consultation, 1, 1)
    with django_assert_max_num_queries(9):
        second = vote(consultation, 2, 0, at=LATER)
    third = vote(consultation, 1, -1, at=LATER)
    assert [one.made for one in (first, second, third)] == [True, False, False]
    assert {one.code for one in (first, second, third)} == {first.code}
    row = m.Contribution.objects.get()
    assert (queries.whole(row).votes, row.corrected_at, row.uncommitted) == ({1: -1, 2: 0}, LATER, True)


def test_the_ledger_commits_to_what_grew_when_asked(consultation, monkeypatch):
    monkeypatch.setattr(voting, "SOME", 2)
    for token in "abc":
        vote(consultation, 1, 1, token)
    assert (actions.commit_ballots(at=LATER), digests()) == (0, [True] * 3)
    for token in "abc":
        vote(consultation, 2, 1, token)
    assert digests() == []
    assert (actions.commit_ballots(at=LATER), actions.commit_ballots(at=LATER)) == (3, 0)
    assert digests() == [True] * 3
    assert Detail.objects.filter(verb="contribution.vote").count() == 3


def test_a_ballot_withdrawn_while_it_grew_is_committed_to(consultation):
    row = vote(consultation, 1, 1).contribution
    vote(consultation, 2, 1)
    actions.withdraw(contribution=row, at=LATER)
    assert (actions.commit_ballots(at=LATER), digests()) == (0, [True])
    assert refusals(vote, consultation, 3, 1) == CLOSED


def test_only_right_votes_within_the_term(consultation):
    odd = [(9, 1), (1, 2), (1, True), (1, "1"), (1, None), (2**70, 1)]
    assert [refusals(vote, consultation, *one) for one in odd] == [ODD] * 6
    vote(consultation, 1, 1)
    assert [refusals(vote, consultation, *one) for one in odd] == [ODD] * 6
    assert refusals(vote, consultation, 1, 1, at=listening.AFTER) == CLOSED
    consultations.retire(consultation=consultation, number=3, by="test", at=OPEN)
    assert refusals(vote, consultation, 3, 1) == ODD


def test_a_token_is_of_one_ballot(consultation):
    send(consultation, token="token 1")
    vote(consultation, 1, 1, "token 2")
    other = listening.consultation("outra")
    sent = [("", "Este formulário já foi enviado. Abra-o de novo para enviar outra coisa.")]
    assert refusals(vote, consultation, 1, 1, "token 1") == refusals(vote, other, 1, 1, "token 2") == sent


def test_one_ballot_a_person_where_it_is_asked(db):
    row = listening.consultation(once=True)
    assert refusals(vote, row, 1, 1) == [
        ("identity", "Esta consulta pede um documento, para que cada pessoa responda uma vez.")
    ]
    assert vote(row, 1, 1, identity="a").made
    assert not vote(row, 2, 1).made  # the ballot's own token says whose it is


def test_a_statement_somebody_wrote_is_put_to_everyone_once(consultation):
    row = send(consultation, "statement", language="en", texts={"statement": Text("More books.", True)})
    row = row.contribution
    assert queries.statement_of(row) is None
    made = actions.adopt(contribution=row, by=BY, at=LATER)
    again = actions.adopt(contribution=row, by="outra-pessoa", at=LATER)
    assert (made, made.number, made.from_participant, queries.statement_of(row)) == (again, 4, True, 4)
    assert str(words_of(consultation, "en")["statement:4"]) == "More books."
    assert [one.text for one in queries.shown(consultation, "statement")] == ["More books."]
    assert vote(consultation, 4, 1, "token 2").made
    told = Detail.objects.filter(target=f"consultation:{consultation.slug}", verb="consultation.state")
    assert told.latest("pk").new == {"statement:4": ""}


def test_a_statement_is_put_with_consent_and_while_it_stands(consultation):
    private = send(consultation, "statement", "a", texts={"statement": Text("Só para quem lê.")}).contribution
    refused = [("statement", "Quem escreveu não autorizou que se mostrasse.")]
    assert refusals(actions.adopt, contribution=private, by=BY, at=LATER) == refused
    gone = [("", "Essa afirmação não existe ou foi retirada.")]
    taken = send(consultation, "statement", "b").contribution
    actions.withdraw(contribution=taken, at=LATER)
    for row in (taken, send(consultation, token="c").contribution):
        assert refusals(actions.adopt, contribution=row, by=BY, at=LATER) == gone
