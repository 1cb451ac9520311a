"""Folding: what people write one way or the other becomes the same, what is another letter does not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.text.folding import bare, fold, spelt, tight, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Integração\n de   MIGRANTES ", "integracao de migrantes"),
        ("Straße, ŞCOALĂ, ΆΘΛΟΣ, ＡＢＣ", "strasse, scoala, αθλοσ, abc"),
        ("Її за́мок — й", "її замок — й"),
        ("أُرِيدُ مدرسةً إلى", "اريد مدرسه الي"),
        ("ہم کوئی ۱۲۳", "هم كويي 123"),
        ("क़लम हँसी ४२", "कलम हंसी 42"),
        ("বাংলা ভাষা ৭", "বাংলা ভাষা 7"),
        ("co\u00adope\u200bração\0e", "cooperacao e"),
        ("e\u0301cole", "ecole"),
        ("", ""),
    ],
)
def test_what_is_set_aside(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Água-pé, n.º 12!", ["agua", "pe", "n", "o", "12"]),
        ("मेरा नाम", ["मेरा", "नाम"]),
        ("我们需要学校。好", ["我们", "们需", "需要", "要学", "学校", "好"]),
        ("wifi免费ok", ["wifi", "免费", "ok"]),
        ("مدرسة؟ لا", ["مدرسه", "لا"]),
        ("… – !", []),
    ],
)
def test_words_in_any_script(text, cut):
    assert words(text) == cut


def test_words_with_how_they_are_spelt():
    assert spelt("A Saúde é 需要的, já") == [
        ("a", "A"), ("saude", "Saúde"), ("e", "é"), ("需要", "需要"), ("要的", "要的"), ("ja", "já"),
    ]  # fmt: skip


any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(any_text)
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(any_text)
def test_however_it_is_composed_it_folds_the_same(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == fold(text)


@given(any_text)
def test_the_words_are_those_of_the_folded_text(text):
    assert words(fold(text)) == words(text)


def test_punctuation_leaves_no_trace_where_a_script_puts_no_spaces():
    assert (bare("学校，好 – ok!"), tight("学校，好 – ok!")) == ("学校 好 ok", "学校好 ok")
