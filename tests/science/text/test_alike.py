"""Texts that say the same: found word by word and nearly, against every pair compared."""

from hypothesis import given
from hypothesis import strategies as st

from rumo.science.text.alike import ALIKE, groups, jaccard, pieces

CAMPAIGN = "queremos mais aulas de portugues a noite para quem trabalha de dia na nossa freguesia"


def test_the_same_and_nearly_the_same_are_together():
    other = "a rua precisa de passeios largos"
    texts = [CAMPAIGN, other, f"{CAMPAIGN} por favor", "sim", other, "", "", "sim", "nao", CAMPAIGN]
    assert groups(texts) == [[0, 2, 9], [1, 4], [3, 7]]


def test_nothing_is_like_nothing():
    assert (groups([]), groups(["", ""]), jaccard(frozenset(), frozenset())) == ([], [], 0.0)


texts = st.lists(st.lists(st.sampled_from("abcd"), max_size=8).map(" ".join), max_size=12)


@given(texts)
def test_no_pair_that_is_alike_is_missed(said):
    sets = [pieces(text) for text in said]
    together = [{one} for one in range(len(said)) if sets[one]]
    for one in range(len(said)):
        for other in range(one):
            if jaccard(sets[one], sets[other]) >= ALIKE:
                mine, theirs = (next(g for g in together if place in g) for place in (one, other))
                if mine is not theirs:
                    together.remove(mine)
                    theirs |= mine
    assert groups(said) == sorted(sorted(group) for group in together if len(group) > 1)
