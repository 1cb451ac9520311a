"""Several at once: the same form, the same person, the same ballot, a vote and an erasure (R2 where actions are called)."""

import datetime as dt

import pytest

from rumo.ground.ledger.models import Detail, Receipt
from rumo.listen.contributions import actions, queries
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules.saying import Text
from tests.deliver.progress.racing import together
from tests.factories import listening, saying
from tests.factories.saying import send

pytestmark = pytest.mark.django_db(transaction=True)
OPEN, LATER = listening.OPEN, listening.OPEN + dt.timedelta(hours=1)


def tried(act, **more):
    """What an act returns, or the first thing to mend."""
    try:
        return act(**more)
    except actions.NotAccepted as refused:
        return refused.faults[0].text


def equal_forms(consultation, token, at_once):
    """Send one form many times at once: one row, one entry, one receipt, and one of them says it was made."""
    got = together(*[lambda: send(consultation, token=token)] * at_once)
    numbers, codes = {one.contribution.number for one in got}, {one.code for one in got}
    assert (len(numbers), len(codes), [one.made for one in got].count(True)) == (1, 1, 1)
    return numbers.pop()


def kept():
    """How many contributions, receipts, entries and texts there are."""
    entries = Detail.objects.filter(verb="contribution.submit")
    return [rows.count() for rows in (m.Contribution.objects, Receipt.objects, entries, m.Passage.objects)]


def test_a_form_sent_many_times_at_once_is_one_contribution(consultation):
    numbers = {equal_forms(consultation, f"token {at}", 8) for at in range(4)}
    assert (len(numbers), kept()) == (4, [4] * 4)


def a_hundred_forms(consultation):
    numbers = {equal_forms(consultation, f"token {at}", 50) for at in range(100)}
    assert (len(numbers), kept()) == (100, [100] * 4)


@pytest.mark.marathon
def test_a_hundred_forms_sent_fifty_times_at_once(consultation):
    a_hundred_forms(consultation)


@pytest.mark.marathon
@pytest.mark.postgres
def test_a_hundred_forms_sent_fifty_times_at_once_to_postgresql(consultation):
    a_hundred_forms(consultation)


def test_a_person_who_answers_twice_at_once_answers_once(db):
    row = listening.consultation(once=True)
    acts = [
        lambda at=at: tried(send, consultation=row, token=f"token {at}", identity="AB 1") for at in range(6)
    ]
    got = together(*acts)
    words = "Já há uma resposta com este documento. Para a mudar, use o código do comprovativo."
    assert [isinstance(one, actions.Received) for one in got].count(True) == 1
    assert [one for one in got if isinstance(one, str)] == [words] * 5
    assert kept() == [1] * 4


def vote(consultation, number, value=1):
    return actions.vote(
        consultation=consultation, token="ballot", number=number, value=value, language="pt", audience="residents", at=OPEN
    )  # fmt: skip


def test_first_votes_sent_at_once_are_all_kept(consultation):
    for _round in range(3):
        got = together(*[lambda number=number: vote(consultation, number) for number in (1, 2, 3, 1)])
        assert len({one.code for one in got}) == 1
    row = m.Contribution.objects.get()
    assert queries.whole(row).votes == {1: 1, 2: 1, 3: 1}
    actions.commit_ballots(at=LATER)
    assert [mine == known for _target, mine, known in queries.committed()] == [True]


def test_nothing_is_left_of_a_ballot_erased_while_somebody_votes(consultation):
    row = vote(consultation, 1).contribution
    together(
        lambda: actions.erase(contribution=row, at=LATER),
        *[lambda n=n: tried(vote, consultation=consultation, number=n) for n in (1, 2, 3)],
    )
    assert (m.Vote.objects.count(), m.Contribution.objects.get().state) == (0, "erased")


def test_a_correction_a_decision_and_a_withdrawal_at_once_leave_what_the_ledger_says(consultation):
    for at in range(3):
        row = send(consultation, "comment", f"token {at}").contribution
        passage = m.Passage.objects.get(contribution=row)
        texts = {"paragraph:2": Text("Outra coisa.", True)}
        together(
            lambda row=row, texts=texts: tried(
                actions.correct, contribution=row, said=saying.said("comment", texts=texts), at=LATER
            ),
            lambda passage=passage: actions.moderate(
                passage=passage, shown=True, reason="", note="", by="moderadora-exemplo", at=LATER
            ),
            lambda row=row: actions.withdraw(contribution=row, at=LATER),
        )
    assert [mine == known for _target, mine, known in queries.committed()] == [True] * 3
