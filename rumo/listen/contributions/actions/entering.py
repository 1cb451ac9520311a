"""Writing down what others say: batches of sheets, and the second reading by somebody else."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.ledger import actions as ledger
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions.submitting import commit
from rumo.listen.contributions.rules import permits

BEHALF = (m.Channel.PAPER, m.Channel.PHONE, m.Channel.EMAIL, m.Channel.DESK, m.Channel.WORKSHOP)
"""The channels by which somebody else writes it down."""


class EntryRefused(Exception):
    """A batch or a reading that cannot be taken, said in words fit for whoever asked."""


@transaction.atomic
def open_batch(*, consultation: Consultation, name: str, channel: str, by: str, at: datetime) -> m.Batch:
    """Begin a batch of sheets typed in together; raises EntryRefused without a name, or for a channel that is nobody else's hand."""
    name = texts.line(name)[:200]
    if not name:
        raise EntryRefused(_("Dê um nome ao conjunto, por exemplo «Folhas da associação, 12 de maio»."))
    if channel not in BEHALF:
        raise EntryRefused(
            _("Diga como chegaram: em papel, por telefone, por correio eletrónico, ao balcão, num encontro.")
        )
    row = m.Batch.objects.create(
        consultation=consultation, name=name, channel=channel, opened_by=by, opened_at=at
    )
    told = {"name": name, "channel": channel}
    ledger.record(verb="batch.open", by=by, at=at, target=f"batch:{row.public_id}", new=told)
    return row


@transaction.atomic
def second_read(*, contribution: m.Contribution, by: str, at: datetime) -> m.Contribution:
    """Note that somebody other than who typed it compared it with the sheet; raises EntryRefused."""
    row = m.Contribution.objects.select_for_update().get(pk=contribution.pk)
    if not row.entered_by:
        raise EntryRefused(
            _("Este contributo foi escrito pela própria pessoa: não precisa de segunda leitura.")
        )
    if permits.last_hand(row) == by:
        raise EntryRefused(_("A segunda leitura é de outra pessoa, que não tenha transcrito a folha."))
    row.second_read_by = by
    row.save(update_fields=["second_read_by"])
    commit(contribution=row, verb="contribution.second_read", by=by, at=at)
    return row
