"""Cards laid on a canvas, reworded, moved and taken away.

As with drafts, what is written at an open table is nobody's act yet: the ledger commits to it when the table closes and when it is
handed in, not at every card. What was done is kept in `Deed`, by its token.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.listen.gatherings.actions.holding import CanvasRefused, Conflict, card_of, done, held, said, tongue
from rumo.listen.gatherings.models import Canvas, Card
from rumo.listen.gatherings.rules import tables
from rumo.listen.gatherings.rules.templates import TEMPLATES, Zone, takes


@transaction.atomic
def lay(
    *,
    canvas: Canvas,
    zone: str,
    text: str,
    language: str,
    token: str,
    by: str,
    at: datetime,
    paper: bool = False,
) -> Card:
    """Lay a card last in a zone, with the next number of its canvas; the same token lays it once.

    `paper`: typed from a card of paper. Raises CanvasRefused with what to mend, or once the table is closed.
    """
    row, before = held(canvas, token)
    if before is not None:
        return Card.objects.get(canvas=row, number=before.card)
    where = _zone(row, zone)
    words = _words(where, text)
    if row.cards >= tables.MOST_CARDS:
        raise CanvasRefused(_("Esta mesa já tem cartões a mais: junte os que dizem o mesmo."))
    row.cards += 1
    card = Card.objects.create(
        canvas=row, number=row.cards, zone=zone, position=len(_lying(row, zone)) + 1, text=words,
        language=tongue(language), paper=paper,
    )  # fmt: skip
    done(row, token, card.number)
    return card


@transaction.atomic
def reword(
    *, canvas: Canvas, number: int, text: str, was: int, language: str, token: str, by: str, at: datetime
) -> Card:
    """Put other words on a card; `was`: the revision that they are written over.

    Raises Conflict, with both texts, where somebody else changed them since; CanvasRefused with what to mend.
    """
    row, before = held(canvas, token)
    if before is not None:
        return Card.objects.get(canvas=row, number=before.card)
    card = card_of(row, number)
    words = _words(_zone(row, card.zone), text)
    if words != card.text:
        if card.revision != was:
            raise Conflict(card, words)
        card.text, card.language, card.revision = words, tongue(language), card.revision + 1
        card.save()
    done(row, token, number)
    return card


@transaction.atomic
def move(*, canvas: Canvas, number: int, zone: str, place: int, token: str, by: str, at: datetime) -> Card:
    """Put a card in a zone at a place there (from 1; beyond the last: last). Of two moves of one card the later stands.

    Raises CanvasRefused for a zone there is not, or that does not take such a card.
    """
    row, before = held(canvas, token)
    if before is not None:
        return Card.objects.get(canvas=row, number=before.card)
    card = card_of(row, number)
    if not takes(_zone(row, zone), card.text):
        raise CanvasRefused(_("Este lugar pede um número: escreva-o no cartão primeiro."), "zona")
    left = [one for one in _lying(row, card.zone) if one.pk != card.pk]
    into = left if zone == card.zone else _lying(row, zone)
    if zone != card.zone:
        _number(left)
    card.zone = zone
    into.insert(max(0, place - 1), card)
    _number(into)
    card.save(update_fields=["zone", "position"])
    done(row, token, number)
    return card


@transaction.atomic
def remove(*, canvas: Canvas, number: int, token: str, by: str, at: datetime) -> Card:
    """Take a card away from the canvas: its number is not given again. Raises CanvasRefused where it was taken before."""
    row, before = held(canvas, token)
    if before is not None:
        return Card.objects.get(canvas=row, number=before.card)
    card = card_of(row, number)
    card.removed_at = at
    card.save(update_fields=["removed_at"])
    _number(_lying(row, card.zone))
    done(row, token, number)
    return card


def _zone(row: Canvas, key: str) -> Zone:
    found = TEMPLATES[row.template].zone(key)
    if found is None:
        raise CanvasRefused(_("Escolha onde fica o cartão."), "zona")
    return found


def _words(zone: Zone, text: str) -> str:
    words = said(text, tables.CARD, "texto", _("Escreva alguma coisa no cartão."))
    if not takes(zone, words):
        raise CanvasRefused(_("Aqui escreve-se um número, por exemplo 120 ou 35 %."), "texto")
    return words


def _lying(row: Canvas, zone: str) -> list[Card]:
    """The cards of a zone in their order (one query)."""
    rows = Card.objects.filter(canvas=row, zone=zone, removed_at__isnull=True)
    return list(rows.order_by("position", "number"))


def _number(cards: list[Card]) -> None:
    """Give cards the places they lie in; only those whose place is another are written."""
    other = []
    for place, card in enumerate(cards, 1):
        if card.position != place:
            card.position = place
            other.append(card)
    Card.objects.bulk_update(other, ["position"])
