"""Near-duplicates: planted ones are found, what is returned is as alike as it says, order and names make no difference."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.text import duplicates
from rumo.science.text.duplicates import ALIKE, campaigns, groups, likeness, pairs
from rumo.science.text.joining import joined
from tests.factories.texts import Chain, measured, planted

LETTER = "Queremos mais aulas de português à noite, para quem trabalha de dia e não pode faltar ao emprego."
SIGNED = f"Bom dia! {LETTER.upper()} Ana"
CHINESE = "我们需要更多的葡萄牙语课程，因为白天工作的人没有时间上课。"
ALMOST = "我们需要更多的葡萄牙语课程。因为白天工作的人们没有时间上课"
ARABIC = "نريد المزيد من دروس اللغة البرتغالية في المساء"
VOWELLED = "نُريدُ المزيدَ من دروس اللّغة البرتغاليّة في المَساء"


def test_the_same_and_nearly_the_same_are_together_in_any_script():
    texts = [LETTER, CHINESE, "sim", SIGNED, "", ARABIC, "…", "Sim!", ALMOST, VOWELLED, "não", "…", LETTER]
    assert groups(texts) == [[0, 3, 12], [1, 8], [2, 7], [5, 9], [6, 11]]


def test_pairs_say_how_alike_they_are():
    assert [(pair.one, pair.other, round(pair.alike, 2)) for pair in pairs([LETTER, SIGNED, "x", LETTER])] == [
        (0, 1, 0.83),
        (0, 3, 1.0),
    ]  # fmt: skip


def test_nothing_is_like_nothing():
    assert (pairs([]), groups(["", " "]), campaigns(["", ""]), likeness("", "")) == ([], [], [], 0.0)


def test_a_campaign_says_its_centre_and_who_only_came_along():
    texts = [SIGNED, LETTER, LETTER.lower(), "x", LETTER, "y", "y"]
    (found,) = campaigns(texts)
    assert (found.places, found.centre, found.versions) == ((0, 1, 2, 4), 1, 2)
    assert [round(share, 2) for share in found.alike] == [0.83, 1.0, 1.0, 1.0]
    assert [one.places for one in campaigns(texts, least=1)] == [(0, 1, 2, 4), (5, 6)]


def test_a_campaign_larger_than_what_is_compared_all_with_all_stays_one(monkeypatch):
    monkeypatch.setattr(duplicates, "FULL", 2)
    texts = [f"{LETTER} {sign * 3}" for sign in string.ascii_lowercase]
    assert groups(texts) == [list(range(26))]
    assert len(campaigns(texts)[0].places) == 26


def test_a_text_longer_than_a_stretch_is_hashed_whole(monkeypatch):
    monkeypatch.setattr(duplicates, "STEP", 16)
    assert groups([LETTER, "a", CHINESE, SIGNED, "b", ALMOST]) == [[0, 3], [2, 5]]


def made(alphabet, chance, space=" "):
    """A chain of made-up words of an alphabet, the first far more frequent than the last."""
    known = [
        "".join(chance.choices(alphabet, k=chance.randint(2, 9) if space else 1)) for _word in range(800)
    ]
    weights = [1 / (rank + 2) for rank in range(800)]
    return Chain([chance.choices(known, weights, k=12) for _sentence in range(400)], space)


def test_planted_near_duplicates_are_found():
    chance = random.Random(20261201)
    han = "".join(chr(0x4E00 + code) for code in range(700))
    chains = [
        made("abcdefghijlmnopqrstuvzáãçéêíóõú", chance),
        made("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", chance),
        made("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", chance),
        made("कखगघचछजझटठडढतथदधनपफबभमयरलवशसहािीुूेो", chance),
        made(han, chance, ""),
    ]
    texts, families = planted(chains, 2_000, 0.05, chance)
    precision, recall = measured(groups(texts), families)
    assert precision >= 0.95
    assert recall >= 0.95


said = st.lists(
    st.lists(st.sampled_from(["água", "пан", "مدرسة", "學", "x"]), max_size=8).map(" ".join), max_size=8
)


@given(said, st.sampled_from([0.3, ALIKE, 1.0]))
def test_a_pair_is_as_alike_as_it_says_and_says_so_only_if_it_is(texts, alike):
    for pair in pairs(texts, alike=alike):
        assert pair.one < pair.other
        assert pair.alike >= alike
        assert pair.alike == pytest.approx(likeness(texts[pair.one], texts[pair.other]))


@given(said, st.integers(1, 4))
def test_groups_are_what_all_pairs_join_however_few_are_compared_at_a_time(texts, turn):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duplicates, "TURN", turn)
        patch.setattr(duplicates, "HELD", turn)
        found = groups(texts)
    linked = joined(len(texts), [(pair.one, pair.other) for pair in pairs(texts)])
    assert found == [group for group in linked if len(group) > 1]


@given(said, st.randoms(use_true_random=False))
def test_the_order_of_the_texts_makes_no_difference(texts, chance):
    order = list(range(len(texts)))
    chance.shuffle(order)
    moved = groups([texts[place] for place in order])
    assert sorted(sorted(order[place] for place in group) for group in moved) == groups(texts)


@given(said, st.integers(0, 7))
def test_a_text_sent_again_is_found(texts, place):
    if place < len(texts) and texts[place]:
        again = groups([*texts, texts[place].upper()])
        assert any({place, len(texts)} <= set(group) for group in again)


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_goes_both_ways_from_nothing_to_all(one, other):
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) == (1.0 if one.strip() and duplicates._plain(one) else 0.0)
