"""What is suggested of the guidelines, and the decision on it, with a reason that everyone reads."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import token_hash
from rumo.ground.ledger.actions import record
from rumo.listen.contributions.models import Contribution
from rumo.shape.guidelines import models as m
from rumo.shape.guidelines.actions.refusing import GuidelinesRefused, target, within
from rumo.shape.guidelines.actions.resting import is_public

PROSE = 5_000
"""Characters of a suggestion and of a reason."""


@transaction.atomic
def suggest(
    *,
    document: m.Document,
    text: str,
    token: str,
    by: str,
    at: datetime,
    clause: m.Clause | None = None,
    why: str = "",
    contribution: Contribution | None = None,
) -> m.Suggestion:
    """Ask that something be written otherwise, added or taken out; the same form sent again is the same suggestion. Raises GuidelinesRefused."""
    before = m.Suggestion.objects.filter(token_hash=token_hash(token)).first()
    if before is not None:
        return before
    text = within(texts.prose(text), PROSE, "text")
    if not text:
        raise GuidelinesRefused(_("Escreva o que sugere."), "text")
    if clause is not None and clause.document_id != document.pk:
        raise GuidelinesRefused(_("Escolha uma orientação da lista."), "clause")
    if contribution is not None and not is_public(contribution):
        raise GuidelinesRefused(
            _("Só se pode indicar um contributo cujo texto todos podem ler."), "contribution"
        )
    row = m.Suggestion.objects.create(
        document=document,
        clause=clause,
        contribution=contribution,
        text=text,
        why=within(texts.prose(why), PROSE, "why"),
        token_hash=token_hash(token),
        by=by,
        at=at,
    )
    record(verb="guidelines.suggest", by=by, at=at, target=target(clause or document), new={"text": text})
    return row


@transaction.atomic
def decide(*, suggestion: m.Suggestion, decision: str, reason: str, by: str, at: datetime) -> m.Suggestion:
    """Decide on a suggestion, with a public reason; decided the same before, nothing is done. Raises GuidelinesRefused."""
    rows = m.Suggestion.objects.select_for_update(of=("self",)).select_related("document", "clause__document")
    row = rows.get(pk=suggestion.pk)
    reason = within(texts.prose(reason), PROSE, "reason")
    if not decision or decision not in m.Suggestion.Decision.values:
        raise GuidelinesRefused(_("Escolha o que se decide."), "decision")
    if not reason:
        raise GuidelinesRefused(_("Diga porquê: a razão é pública."), "reason")
    if row.decision:
        if (row.decision, row.reason) == (decision, reason):
            return row
        raise GuidelinesRefused(_("Outra pessoa já decidiu esta sugestão."))
    row.decision, row.reason, row.decided_by, row.decided_at = decision, reason, by, at
    row.save()
    said = {"decision": decision, "reason": reason}
    record(verb="guidelines.decide", by=by, at=at, target=target(row.clause or row.document), new=said)
    return row
