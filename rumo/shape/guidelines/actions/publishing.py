"""A version sent to be approved, returned, published by another person."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.ledger.actions import record
from rumo.shape.guidelines import models as m
from rumo.shape.guidelines.actions.refusing import GuidelinesRefused, held, target, within
from rumo.shape.guidelines.actions.versions import PROSE


@transaction.atomic
def submit(*, version: m.Version, by: str, at: datetime) -> m.Version:
    """Send a version to be approved; from then on it does not change. Sent before, nothing is done. Raises GuidelinesRefused."""
    row = m.Version.objects.select_for_update(of=("self",)).select_related("document").get(pk=version.pk)
    if row.state == m.Version.State.SUBMITTED:
        return row
    row = held(row)
    clauses = m.ClauseVersion.objects.filter(version=row, kind=m.ClauseVersion.Kind.CLAUSE)
    if not clauses.exists():
        raise GuidelinesRefused(_("Falta escrever pelo menos uma orientação."))
    if row.number > 1 and not row.changes:
        raise GuidelinesRefused(_("Diga o que muda em relação à versão anterior, e porquê."), "changes")
    row.state, row.written_by, row.returned = m.Version.State.SUBMITTED, by, ""
    row.save()
    record(verb="guidelines.submit", by=by, at=at, target=target(row.document), new={"version": row.number})
    return row


@transaction.atomic
def return_(*, version: m.Version, reason: str, by: str, at: datetime) -> m.Version:
    """Return a version that was sent, with a reason for those who write it. Raises GuidelinesRefused."""
    row = _sent(version)
    reason = within(texts.prose(reason), PROSE, "reason")
    if not reason:
        raise GuidelinesRefused(_("Diga o que falta."), "reason")
    row.state, row.returned = m.Version.State.DRAFT, reason
    row.save()
    record(verb="guidelines.return", by=by, at=at, target=target(row.document), new={"reason": reason})
    return row


@transaction.atomic
def publish(*, version: m.Version, effective_on: date, by: str, at: datetime) -> m.Version:
    """Publish a version that another person sent; it supersedes the one in force. Published before, nothing is done. Raises GuidelinesRefused."""
    there = m.Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if there.state == m.Version.State.PUBLISHED:
        return there
    row = _sent(there)
    if row.written_by == by:
        raise GuidelinesRefused(_("Quem enviou a versão não a publica: publica outra pessoa."))
    m.Version.objects.filter(
        document=row.document, published_at__isnull=False, superseded_at__isnull=True
    ).update(superseded_at=at)
    row.state, row.published_by, row.published_at = m.Version.State.PUBLISHED, by, at
    row.effective_on = effective_on
    row.save()
    new = {"version": row.number, "effective_on": effective_on.isoformat()}
    record(verb="guidelines.publish", by=by, at=at, target=target(row.document), new=new)
    return row


def _sent(version: m.Version) -> m.Version:
    row = m.Version.objects.select_for_update(of=("self",)).select_related("document").get(pk=version.pk)
    if row.state != m.Version.State.SUBMITTED:
        raise GuidelinesRefused(_("Esta versão não está à espera de aprovação."))
    return row
