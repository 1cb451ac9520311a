"""Two versions laid side by side: what stayed, changed, moved, came and went, and both orders again from it."""

import random

import pytest

from rumo.science.diff import Part, aligned


def parts(text, **said):
    """Parts named by the letters of a text; capitals weigh more; `said` changes what one says."""
    return [Part(one, (said.get(one, ""),), 2 if one.isupper() else 1) for one in text]


def states(old, new, **said):
    return [(pair.key, pair.state) for pair in aligned(parts(old), parts(new, **said))]


def test_kept_changed_added_and_removed():
    assert states("abcd", "axbd", b="novo") == [
        ("a", "kept"), ("x", "added"), ("b", "changed"), ("c", "removed"), ("d", "kept"),
    ]  # fmt: skip


def test_a_moved_part_is_moved_and_the_others_stay():
    assert states("abcd", "bcda") == [("b", "kept"), ("c", "kept"), ("d", "kept"), ("a", "moved")]
    pair = aligned(parts("ab"), parts("ba", a="novo"))[1]
    assert (pair.key, pair.moved, pair.changed, pair.state) == ("a", True, True, "moved")


def test_a_heavy_part_holds_its_place():
    assert states("SaTb", "STab") == [("S", "kept"), ("T", "kept"), ("a", "moved"), ("b", "kept")]


def test_what_went_stands_after_what_it_followed():
    assert states("xab", "ab")[0] == ("x", "removed")
    assert states("abxc", "cab") == [("c", "moved"), ("a", "kept"), ("b", "kept"), ("x", "removed")]
    assert (states("ab", ""), states("", "a"), states("", "")) == (
        [("a", "removed"), ("b", "removed")], [("a", "added")], [],
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(200))
def test_two_hundred_generated_edits_give_both_orders_again(seed):
    chance = random.Random(seed)
    letters = "abcdefghijklmnop"
    old = chance.sample(letters, chance.randint(0, 16))
    new = [one for one in old if chance.random() > 0.2]
    for _move in range(chance.randint(0, 3) if new else 0):
        new.insert(chance.randrange(len(new)), new.pop(chance.randrange(len(new))))
    new += [one for one in letters if one not in old and chance.random() > 0.5]
    pairs = aligned(parts("".join(old)), parts("".join(new)))
    assert [pair.key for pair in pairs if pair.new is not None] == new
    assert [pair.key for pair in sorted((p for p in pairs if p.old is not None), key=lambda p: p.old)] == old
    still = [pair.old for pair in pairs if pair.state == "kept"]
    assert still == sorted(still)
    assert sorted(pair.key for pair in pairs) == sorted({*old, *new})
