"""The diff of two texts puts both together again, sign by sign, in any script."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.diff import IN, OUT, SAME, Piece, after, before, words
from rumo.science.diff.wording import split

SAID = (
    "O município afixa os horários em seis línguas, na porta e na página. Quem chega é atendido no próprio dia; "
    "quem não fala português tem intérprete. يحق لكل شخص أن يُسأل بلغته. শিক্ষক আছেন। हिन्दी में लिखें। Діти вчаться разом."
)
TEXT = SAID.split()


def edited(chance):
    """The text after a few edits: words taken out, put in, changed for others, moved."""
    found = list(TEXT)
    for _edit in range(chance.randint(1, 8)):
        at = chance.randrange(len(found))
        act = chance.choice(("out", "in", "other", "move"))
        word = found.pop(at) if act != "in" else ""
        if act == "move":
            found.insert(chance.randrange(len(found) + 1), word)
        elif act != "out":
            found.insert(at, chance.choice(TEXT) + chance.choice(("", ",", " \n\n")))
    return " ".join(found)


@pytest.mark.parametrize("seed", range(200))
def test_two_hundred_generated_edits_are_put_together_again(seed):
    chance = random.Random(seed)
    old, new = edited(chance), edited(chance)
    pieces = words(old, new)
    assert (before(pieces), after(pieces)) == (old, new)
    assert any(piece.kind == SAME for piece in pieces)


@given(st.text(), st.text())
def test_any_two_texts_are_put_together_again(old, new):
    pieces = words(old, new)
    assert (before(pieces), after(pieces)) == (old, new)
    assert all(piece.text for piece in pieces)


@given(st.text())
def test_the_words_of_a_text_are_the_text(text):
    assert "".join(split(text)) == text
    assert words(text, text) == ([Piece(SAME, text)] if text else [])


def test_a_word_is_changed_whole_with_its_marks():
    assert words("Abre às 9 horas.", "Abre às 10 horas.") == [
        Piece(SAME, "Abre às "), Piece(OUT, "9"), Piece(IN, "10"), Piece(SAME, " horas."),
    ]  # fmt: skip
    assert split("शिक्षक!  x_1") == ["शिक्षक", "!", "  ", "x_1"]


def test_what_is_too_long_to_compare_is_wholly_new_between_its_ends(monkeypatch):
    monkeypatch.setattr("rumo.science.diff.wording.MOST", 3)
    assert words("a b c d e", "a c b e e") == [
        Piece(SAME, "a "), Piece(OUT, "b c d"), Piece(IN, "c b e"), Piece(SAME, " e"),
    ]  # fmt: skip
