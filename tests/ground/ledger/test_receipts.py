"""A receipt: the same form gives the same code, the code is kept nowhere, and finds what it stands for."""

import datetime as dt
import random

import pytest

from rumo.ground.ledger import actions, queries
from rumo.ground.ledger.models import Receipt
from rumo.science import codes

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)


def issued(n, at=AT):
    return actions.issue(token=f"token {n}", target=f"contribution:{n}", at=at)


def test_the_same_form_gives_the_same_receipt(django_assert_num_queries):
    code = issued(1)
    assert [issued(1, AT + dt.timedelta(hours=1)), issued(2) == code] == [code, False]
    assert list(Receipt.objects.order_by("pk").values_list("target", "issued_at")) == [
        ("contribution:1", AT),
        ("contribution:2", AT),
    ]
    with django_assert_num_queries(1):
        assert queries.look_up(codes.shown(code).lower()) == "contribution:1"
    with django_assert_num_queries(1):
        assert queries.look_up("abc") is None


def test_a_form_that_gave_a_receipt_gives_none_for_something_else():
    issued(1)
    with pytest.raises(actions.ReceiptTaken, match="já foi enviado"):
        actions.issue(token="token 1", target="contribution:9", at=AT)


def test_the_code_is_kept_nowhere():
    code = issued(1)
    kept = " ".join(map(str, Receipt.objects.values_list().get()))
    assert (code in kept, codes.shown(code) in kept, "token" in kept) == (False, False, False)


def guesses(count, near):
    """Random sound codes, and `near` that are one character away from real ones, made sound again by their check character."""
    chance = random.Random(1)
    real = [issued(n) for n in range(20)]
    for _ in range(count):
        letters = "".join(chance.choices(codes.ALPHABET, k=26))
        yield letters + codes.check(letters)
    for n in range(near):
        code, place = real[n % len(real)], chance.randrange(26)
        other = chance.choice([letter for letter in codes.ALPHABET if letter != code[place]])
        wrong = code[:place] + other + code[place + 1 :]
        yield wrong if n % 2 else wrong[:-1] + codes.check(wrong[:-1])


def test_nobody_guesses_a_receipt():
    assert {queries.look_up(code) for code in guesses(500, 200)} == {None}


@pytest.mark.marathon
def test_nobody_guesses_a_receipt_in_110000_tries():
    assert {queries.look_up(code) for code in guesses(100_000, 10_000)} == {None}


def test_a_receipt_tells_where_each_act_stands():
    actions.record(verb="people.open", by="x", at=AT, target="contribution:1", new={"a": 1})
    assert [(act.index, act.removed, act.verb) for act in queries.state_of("contribution:1").acts] == [
        (None, False, "people.open")
    ]
    actions.seal(at=AT)
    state = queries.state_of("contribution:1")
    assert (state.removed, [(act.index, act.at) for act in state.acts]) == (False, [(0, AT)])
    assert queries.proof(0, 1).leaf == state.acts[0].leaf
    assert queries.state_of("contribution:2") == queries.State("contribution:2", False, ())


def test_what_was_erased_still_stands_in_the_tree_as_removed():
    actions.record(verb="people.open", by="x", at=AT, target="contribution:1", new={"a": "text"})
    before = queries.state_of("contribution:1").acts[0]
    erased = [actions.erase_detail(target="contribution:1", by="y", at=AT) for _ in range(2)]
    actions.seal(at=AT)
    state = queries.state_of("contribution:1")
    assert (erased, state.removed, queries.history("contribution:1")[0].new) == (
        [1, 0], True, {"entries": [queries.history("contribution:1")[0].entry_id - 1]},
    )  # fmt: skip
    assert [(act.verb, act.index, act.removed) for act in state.acts] == [
        ("", 0, True),
        ("ledger.erase", 1, False),
    ]
    assert (state.acts[0].commitment, state.acts[0].leaf) == (before.commitment, before.leaf)
