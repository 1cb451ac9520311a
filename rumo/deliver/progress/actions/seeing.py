"""What residents say to have seen of a measure where they live: nothing of the person is kept, and nothing shows before moderation."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans.models import Measure
from rumo.deliver.progress.models import Sighting
from rumo.ground.core.fields import token_hash
from rumo.ground.ledger.actions import record
from rumo.ground.territory.models import Municipality

LONGEST = 500
"""Characters of a resident's note."""


class SightingRefused(Exception):
    """What a resident wrote, or a moderator decided, that cannot be taken, said in words fit for them."""


@transaction.atomic
def see(
    *,
    measure: Measure,
    municipality: Municipality | None,
    seen: bool,
    note: str,
    token: str,
    on: date,
    at: datetime,
) -> Sighting:
    """Keep that somebody says a measure is, or is not, seen where they live; it waits for moderation.

    `token` is the form's own one-time token: sent again, the same form gives the same row, and only its hash is kept. `on` is the day,
    the only time kept. Raises SightingRefused for a note that is too long. The ledger names nobody.
    """
    note = " ".join(note.replace("\0", " ").split())
    if len(note) > LONGEST:
        told = {"n": len(note), "most": LONGEST}
        raise SightingRefused(_("A nota tem %(n)s carateres e o máximo é %(most)s: encurte-a.") % told)
    row, made = Sighting.objects.get_or_create(
        token_hash=token_hash(token),
        defaults={
            "measure": measure,
            "municipality": municipality,
            "seen": seen,
            "note": note,
            "said_on": on,
        },
    )
    if made:
        record(verb="sighting.see", by="resident", at=at, target=f"sighting:{row.public_id}")
    return row


@transaction.atomic
def moderate(*, sighting: Sighting, accept: bool, reason: str, by: str, at: datetime) -> Sighting:
    """Accept or refuse what a resident says; a refusal needs a reason. Raises SightingRefused without one, or when it was decided otherwise."""
    row = Sighting.objects.select_for_update(of=("self",)).select_related("measure__plan").get(pk=sighting.pk)
    wanted = Sighting.State.ACCEPTED if accept else Sighting.State.REFUSED
    if row.state == wanted:
        return row
    if row.state != Sighting.State.PENDING:
        raise SightingRefused(_("Outra pessoa já decidiu sobre isto."))
    reason = reason.strip()
    if not accept and not reason:
        raise SightingRefused(_("Diga porque recusa."))
    if len(reason) > LONGEST:
        told = {"n": len(reason), "most": LONGEST}
        raise SightingRefused(_("O motivo tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told)
    row.state, row.refused_reason = wanted, "" if accept else reason
    row.moderated_by, row.moderated_at = by, at
    row.save(update_fields=["state", "refused_reason", "moderated_by", "moderated_at"])
    target = f"measure:{row.measure.plan.slug}/{row.measure.code}"
    said = {"sighting": row.public_id, "accepted": accept, "reason": row.refused_reason or None}
    record(verb="sighting.moderate", by=by, at=at, target=target, new=said)
    return row
