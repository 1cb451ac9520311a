"""The one form of what can be said in several: letters that files can hold, spaces, manners that end where words end, lists joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rumo.science.document.model import (
    COLUMNS,
    LEVELS,
    Block,
    Blocks,
    Item,
    Line,
    Listing,
    Note,
    Paragraph,
    Span,
    Table,
)

_LOST = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_SPACES = re.compile("[ \t\v\f\r\x85\u2028\u2029]")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>()\[\]\\*|\"]+")
_TOLD = {sign: f"%{ord(sign):02X}" for sign in '<>()[]\\*|" '}

_Manner = tuple[bool, bool, str]


def holdable(text: str) -> str:
    """Return text without the signs that no XML holds."""
    return _LOST.sub("", text)


def clean(text: str) -> str:
    """Return text in one line, without what no XML holds, its spaces (but no-break ones) single."""
    return re.sub(" {2,}", " ", _SPACES.sub(" ", holdable(text)).replace("\n", " ")).strip(" ")


def address(link: str) -> str:
    """Return an address as texts hold it, signs of ours as the web writes them; nothing for one that is not of the web or of post."""
    whole = "".join(_TOLD.get(sign, sign) for sign in holdable(link).strip())
    return whole if _ADDRESS.fullmatch(whole) else ""


def line(said: Sequence[Span | Note], breaks: bool = False) -> Line:
    """Return a line in its one form: equal neighbours joined, spaces between two manners in what both share, notes that say something."""
    signs: list[tuple[str, _Manner] | Note] = []
    for one in said:
        if isinstance(one, Note):
            if inner := tuple(span for span in line(one.said) if isinstance(span, Span)):
                signs.append(Note(inner))
            continue
        manner = (one.bold, one.italic, address(one.link))
        text = _SPACES.sub(" ", holdable(one.text.replace("\r\n", "\n")))
        signs += [(sign, manner) for sign in (text if breaks else text.replace("\n", " "))]
    return _joined(_shared(_single(signs)))


def _blank(sign: tuple[str, _Manner] | Note | None) -> bool:
    return isinstance(sign, tuple) and sign[0] in " \n"


def _single(signs: Iterable[tuple[str, _Manner] | Note]) -> list[tuple[str, _Manner] | Note]:
    """Leave one space of several, a line break of any run that holds one, and none at the ends."""
    kept: list[tuple[str, _Manner] | Note] = []
    for sign in signs:
        if not _blank(sign) or (kept and not _blank(kept[-1])):
            kept.append(sign)
        elif kept and isinstance(sign, tuple) and sign[0] == "\n":
            kept[-1] = sign
    if kept and _blank(kept[-1]):
        kept.pop()
    return kept


def _shared(signs: list[tuple[str, _Manner] | Note]) -> list[tuple[str, _Manner] | Note]:
    """Give every space what the signs before and after it share."""
    for at in range(1, len(signs) - 1):
        before, sign, after = signs[at - 1], signs[at], signs[at + 1]
        if not isinstance(sign, tuple) or not _blank(sign):
            continue
        (bold, italic, link), (bold_2, italic_2, link_2) = _manner(before), _manner(after)
        signs[at] = (sign[0], (bold and bold_2, italic and italic_2, link if link == link_2 else ""))
    return signs


def _manner(sign: tuple[str, _Manner] | Note) -> _Manner:
    return sign[1] if isinstance(sign, tuple) else (False, False, "")


def _joined(signs: Iterable[tuple[str, _Manner] | Note]) -> Line:
    found: list[Span | Note] = []
    letters: list[str] = []
    now: _Manner = (False, False, "")

    def close() -> None:
        if letters:
            found.append(Span("".join(letters), *now))
            letters.clear()

    for sign in signs:
        if isinstance(sign, Note):
            close()
            found.append(sign)
            continue
        if sign[1] != now:
            close()
            now = sign[1]
        letters.append(sign[0])
    close()
    return tuple(found)


def tidy(blocks: Iterable[Block]) -> Blocks:
    """Return blocks in their one form: what says nothing left out, lists that follow each other joined, rows of one length."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if said := line(block.said, breaks=True):
                found.append(Paragraph(said))
        elif isinstance(block, Table):
            found += _table(block)
        else:
            _put(found, _listing(block, 1))
    return tuple(found)


def _table(table: Table) -> list[Block]:
    rows = [tuple(line(cell) for cell in _narrow(row)) for row in table.rows]
    width = max(map(len, rows), default=0)
    if not any(cell for row in rows for cell in row):
        return []
    return [Table(tuple(row + ((),) * (width - len(row)) for row in rows))]


def _narrow(row: tuple[Line, ...]) -> tuple[Line, ...]:
    """A row of no more cells than a table may have: what is beyond stands in the last one."""
    if len(row) <= COLUMNS:
        return row
    beyond = [one for cell in row[COLUMNS - 1 :] for one in (*cell, Span(" "))]
    return (*row[: COLUMNS - 1], tuple(beyond))


def _put(found: list[Block], listing: Listing | None) -> None:
    """Add a list, or join it to the one before where nothing tells the two apart."""
    if listing is None:
        return
    last = found[-1] if found else None
    joins = isinstance(last, Listing) and last.ordered == listing.ordered
    if (
        joins
        and isinstance(last, Listing)
        and (not last.ordered or last.start + len(last.items) == listing.start)
    ):
        found[-1] = Listing(last.ordered, last.items + listing.items, last.start)
        return
    found.append(listing)


def _listing(listing: Listing, level: int) -> Listing | None:
    items: list[Item] = []
    for item in listing.items:
        inner: list[Block] = []
        for one in item.inner:
            _put(inner, _listing(one, level + 1))
        said, lists = line(item.said), tuple(one for one in inner if isinstance(one, Listing))
        if level >= LEVELS:  # deeper ones stand after what they stood under
            items += [Item(said)] if said else []
            items += [Item(deep.said) for one in lists for deep in one.items]
        elif said or lists:
            items.append(Item(said, lists))
    start = min(max(listing.start, 0), 999_999_999) if listing.ordered else 1
    return Listing(listing.ordered, tuple(items), start) if items else None
