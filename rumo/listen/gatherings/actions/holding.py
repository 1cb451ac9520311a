"""What every act on a canvas begins and ends with: the canvas held, the token not used before, the version raised."""

import hashlib

from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import token_hash
from rumo.listen.consultations.rules import LANGUAGES
from rumo.listen.gatherings.models import Canvas, Card, Deed
from rumo.listen.gatherings.rules import tables


class CanvasRefused(Exception):
    """An act at a table that cannot be done, said in words fit for whoever tried; `field` is what to mend."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


class Conflict(CanvasRefused):
    """A card says something else by now than when it was opened to be changed: both texts, for a person to choose."""

    def __init__(self, card: Card, mine: str) -> None:
        super().__init__(_("Entretanto alguém mudou este cartão. Veja os dois textos e escolha."), "texto")
        self.card, self.mine = card, mine


def held(canvas: Canvas, token: str) -> tuple[Canvas, Deed | None]:
    """Return the canvas locked until the transaction ends, and what this token did before; raises CanvasRefused once it is closed.

    What came before its closing is told as done, also when it is sent again after it.
    """
    row = Canvas.objects.select_for_update().get(pk=canvas.pk)
    before = Deed.objects.filter(canvas=row, token_hash=token_hash(token)).first()
    if before is None and not tables.is_open(row):
        raise CanvasRefused(_("Esta mesa já fechou: o que está escrito fica como está."))
    return row, before


def done(row: Canvas, token: str, card: int = 0) -> Canvas:
    """Note that a token was used, and raise the version; the canvas is saved with this."""
    Deed.objects.create(canvas=row, token_hash=token_hash(token), card=card)
    row.version += 1
    row.save()
    return row


def card_of(row: Canvas, number: int) -> Card:
    """Return a card that lies on a canvas; raises CanvasRefused for one that does not, or was taken away."""
    found = Card.objects.filter(canvas=row, number=number, removed_at__isnull=True).first()
    if found is None:
        raise CanvasRefused(_("Este cartão já não está na mesa: alguém o tirou."))
    return found


def said(text: str, most: int, field: str, empty: str) -> str:
    """Return what somebody wrote as it is kept; raises CanvasRefused where it says nothing (`empty`) or too much."""
    kept = texts.prose(text)
    if not kept:
        raise CanvasRefused(empty, field)
    if len(kept) > most:
        told = {"n": len(kept), "most": most}
        raise CanvasRefused(_("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told, field)
    return kept


def tongue(language: str) -> str:
    """Return the language something was written in; Portuguese where it is none we know."""
    return language if language in LANGUAGES else "pt"


def mark_on(canvas: Canvas, mark: str) -> str:
    """Return what is kept of a telephone's mark on one canvas (hex): no other canvas makes the same of it."""
    return hashlib.sha256(f"{canvas.pk}:{mark}".encode()).hexdigest()
