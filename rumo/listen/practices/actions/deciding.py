"""Reviewing: taking a proposal in hand, returning it, publishing a version, withdrawing a practice; never the one who wrote it publishes it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.ledger import actions as ledger
from rumo.listen.practices.actions.proposing import target_of
from rumo.listen.practices.actions.refusing import PracticeRefused
from rumo.listen.practices.models import Practice, Version
from rumo.listen.practices.queries import in_force, in_the_making
from rumo.listen.practices.rules.reasons import RETURNED, WITHDRAWN

NOTE = 2_000
"""Characters of what goes with a reason."""
State = Practice.State


@transaction.atomic
def take(*, practice: Practice, by: str, at: datetime) -> Practice:
    """Take a proposal in hand: from now on who proposed it waits. Taken twice it is taken once. Raises PracticeRefused."""
    row = _locked(practice)
    if row.state == State.IN_REVIEW:
        return row
    if row.state != State.PROPOSED:
        raise PracticeRefused(_("Esta proposta já não está à espera."))
    _moved(row, State.IN_REVIEW, at)
    ledger.record(verb="practice.take", by=by, at=at, target=target_of(row))
    return row


@transaction.atomic
def return_(*, practice: Practice, reason: str, note: str, by: str, at: datetime) -> Practice:
    """Return a proposal to who made it, with a reason of the list and what else helps; the same again does nothing. Raises PracticeRefused."""
    row, note = _locked(practice), _note(note)
    if row.state == State.RETURNED and (row.reason, row.note) == (reason, note):
        return row
    if row.state not in (State.PROPOSED, State.IN_REVIEW):
        raise PracticeRefused(_("Só se devolve o que está à espera de apreciação."))
    if reason not in RETURNED:
        raise PracticeRefused(_("Escolha o motivo."), "reason")
    row.reason, row.note = reason, note
    _moved(row, State.RETURNED, at)
    new = {"reason": reason, "note": note}
    ledger.record(verb="practice.return", by=by, at=at, target=target_of(row), new=new)
    return row


@transaction.atomic
def publish(*, practice: Practice, by: str, at: datetime) -> Version:
    """Publish the version in the making; it takes the place of the one in force. Published again, it is the one there.

    Raises PracticeRefused where nothing waits, for who wrote it, and for a practice that was returned or withdrawn.
    """
    row = _locked(practice)
    if row.state not in (State.PROPOSED, State.IN_REVIEW, State.PUBLISHED):
        raise PracticeRefused(_("Esta prática foi devolvida ou retirada: não se publica."))
    draft, before = in_the_making(row), in_force(row)
    if draft is None:
        assert before is not None  # noqa: S101  (what is published has a version in force)
        return before
    if by in (draft.written_by, row.proposed_by):
        raise PracticeRefused(_("Quem propôs ou escreveu não publica: publica outra pessoa da equipa."))
    if before is not None:
        before.superseded_at = at
        before.save(update_fields=["superseded_at"])
    draft.published_by, draft.published_at = by, at
    draft.save(update_fields=["published_by", "published_at"])
    row.reason, row.note = "", ""
    _moved(row, State.PUBLISHED, at)
    new = {"title": draft.title, "version": draft.number}
    ledger.record(verb="practice.publish", by=by, at=at, target=target_of(row), new=new)
    return draft


@transaction.atomic
def withdraw(*, practice: Practice, reason: str, note: str, by: str, at: datetime) -> Practice:
    """Withdraw a practice: its address then says that it was, when and why. Withdrawn twice it is withdrawn once. Raises PracticeRefused."""
    row, note = _locked(practice), _note(note)
    if row.state == State.WITHDRAWN:
        return row
    if reason not in WITHDRAWN:
        raise PracticeRefused(_("Escolha o motivo."), "reason")
    row.reason, row.note, row.withdrawn_at = reason, note, at
    _moved(row, State.WITHDRAWN, at)
    new = {"reason": reason, "note": note}
    ledger.record(verb="practice.withdraw", by=by, at=at, target=target_of(row), new=new)
    return row


def _locked(practice: Practice) -> Practice:
    return Practice.objects.select_for_update().get(pk=practice.pk)


def _moved(row: Practice, state: State, at: datetime) -> None:
    row.state, row.changed_at = state, at
    row.save()


def _note(text: str) -> str:
    note = texts.prose(text)
    if len(note) > NOTE:
        told = {"n": len(note), "most": NOTE}
        raise PracticeRefused(
            _("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told, "note"
        )
    return note
