"""What lies on a canvas, whole; and the one small reading by which a telephone knows whether anything changed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import override

from rumo.ground.ledger.rules import commitments
from rumo.listen.gatherings.models import Canvas, Card, CardComment, CardVote, Gathering, Verdict
from rumo.listen.gatherings.rules.minutes import CardRow
from rumo.listen.gatherings.rules.templates import TEMPLATES, Template, Zone

DRAFTING = "pt"


@dataclass(frozen=True, slots=True)
class Lying:
    """A card with what the table gave it."""

    card: Card
    votes: int
    comments: tuple[CardComment, ...]
    group: str


@dataclass(frozen=True, slots=True)
class Pile:
    """A zone with its cards, in order."""

    zone: Zone
    cards: tuple[Lying, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A canvas whole: its template, every zone with its cards, the names of its groups."""

    canvas: Canvas
    template: Template
    piles: tuple[Pile, ...]
    groups: tuple[str, ...]

    @property
    def cards(self) -> list[Lying]:
        """Return every card, by its number."""
        return sorted((one for pile in self.piles for one in pile.cards), key=lambda one: one.card.number)


def seated(code: str) -> Canvas | None:
    """Return the canvas of a table by its code, with table and gathering; None for any other text (one query)."""
    kept = "".join(code.split()).replace("-", "").casefold()
    rows = Canvas.objects.select_related("table__gathering")
    return rows.filter(table__join_code=kept).first() if kept.isascii() and kept.isalnum() else None


def state_of(code: str) -> int | None:
    """Return the version the canvas of a table is in, by the table's code (one query on two keys)."""
    return Canvas.objects.filter(table__join_code=code).values_list("version", flat=True).first()


def board(canvas: Canvas) -> Board:
    """Return all that lies on a canvas (three queries)."""
    template = TEMPLATES[canvas.template]
    rows = Card.objects.filter(canvas=canvas, removed_at__isnull=True).select_related("group")
    cards = list(rows.order_by("position", "number"))
    given = CardVote.objects.filter(card__canvas=canvas).values_list("card").annotate(n=Count("pk"))
    votes = dict(given.order_by())
    comments: dict[int, list[CardComment]] = {}
    for one in CardComment.objects.filter(card__canvas=canvas).order_by("pk"):
        comments.setdefault(one.card_id, []).append(one)
    lying: dict[str, list[Lying]] = {}
    for card in cards:
        name = card.group.name if card.group else ""
        lying.setdefault(card.zone, []).append(
            Lying(card, votes.get(card.pk, 0), tuple(comments.get(card.pk, ())), name)
        )
    piles = tuple(Pile(zone, tuple(lying.get(zone.key, ()))) for zone in template.zones)
    groups = sorted({card.group.name for card in cards if card.group})
    return Board(canvas, template, piles, tuple(groups))


def mine(canvas: Canvas, mark: str) -> list[int]:
    """Return the numbers of the cards a telephone's mark votes for (one query)."""
    hashed = hashlib.sha256(f"{canvas.pk}:{mark}".encode()).hexdigest()
    rows = CardVote.objects.filter(card__canvas=canvas, card__removed_at__isnull=True, mark=hashed)
    return list(rows.order_by("card__number").values_list("card__number", flat=True))


def place_of(canvas: Canvas, number: int) -> tuple[str, int]:
    """Return the zone a card lies in and its place there; nowhere and 0 for one that does not (one query)."""
    rows = Card.objects.filter(canvas=canvas, number=number, removed_at__isnull=True)
    return rows.values_list("zone", "position").first() or ("", 0)


def canvases_of(gathering: Gathering) -> QuerySet[Canvas]:
    """Return the canvases of a gathering, by the number of their table."""
    return Canvas.objects.filter(table__gathering=gathering).select_related("table").order_by("table__number")


def has_open_table(gathering: Gathering) -> bool:
    """Tell whether somebody may sit down at a table of a gathering (one query)."""
    return Canvas.objects.filter(table__gathering=gathering, state=Canvas.State.OPEN).exists()


def counts(canvases: Iterable[Canvas]) -> dict[int, int]:
    """Return how many cards lie on each canvas that has any, by row id (one query)."""
    rows = Card.objects.filter(canvas__in=list(canvases), removed_at__isnull=True)
    return dict(rows.order_by().values_list("canvas").annotate(n=Count("pk")))


def verdicts(canvas: Canvas) -> tuple[int, list[str]]:
    """Return how many telephones say the synthesis is right, and what others say is missing (one query)."""
    rows = list(Verdict.objects.filter(canvas=canvas).order_by("pk").values_list("right", "missing"))
    return sum(right for right, _missing in rows), [missing for right, missing in rows if not right]


def cards_of(gathering: Gathering) -> list[CardRow]:
    """Return every card that lies on the tables of a gathering, as minutes are drafted from them (two queries).

    A number tells the card among all tables: "3.12" is the twelfth of table 3. Zones are named in the language minutes are drafted in.
    """
    rows = Card.objects.filter(canvas__table__gathering=gathering, removed_at__isnull=True)
    given = CardVote.objects.filter(card__in=rows).values_list("card").annotate(n=Count("pk"))
    votes = dict(given.order_by())
    found = rows.select_related("canvas__table").order_by("canvas__table__number", "number")
    with override(DRAFTING):
        return [
            CardRow(f"{one.canvas.table.number}.{one.number}", _zone(one), one.text, votes.get(one.pk, 0))
            for one in found
        ]


def _zone(card: Card) -> str:
    zone = TEMPLATES[card.canvas.template].zone(card.zone)
    return str(zone.label) if zone else ""


def digest_of(canvas: Canvas) -> str:
    """Return a digest (hex) of all that lies on a canvas: what the ledger commits to when the table closes (three queries)."""
    said = [
        [one.card.number, one.card.zone, one.card.position, one.card.text, one.card.language, one.votes, one.group,
         [comment.text for comment in one.comments]]
        for one in board(canvas).cards
    ]  # fmt: skip
    return commitments.digest([canvas.template, said])
