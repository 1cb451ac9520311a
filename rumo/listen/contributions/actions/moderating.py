"""Deciding what is shown: with a published reason, open to appeal, and nothing ever deleted by it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import token_hash
from rumo.ground.ledger import actions as ledger
from rumo.listen.consultations import actions as consultations
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions.submitting import commit, target_of
from rumo.listen.contributions.rules import permits
from rumo.listen.contributions.rules.reasons import REASONS

NOTE = 1_000
"""Characters of a note to a decision, a report or an appeal."""


class ModerationRefused(Exception):
    """A decision, a report or an appeal that cannot be taken, said in words fit for whoever made it."""


@transaction.atomic
def moderate(*, passage: m.Passage, shown: bool, reason: str, note: str, by: str, at: datetime) -> m.Passage:
    """Decide whether a text is shown. Not to show it needs a reason of the published list; open reports and appeals are settled with it.

    Raises ModerationRefused. Whoever decided first does not decide on the appeal.
    """
    held = m.Contribution.objects.select_for_update().get(pk=passage.contribution_id)
    row = m.Passage.objects.select_for_update().get(pk=passage.pk)
    if not shown and reason not in REASONS:
        raise ModerationRefused(_("Escolha o motivo: é mostrado a quem escreveu e no lugar do texto."))
    if not row.text and not row.rewording:
        raise ModerationRefused(_("Este texto já não existe: foi corrigido ou apagado por quem o escreveu."))
    open_flags = m.Flag.objects.filter(passage=row, settled_at__isnull=True)
    last = m.Moderation.objects.filter(passage=row).order_by("-pk").first()
    if last is not None and last.by == by and open_flags.filter(appeal=True).exists():
        raise ModerationRefused(
            _("Quem decidiu da primeira vez não decide o recurso: tem de ser outra pessoa.")
        )
    m.Moderation.objects.create(
        passage=row, shown=shown, reason="" if shown else reason, note=texts.prose(note)[:NOTE], by=by, at=at
    )
    row.state = m.Passage.State.SHOWN if shown else m.Passage.State.HIDDEN
    row.reason = "" if shown else reason
    row.save(update_fields=["state", "reason"])
    open_flags.update(settled_at=at, settled_by=by)
    told = {"place": row.place, "shown": shown, "reason": row.reason}
    commit(contribution=held, verb="contribution.moderate", by=by, at=at, **told)
    if not shown:
        _retire(held, by, at)
    return row


def _retire(row: m.Contribution, by: str, at: datetime) -> None:
    """Put to nobody any more the statement that came of a text which is not to be shown."""
    proposed = m.Proposed.objects.select_related("statement__consultation").filter(contribution=row).first()
    if proposed is not None:
        statement = proposed.statement
        consultations.retire(consultation=statement.consultation, number=statement.number, by=by, at=at)


@transaction.atomic
def flag(*, passage: m.Passage, reason: str, note: str, token: str, at: datetime) -> m.Flag:
    """Take somebody's report of a public text; the same form sent again is the same report. Raises ModerationRefused."""
    if not permits.is_shown(passage):
        raise ModerationRefused(_("Este texto já não está publicado."))
    if reason not in REASONS:
        raise ModerationRefused(_("Escolha o que está mal neste texto."))
    return _flag(passage, False, reason, note, token, at)


@transaction.atomic
def appeal(*, passage: m.Passage, note: str, token: str, at: datetime) -> m.Flag:
    """Take the author's request to decide again on a text that is not shown. Raises ModerationRefused."""
    if passage.state != m.Passage.State.HIDDEN:
        raise ModerationRefused(_("Só se recorre de um texto que não foi publicado."))
    if not texts.prose(note):
        raise ModerationRefused(_("Escreva porque acha que o texto deve ser publicado."))
    return _flag(passage, True, "", note, token, at)


def _flag(passage: m.Passage, appealed: bool, reason: str, note: str, token: str, at: datetime) -> m.Flag:
    row, made = m.Flag.objects.get_or_create(
        token_hash=token_hash(token),
        defaults={
            "passage": passage, "appeal": appealed, "reason": reason, "note": texts.prose(note)[:NOTE], "at": at
        },
    )  # fmt: skip
    if made:
        verb = "contribution.appeal" if appealed else "contribution.flag"
        told = {"place": passage.place, "reason": reason}
        ledger.record(verb=verb, by="participant", at=at, target=target_of(passage.contribution), new=told)
    return row
