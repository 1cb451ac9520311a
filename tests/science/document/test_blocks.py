"""The text of a part: what is read, and that text and blocks give each other back exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science.document import Item, Listing, Note, Paragraph, Span, Table, canonical, parse, write
from tests.science.document import making


@given(making.blocks)
def test_blocks_come_back_from_their_text(blocks):
    assert parse(write(blocks)) == blocks


@given(st.one_of(st.text(max_size=80), st.lists(making.words, max_size=8).map("\n".join)))
def test_any_text_is_read_and_has_one_form(text):
    assert canonical(canonical(text)) == canonical(text)


def said(text):
    return (Span(text),)


def test_what_people_write_is_read():
    text = (
        "Primeira linha\nda mesma frase.\\\nOutra linha[^a].\n\n- um\n  1. dentro\n  2. outro\n- dois\n\n"
        "| Prazo | Quem |\n|---|:-:|\n| 2027 | a **Câmara** |\n\n[^a]: Ver [a lei](https://dre.pt/1).\n"
    )
    note = Note((Span("Ver "), Span("a lei", link="https://dre.pt/1"), Span(".")))
    assert parse(text) == (
        Paragraph((Span("Primeira linha da mesma frase.\nOutra linha"), note, Span("."))),
        Listing(
            False,
            (
                Item(said("um"), (Listing(True, (Item(said("dentro")), Item(said("outro")))),)),
                Item(said("dois")),
            ),
        ),
        Table(((said("Prazo"), said("Quem")), (said("2027"), (Span("a "), Span("Câmara", bold=True))))),
    )


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2 * 3 e 5* hotel", "2 \\* 3 e 5\\* hotel"),
        ("**a *b* c**", "**a *b* c**"),
        ("**sem fim", "\\*\\*sem fim"),
        ("***sem fim*", "\\*\\**sem fim*"),
        ("[sic] e [x](javascript:a)", "\\[sic] e \\[x](javascript:a)"),
        ("a[^1]\n\n[^1]: ver [^1] e [^2]", "a[^1]\n\n[^1]: ver \\[^1] e \\[^2]"),
        ("Olá![a](https://b.pt)![^1]\n\n[^1]: c", "Olá\\![a](https://b.pt)\\![^1]\n\n[^1]: c"),
        ("[^9] sem nota", "\\[^9] sem nota"),
        ("a\n\n[^1]: nota que ninguém chama", "a\n\nnota que ninguém chama"),
        ("a[^1]\n\n[^1]: um\n[^1]: dois", "a[^1]\n\ndois\n\n[^1]: um"),
        ("1. a\n1. b\n\n1. c", "1. a\n2. b\n\n1. c"),
        ("a\n2025. b\n1. c", "a 2025. b\n\n1. c"),
        ("| a", "| a |\n| --- |"),
        ("- a\n\n\n  - b\ncontinua\n\nfim", "- a\n  - b continua\n\nfim"),
        ("   - a\n - b", "- a\n- b"),
        ("[**a** b](https://c.pt) d", "**[a](https://c.pt)**[ b](https://c.pt) d"),
    ],
)
def test_each_text_has_one_form(text, form):
    assert canonical(text) == form
