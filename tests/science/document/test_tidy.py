"""The one form of lines and blocks: spaces, manners, addresses, lists that join, lists too deep."""

import pytest
from hypothesis import given

from rumo.science.document import Item, Listing, Note, Paragraph, Span, Table
from rumo.science.document.blocks import plain
from rumo.science.document.tidy import address, clean, line, tidy
from tests.science.document import making


@given(making.blocks)
def test_what_is_tidy_stays(blocks):
    assert tidy(blocks) == blocks


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([Span(" a "), Span(" b ", bold=True)], (Span("a "), Span("b", bold=True))),
        ([Span("a", bold=True), Span(" "), Span("b", bold=True)], (Span("a b", bold=True),)),
        ([Span("a"), Span(""), Span("b\x00\ud800")], (Span("ab"),)),
        ([Span("a \n b\n")], (Span("a\nb"),)),
        ([Span("a", link="ftp://b")], (Span("a"),)),
        ([Note(()), Note((Span(" "), Note((Span("x"),)))), Span("a")], (Span("a"),)),
    ],
)
def test_a_line_has_one_form(spans, kept):
    assert line(spans, breaks=True) == kept


def test_a_line_without_breaks_has_spaces():
    assert line([Span("a\nb\r\nc")]) == (Span("a b c"),)
    assert clean(" a\n\tb\u00a0\x07 ") == "a b\u00a0"
    assert plain((Span("a"), Note((Span("b"),)), Span("c"))) == "ac"


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://a.pt/(b) c", "https://a.pt/%28b%29%20c"), ("mailto:a@b.pt", "mailto:a@b.pt"), ("javascript:a", ""),
        ("", ""), ("https://", ""), ("//a.pt", ""),
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_and_of_post_are_links(link, kept):
    assert address(link) == kept


def items(*texts):
    return tuple(Item((Span(text),)) for text in texts)


def test_lists_that_follow_each_other_join():
    bullets, more, other = (
        Listing(False, items("a"), 4),
        Listing(False, items("b")),
        Listing(True, items("c", "d"), 3),
    )
    assert tidy([bullets, Paragraph(()), more, Table(((),)), other, Listing(True, items("e"), 5), Listing(True, items("f"), 5)]) == (
        Listing(False, items("a", "b")), Listing(True, items("c", "d", "e"), 3), Listing(True, items("f"), 5),
    )  # fmt: skip
    assert tidy([Listing(True, (Item(()), Item((), (Listing(False, ()),))), 2)]) == ()


def test_lists_deeper_than_nine_stand_at_the_ninth():
    deep = Listing(False, items("fim"))
    for at in range(10, 0, -1):
        deep = Listing(False, (Item((Span(str(at)),) if at % 2 else (), (deep,)),))
    found, texts = tidy([deep])[0], []
    while isinstance(found, Listing):
        texts.append([plain(item.said) for item in found.items])
        found = next(iter(found.items[-1].inner), None)
    assert texts == [["1"], [""], ["3"], [""], ["5"], [""], ["7"], [""], ["9", "fim"]]


def test_a_table_has_sixty_three_columns_at_most():
    wide = tuple((Span(str(at)),) for at in range(65))
    found = tidy([Table((wide, ((Span("a"),),)))])[0]
    assert isinstance(found, Table)
    assert ([len(row) for row in found.rows], found.rows[0][-1]) == ([63, 63], (Span("62 63 64"),))
