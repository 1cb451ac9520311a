"""Handing in a table: it closes, and its cards become one contribution, with one receipt for all who sat at it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core.fields import token_hash
from rumo.ground.ledger import actions as ledger
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions.refusing import NotAccepted
from rumo.listen.contributions.actions.submitting import SUBMIT, Received, target_of
from rumo.listen.contributions.rules import digests, permits
from rumo.listen.contributions.rules.saying import Wrong
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Canvas
from rumo.listen.gatherings.queries import Board, Lying, board


@transaction.atomic
def hand_in(*, canvas: Canvas, by: str, at: datetime) -> Received:
    """Close a table, where it is open, and keep its cards as one contribution, a passage for each; handed in before, return that one.

    It is said in the consultation the gathering feeds while that takes what was said elsewhere (`permits.can_enter_late`), and else at
    the gathering alone; its texts are read before they are shown, unless that consultation shows first. The receipt is of the
    table: whoever sits at it sees the same code (`token_of`). Raises NotAccepted for a table without a card.
    """
    row = (
        Canvas.objects.select_for_update(of=("self",))
        .select_related("table__gathering__consultation")
        .get(pk=canvas.pk)
    )
    before = m.Contribution.objects.select_related("consultation", "gathering").filter(canvas=row).first()
    if before is not None:
        return Received(before, _receipt(before, row, at), False)
    found = board(row)
    if not found.cards:
        raise NotAccepted([Wrong("", _("Esta mesa não tem cartões: não há nada a entregar."))])
    gatherings.close(canvas=row, by=by, at=at)
    made = _keep(row, found, at)
    shown = made.consultation is not None and made.consultation.moderation == Consultation.Moderation.POST
    passages = [_passage(made, one, shown) for one in found.cards]
    m.Passage.objects.bulk_create(passages)
    told = {"digest": digests.digest(made, passages, [], [])}
    ledger.record(verb=SUBMIT, by=by, at=at, target=target_of(made), new=told)
    return Received(made, _receipt(made, row, at), True)


def token_of(canvas: Canvas) -> str:
    """Return what the receipt of a table is made from: its code to sit down, which with the installation's key alone gives the receipt."""
    return f"table:{canvas.table.join_code}"


def _receipt(row: m.Contribution, canvas: Canvas, at: datetime) -> str:
    return ledger.issue(token=token_of(canvas), target=target_of(row), at=at)


def _keep(canvas: Canvas, found: Board, at: datetime) -> m.Contribution:
    gathering = canvas.table.gathering
    feeds = gathering.consultation
    laid = {
        str(one.card.number): {"zone": one.card.zone, "votes": one.votes, "group": one.group}
        for one in found.cards
    }
    return m.Contribution.objects.create(
        consultation=feeds if feeds is not None and permits.can_enter_late(feeds, at=at) else None,
        gathering=gathering,
        canvas=canvas,
        kind=m.Kind.CARD,
        channel=m.Channel.WORKSHOP,
        language=gathering.language,
        answers={"template": canvas.template, "table": canvas.table.number, "cards": laid},
        token_hash=token_hash(token_of(canvas)),
        received_at=at,
    )


def _passage(row: m.Contribution, one: Lying, shown: bool) -> m.Passage:
    return m.Passage(
        contribution=row,
        place=f"card:{one.card.number}",
        language=one.card.language,
        text=one.card.text,
        public=True,
        state=m.Passage.State.SHOWN if shown else m.Passage.State.WAITING,
    )
