"""A canvas as files: comma-separated text, a tagged PDF, a picture."""

from collections.abc import Iterator
from typing import Any

from rumo.doors.files import pdf
from rumo.doors.files.tables import Line, csv_pieces
from rumo.listen.gatherings.queries import Board, Lying

COLUMNS = ("number", "zone", "zone_label", "place", "text", "language", "group", "votes", "comments", "paper")
"""The columns of the table of a canvas, one line a card, by zone and place."""


def as_csv(found: Board) -> bytes:
    """Return a canvas as comma-separated text; what people wrote is no formula in any spreadsheet."""
    return b"".join(csv_pieces(COLUMNS, _lines(found)))


def drawn(found: Board, name: str, title: str, language: str, *, picture: bool) -> bytes:
    """Return a canvas as a tagged PDF, or as a picture (PNG) of one long page."""
    values = {
        "title": f"{name}: {found.template.label}",
        "under": title,
        "lang": language,
        "columns": max(1, len(found.template.columns)),
        "day": _day(found),
        "zones": [
            {
                "label": str(pile.zone.label),
                "colour": pile.zone.colour,
                "cards": [_card(one) for one in pile.cards],
            }
            for pile in found.piles
        ],
        "synthesis": found.canvas.synthesis,
        "synthesis_lang": found.canvas.language,
        "picture": picture,
    }
    return pdf.pictured("canvas", values) if picture else pdf.made("canvas", values)


def _lines(found: Board) -> Iterator[Line]:
    for pile in found.piles:
        for one in pile.cards:
            card = one.card
            yield [
                card.number, pile.zone.key, str(pile.zone.label), card.position, card.text, card.language,
                one.group, one.votes, " | ".join(said.text for said in one.comments), card.paper,
            ]  # fmt: skip


def _card(one: Lying) -> dict[str, Any]:
    return {
        "number": str(one.card.number),
        "text": one.card.text,
        "lang": one.card.language,
        "group": one.group,
        "votes": one.votes,
    }


def _day(found: Board) -> list[int]:
    at = found.canvas.closed_at or found.canvas.table.opened_at
    return [at.year, at.month, at.day]
