"""Any text, block, part and document, for the tests of every form they are kept in."""

from hypothesis import strategies as st

from rumo.science.document import Document, Item, Listing, Note, Paragraph, Part, Span, Table, write
from rumo.science.document.model import Line
from rumo.science.document.tidy import clean, tidy

SIGNS = "ab 1.-*[]()|\\#>{}~=`+:!^_<&\"'é中\u00a0\n\t"
words = st.one_of(st.text(SIGNS, max_size=8), st.text(max_size=6), st.sampled_from(["- a", "1. b", "| c |", "[^1]: d", "---", "**", "12.", "{#c1}"]))  # fmt: skip
links = st.sampled_from(
    ["", "", "", "https://rumo.pt/a", "mailto:a@b.pt", "https://a.pt/(b) c", "javascript:x"]
)
spans = st.builds(Span, words, st.booleans(), st.booleans(), links)
notes = st.builds(lambda said: Note(tuple(said)), st.lists(spans, max_size=2))
lines: st.SearchStrategy[Line] = st.lists(st.one_of(spans, spans, notes), max_size=4).map(tuple)


def listing(items: st.SearchStrategy[Item]) -> st.SearchStrategy[Listing]:
    return st.builds(Listing, st.booleans(), st.lists(items, max_size=3).map(tuple), st.sampled_from([1, 1, 2, 7, 2025]))  # fmt: skip


plain_items = st.builds(Item, lines)
items = st.recursive(
    plain_items,
    lambda inner: st.builds(Item, lines, st.lists(listing(inner), max_size=2).map(tuple)),
    max_leaves=5,
)
tables = st.lists(st.lists(lines, max_size=3).map(tuple), max_size=3).map(lambda rows: Table(tuple(rows)))
blocks = st.lists(st.one_of(st.builds(Paragraph, lines), listing(items), tables), max_size=4).map(tidy)
texts = blocks.map(write)
headings = st.text(SIGNS, max_size=20).map(clean)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any document in its one form."""
    parts = []
    for at in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(["section", "clause"]))
        heading, text = draw(headings), draw(texts)
        code = draw(st.sampled_from([None, f"c{at + 1}"]))
        if (kind == "section" and heading) or (kind == "clause" and text):
            parts.append(Part(kind, draw(st.integers(0, 3)), heading, text, code))
    return Document(draw(headings), tuple(parts))
