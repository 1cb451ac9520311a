"""Cards voted, commented and put together: the acts of a table on what it laid."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.listen.gatherings.actions.holding import CanvasRefused, card_of, done, held, mark_on, said, tongue
from rumo.listen.gatherings.models import Canvas, Card, CardComment, CardVote, Group
from rumo.listen.gatherings.rules import tables
from rumo.listen.gatherings.rules.templates import TEMPLATES


@transaction.atomic
def vote(*, canvas: Canvas, number: int, mark: str, on: bool, token: str, by: str, at: datetime) -> Card:
    """Give a card the vote of a telephone's mark, or take it back; given twice it counts once.

    Raises CanvasRefused when the telephone has no vote left on a canvas that counts them.
    """
    row, before = held(canvas, token)
    if before is not None:
        return Card.objects.get(canvas=row, number=before.card)
    card, mine = card_of(row, number), mark_on(row, mark)
    if on:
        dots = TEMPLATES[row.template].dots
        given = CardVote.objects.filter(card__canvas=row, card__removed_at__isnull=True, mark=mine)
        if dots and given.exclude(card=card).count() >= dots:
            told = {"n": dots}
            raise CanvasRefused(_("Já deu os seus %(n)s votos: retire um para votar noutro.") % told)
        CardVote.objects.get_or_create(card=card, mark=mine)
    else:
        CardVote.objects.filter(card=card, mark=mine).delete()
    done(row, token, number)
    return card


@transaction.atomic
def comment(
    *, canvas: Canvas, number: int, text: str, language: str, token: str, by: str, at: datetime
) -> Card:
    """Say something of a card; the same token says it once. Raises CanvasRefused with what to mend."""
    row, before = held(canvas, token)
    if before is not None:
        return Card.objects.get(canvas=row, number=before.card)
    card = card_of(row, number)
    words = said(text, tables.COMMENT, "comentario", _("Escreva o comentário."))
    if CardComment.objects.filter(card=card).count() >= tables.MOST_COMMENTS:
        raise CanvasRefused(_("Este cartão já tem comentários a mais."), "comentario")
    CardComment.objects.create(card=card, text=words, language=tongue(language))
    done(row, token, number)
    return card


@transaction.atomic
def group(*, canvas: Canvas, number: int, name: str, token: str, by: str, at: datetime) -> Card:
    """Put a card in the group of a name, which is begun by its first card; without a name it is taken out.

    A group that no card is in any more is gone. Raises CanvasRefused for a name too long.
    """
    row, before = held(canvas, token)
    if before is not None:
        return Card.objects.get(canvas=row, number=before.card)
    card, name = card_of(row, number), texts.line(name)
    if len(name) > tables.GROUP:
        told = {"n": len(name), "most": tables.GROUP}
        raise CanvasRefused(
            _("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told, "grupo"
        )
    left, card.group = card.group, None
    if name:
        card.group, _made = Group.objects.get_or_create(canvas=row, name=name)
    card.save(update_fields=["group"])
    if left is not None and not Card.objects.filter(group=left).exists():
        left.delete()
    done(row, token, number)
    return card
