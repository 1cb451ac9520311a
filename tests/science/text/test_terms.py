"""Key terms: what a group says and the rest does not, by how many texts, as the group spells it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.text.terms import Term, by_group, key_terms

HOUSES = [
    "Faltam casas com renda acessível",
    "As casas são caras e a renda é alta",
    "Sem casas nem renda",
] * 4
SCHOOLS = [
    "Faltam aulas de Português na escola",
    "As aulas de português são poucas",
    "Mais aulas de Português",
] * 4


def shown(found):
    return [term.shown for term in found]


def test_what_sets_a_group_apart_as_it_spells_it():
    assert shown(key_terms(SCHOOLS, HOUSES))[0] == "aulas de"
    assert {"Português"} & {word for term in shown(key_terms(SCHOOLS, HOUSES)) for word in term.split()}
    assert set(shown(key_terms(HOUSES, SCHOOLS))) == {"casas", "renda"}
    assert len(key_terms(SCHOOLS, HOUSES, most=1)) == 1


def test_a_term_says_how_many_texts_have_it():
    (casas, *_rest) = key_terms(HOUSES, [*SCHOOLS, "casas casas"])
    assert (casas.term, casas.here, casas.elsewhere) == ("casas", 12, 1)
    assert casas.score > 1.96


@pytest.mark.parametrize(
    ("group", "rest", "term"),
    [
        (["学校不够", "我们的学校", "学校很远"] * 3, ["房子很贵", "租房太难", "房子不好"] * 3, "学校"),
        (["نريد مدرسة", "كل مدرسة بعيدة", "مدرسةٌ جديدة"] * 4, ["البيوت غالية", "نريد بيوتا"] * 6, "مدرسه"),
        (["विद्यालय दूर है", "नया विद्यालय"] * 4, ["घर महंगा है", "नया घर"] * 4, "विद्यालय"),
        (["школа далеко", "нова школа"] * 4, ["дім дорогий", "новий дім"] * 4, "школа"),
    ],
)
def test_in_any_script(group, rest, term):
    assert term in [found.term for found in key_terms(group, rest)]


def test_one_text_or_figures_alone_set_nothing_apart():
    assert (
        key_terms(["escola"], ["casa"] * 50)
        == key_terms(["12 a"] * 50, ["b"] * 50)
        == key_terms([], [])
        == []
    )


def test_a_word_said_again_in_one_text_counts_once():
    assert key_terms(["escola " * 100, "casa"], ["casa"] * 50) == []


said = st.lists(
    st.lists(st.sampled_from(["Água", "água", "пан", "學校", "de", "x"]), max_size=6).map(" ".join),
    max_size=8,
)


@given(said, said, st.randoms(use_true_random=False))
def test_the_order_of_texts_makes_no_difference(group, rest, chance):
    before = key_terms(group, rest)
    chance.shuffle(group)
    chance.shuffle(rest)
    assert key_terms(group, rest) == before


@given(said, said)
def test_groups_together_as_each_alone(group, rest):
    texts = [*group, *rest]
    both = by_group(texts, [range(len(group)), range(len(group), len(texts))])
    assert both == [key_terms(group, rest), key_terms(rest, group)]
    assert all(isinstance(term, Term) and term.here >= 2 for found in both for term in found)
