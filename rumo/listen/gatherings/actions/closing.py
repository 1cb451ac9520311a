"""Closing a table, telling what it said, and asking it whether that is right."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core.fields import token_hash
from rumo.ground.ledger import actions as ledger
from rumo.listen.gatherings.actions.holding import CanvasRefused, mark_on, said
from rumo.listen.gatherings.models import Canvas, Card, CardComment, CardVote, Deed, Group, Verdict
from rumo.listen.gatherings.queries import digest_of
from rumo.listen.gatherings.rules import tables


def target_of(canvas: Canvas) -> str:
    """Return the name the ledger knows a canvas by."""
    return f"canvas:{canvas.table.gathering.slug}:{canvas.table.number}"


@transaction.atomic
def close(*, canvas: Canvas, by: str, at: datetime) -> Canvas:
    """Close a table: nothing on its canvas changes any more, and the ledger commits to what lies there; closed before, nothing is done."""
    row = _held(canvas)
    if not tables.is_open(row):
        return row
    row.state, row.closed_at = Canvas.State.CLOSED, at
    _save(row)
    told = {"cards": row.cards, "digest": digest_of(row)}
    ledger.record(verb="canvas.close", by=by, at=at, target=target_of(row), new=told)
    return row


@transaction.atomic
def synthesise(*, canvas: Canvas, text: str, by: str, at: datetime) -> Canvas:
    """Write, or write anew, what a closed table said, in the rapporteur's words; what the table said of the words before goes with them.

    Raises CanvasRefused while the table is open, once its synthesis is validated, or with what to mend.
    """
    row = _held(canvas)
    if row.state != Canvas.State.CLOSED:
        raise CanvasRefused(_("A síntese escreve-se depois de fechar a mesa e antes de ser validada."))
    words = said(text, tables.SYNTHESIS, "synthesis", _("Escreva a síntese."))
    if words == row.synthesis:
        return row
    row.synthesis, row.synthesis_by, row.asked_at = words, by, None
    Verdict.objects.filter(canvas=row).delete()
    _save(row)
    ledger.record(verb="canvas.synthesise", by=by, at=at, target=target_of(row), new={"synthesis": words})
    return row


@transaction.atomic
def ask(*, canvas: Canvas, by: str, at: datetime) -> Canvas:
    """Ask the table whether its synthesis is right; asked before, nothing is done. Raises CanvasRefused without a synthesis."""
    row = _held(canvas)
    if row.state != Canvas.State.CLOSED or not row.synthesis:
        raise CanvasRefused(_("Escreva primeiro a síntese desta mesa."), "synthesis")
    if row.asked_at is None:
        row.asked_at = at
        _save(row)
        ledger.record(verb="canvas.ask", by=by, at=at, target=target_of(row))
    return row


@transaction.atomic
def verdict(
    *, canvas: Canvas, mark: str, right: bool, missing: str, token: str, by: str, at: datetime
) -> Canvas:
    """Take what a telephone's mark says of the synthesis: it is right, or this is missing; said again, the later stands.

    Raises CanvasRefused where the table is not asked, or without what is missing.
    """
    row = _held(canvas)
    if Deed.objects.filter(canvas=row, token_hash=token_hash(token)).exists():
        return row
    if not tables.is_asked(row):
        raise CanvasRefused(_("A síntese desta mesa não está a ser validada."))
    words = "" if right else said(missing, tables.COMMENT, "falta", _("Escreva o que falta."))
    said_now = {"right": right, "missing": words}
    Verdict.objects.update_or_create(canvas=row, mark=mark_on(row, mark), defaults=said_now)
    Deed.objects.create(canvas=row, token_hash=token_hash(token))
    _save(row)
    return row


@transaction.atomic
def validate(*, canvas: Canvas, by: str, at: datetime) -> Canvas:
    """End the validation: the synthesis stands as what the table said, with how many said so; ended before, nothing is done.

    Raises CanvasRefused where the table was not asked.
    """
    row = _held(canvas)
    if row.state == Canvas.State.VALIDATED:
        return row
    if not tables.is_asked(row):
        raise CanvasRefused(_("Peça primeiro à mesa que valide a síntese."))
    row.state, row.validated_at = Canvas.State.VALIDATED, at
    _save(row)
    given = Verdict.objects.filter(canvas=row)
    told = {"right": given.filter(right=True).count(), "missing": given.filter(right=False).count()}
    ledger.record(verb="canvas.validate", by=by, at=at, target=target_of(row), new=told)
    return row


@transaction.atomic
def empty(*, canvas: Canvas, by: str, at: datetime) -> Canvas:
    """Erase all that a table wrote, and what was written and said of it, for good: its number, its template and that it closed stay.

    Raises CanvasRefused while the table is open.
    """
    row = _held(canvas)
    if tables.is_open(row):
        raise CanvasRefused(_("Feche a mesa primeiro."))
    CardVote.objects.filter(card__canvas=row).delete()
    CardComment.objects.filter(card__canvas=row).delete()
    Verdict.objects.filter(canvas=row).delete()
    Card.objects.filter(canvas=row).delete()
    Group.objects.filter(canvas=row).delete()
    row.state, row.synthesis, row.asked_at, row.validated_at = Canvas.State.CLOSED, "", None, None
    _save(row)
    ledger.erase_detail(target=target_of(row), by=by, at=at)
    return row


def _held(canvas: Canvas) -> Canvas:
    return Canvas.objects.select_for_update(of=("self",)).select_related("table__gathering").get(pk=canvas.pk)


def _save(row: Canvas) -> None:
    row.version += 1
    row.save()
