"""Deciding on an abstract, with the reason, and telling who sent it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.ledger.actions import record
from rumo.ground.outbox.actions import post
from rumo.listen.conferences import models as m
from rumo.listen.conferences.actions.refusing import ConferenceRefused
from rumo.listen.conferences.queries.calling import authors_of
from rumo.listen.conferences.rules.saying import TEXT, too_long


@transaction.atomic
def decide(*, abstract: m.Abstract, decision: str, reason: str, by: str, at: datetime) -> m.Abstract:
    """Accept an abstract, keep it waiting or reject it, with a reason, and write to whoever left an address.

    The receipt tells it as well. Raises ConferenceRefused with what to mend, for one withdrawn, and for another decision than accepted
    on what stands in the programme.
    """
    m.Abstract.objects.select_for_update().get(pk=abstract.pk)
    row = m.Abstract.objects.select_related("call__gathering").get(pk=abstract.pk)
    reason, faults = texts.prose(reason), {}
    if decision not in set(m.Abstract.Decision.values) - {""}:
        faults["decision"] = _("Escolha o que se decide.")
    if not reason:
        faults["reason"] = _("Escreva o motivo: quem enviou o resumo vai lê-lo.")
    elif len(reason) > TEXT:
        faults["reason"] = too_long(reason, TEXT)
    if faults:
        raise ConferenceRefused(faults=faults)
    if row.state != m.Abstract.State.RECEIVED:
        raise ConferenceRefused(_("Este resumo foi retirado por quem o enviou."))
    placed = m.Slot.objects.filter(abstract=row, cancelled_at__isnull=True).exists()
    if decision != m.Abstract.Decision.ACCEPTED and placed:
        raise ConferenceRefused(_("Este resumo está no programa: tire-o de lá primeiro."))
    old = {"decision": row.decision, "reason": row.reason} if row.decision else None
    row.decision, row.reason, row.decided_by, row.decided_at = decision, reason, by, at
    row.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
    told = {"decision": decision, "reason": reason}
    record(verb="abstract.decide", by=by, at=at, target=f"abstract:{row.number}", old=old, new=told)
    _tell(row, at)
    return row


def _tell(row: m.Abstract, at: datetime) -> None:
    first = next((one for one in authors_of(row) if one.email), None)
    if first is None:
        return
    gathering = row.call.gathering
    told = {
        "title": row.title,
        "conference": gathering.title,
        "number": row.number,
        "decision": row.decision,
        "reason": row.reason,
    }
    key = f"abstract.decided:{row.number}:{at.isoformat()}"
    post(kind="abstract.decided", key=key, to=first.email, language=row.language, at=at, payload=told)
