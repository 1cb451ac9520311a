"""Blind review: who is in conflict is never asked and sees nothing; scores from 1 to 5; a decision with its reason ends it."""

import pytest

from rumo.ground.ledger.models import Detail
from rumo.ground.people import actions as accounts
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences import models as m
from rumo.listen.conferences.queries import reviewing
from rumo.listen.conferences.rules.conflicts import Reader, in_conflict
from tests.factories import conferences as make
from tests.factories import people
from tests.factories.conferences import AT, BY, By

pytestmark = pytest.mark.django_db
GOOD = {"Clareza": 5, "Interesse": 3}


@pytest.fixture
def call():
    return make.call(make.conference())


def assign(one, membership):
    return conferences.assign(abstract=one, membership=membership, by=BY, at=AT)


def hand_in(review, scores=None, **over):
    said = {"to_authors": "", "to_committee": "", **over}
    return conferences.review(review=review, scores=GOOD if scores is None else scores, by=BY, at=AT, **said)


@pytest.mark.parametrize(
    ("reader", "author", "barred"),
    [
        (Reader("Ana", "a@x.pt", ["Inst. Nacional"]), ("Rui", "inst nacional", ""), True),
        (Reader("Ana Sá", "a@x.pt", []), ("ANA SA", "", ""), True),
        (Reader("Ana", "A@x.pt", []), ("Rui", "", "a@X.pt"), True),
        (Reader("Ana", "a@x.pt", ["Outra"]), ("Rui", "Instituto", "r@x.pt"), False),
        (Reader("Ana", "", ["", "…"]), ("Rui", "", ""), False),
    ],
)
def test_a_conflict_is_a_shared_name_address_or_body(reader, author, barred):
    name, organisation, email = author
    assert in_conflict(reader, [m.Author(name=name, organisation=organisation, email=email)]) is barred


def test_who_is_of_an_author_s_organisation_is_never_asked_in_whatever_role(call):
    body = people.body("university", "Universidade (exemplo)")
    one = make.abstract(call, authors=[By("Autora, exemplo"), By("Outro", "UNIVERSIDADE (Exemplo)")])
    barred, free = make.reviewer(name="Barrada, exemplo"), make.reviewer(name="Livre, exemplo")
    accounts.grant(user=barred.user, entity=body, role="evaluator", by=BY, at=AT)
    with pytest.raises(conferences.ConferenceRefused, match="conflito de interesses"):
        assign(one, barred)
    told = [(held.membership.pk, held.conflict) for held in reviewing.candidates(one)]
    assert told == [(barred.pk, True), (free.pk, False)]


def test_only_reviewers_are_asked_once_and_before_the_decision(call):
    one, reviewer = make.abstract(call), make.reviewer()
    for membership in (people.person("moderator", people.national()), make.reviewer(name="Antiga, exemplo")):
        if not hasattr(membership, "role"):
            membership = make.Membership.objects.get(user=membership)
        else:
            membership.revoked_at = AT
            membership.save()
        with pytest.raises(conferences.ConferenceRefused, match="não faz revisão"):
            assign(one, membership)
    assign(one, reviewer)
    with pytest.raises(conferences.ConferenceRefused, match="já foi chamada"):
        assign(one, reviewer)
    conferences.decide(abstract=one, decision="rejected", reason="Fora do tema.", by=BY, at=AT)
    one.refresh_from_db()
    with pytest.raises(conferences.ConferenceRefused, match="já foi decidido"):
        assign(one, make.reviewer(name="Tardia, exemplo"))


def test_a_declared_conflict_ends_access_for_good(call):
    one, reviewer = make.abstract(call), make.reviewer()
    review = assign(one, reviewer)
    hand_in(review, to_authors="Bom.")
    who = people.who(reviewer.user)
    assert [held.pk for held in reviewing.to_review(who)] == [review.pk]
    conferences.declare(review=review, why="É minha orientanda.", by=BY, at=AT)
    review.refresh_from_db()
    assert (review.state, review.scores, review.to_authors) == ("conflict", {}, "")
    assert reviewing.to_review(who) == []
    with pytest.raises(conferences.ConferenceRefused, match="Declarou um conflito"):
        hand_in(review)
    with pytest.raises(conferences.ConferenceRefused, match="declarou um conflito"):
        assign(one, reviewer)
    assert reviewing.candidates(one) == []


def test_who_comes_into_conflict_later_sees_it_no_more(call):
    one, reviewer = make.abstract(call), make.reviewer()
    review = assign(one, reviewer)
    body = people.body("association", "Associação do Bairro (exemplo)")
    accounts.grant(user=reviewer.user, entity=body, role="representative", by=BY, at=AT)
    assert reviewing.to_review(people.who(reviewer.user)) == []
    with pytest.raises(conferences.ConferenceRefused, match="conflito de interesses"):
        hand_in(review)


@pytest.mark.parametrize(
    "scores", [{}, {"Clareza": 5}, {"Clareza": 0, "Interesse": 3}, {"Clareza": 6, "Interesse": 1}]
)
def test_every_criterion_has_a_score_from_one_to_five(call, scores):
    review = assign(make.abstract(call), make.reviewer())
    with pytest.raises(conferences.ConferenceRefused) as refused:
        hand_in(review, scores)
    assert set(refused.value.faults) <= {"score-0", "score-1"}
    assert m.Review.objects.get().state == "assigned"


def test_what_is_said_is_not_too_long(call):
    review = assign(make.abstract(call), make.reviewer())
    with pytest.raises(conferences.ConferenceRefused) as refused:
        hand_in(review, to_authors="x" * 4001)
    assert list(refused.value.faults) == ["to_authors"]


def test_the_mean_weighs_each_review_the_same_and_orders_the_list(call):
    low, high, none = (make.abstract(call, f"t{n}") for n in range(3))
    first, second = make.reviewer(name="Um, exemplo"), make.reviewer(name="Dois, exemplo")
    for one, scores in ((low, {"Clareza": 1, "Interesse": 2}), (high, {"Clareza": 5, "Interesse": 4})):
        hand_in(assign(one, first), scores)
    hand_in(assign(high, second), {"Clareza": 3, "Interesse": 3})
    told = [(held.abstract.pk, held.mean, held.done) for held in reviewing.scored(call)]
    assert told == [(high.pk, 3.75, 2), (low.pk, 1.5, 1), (none.pk, None, 0)]


def test_a_correction_puts_a_review_before_its_reader_again(call):
    one, reviewer = make.abstract(call), make.reviewer()
    hand_in(assign(one, reviewer))
    conferences.correct(abstract=one, said=make.said(title="Outro"), at=AT)
    assert [held.state for held in reviewing.to_review(people.who(reviewer.user))] == ["assigned"]


@pytest.mark.parametrize(
    ("decision", "reason", "field"),
    [
        ("", "x", "decision"),
        ("maybe", "x", "decision"),
        ("accepted", " ", "reason"),
        ("rejected", "x" * 4001, "reason"),
    ],
)
def test_a_decision_is_one_of_three_and_says_why(call, decision, reason, field):
    one = make.abstract(call)
    with pytest.raises(conferences.ConferenceRefused) as refused:
        conferences.decide(abstract=one, decision=decision, reason=reason, by=BY, at=AT)
    assert list(refused.value.faults) == [field]


def test_what_stands_in_the_programme_is_not_rejected_and_what_was_withdrawn_not_decided(call):
    one = make.accepted(call)
    make.slot(call.gathering, make.room(call.gathering), abstract=one)
    with pytest.raises(conferences.ConferenceRefused, match="está no programa"):
        conferences.decide(abstract=one, decision="rejected", reason="x", by=BY, at=AT)
    again = conferences.decide(abstract=one, decision="accepted", reason="Melhor motivo.", by=BY, at=AT)
    assert again.reason == "Melhor motivo."
    conferences.withdraw(abstract=one, at=AT)
    with pytest.raises(conferences.ConferenceRefused, match="foi retirado"):
        conferences.decide(abstract=one, decision="accepted", reason="x", by=BY, at=AT)


def test_the_ledger_tells_what_was_done_and_names_no_author(call):
    one = make.abstract(call)
    hand_in(assign(one, make.reviewer()), to_authors="Bom.")
    make.conferences.decide(abstract=one, decision="accepted", reason="Sim.", by=BY, at=AT)
    rows = Detail.objects.filter(target=f"abstract:{one.number}").order_by("pk")
    assert [row.verb for row in rows] == [
        "abstract.send",
        "abstract.assign",
        "abstract.review",
        "abstract.decide",
    ]
    assert sum("Autora" in str(row.new) for row in rows) == 0
