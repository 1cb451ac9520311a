"""Reports that a machine hands in: written and sent for approval in one act, under a key by which the same again is the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rumo.deliver.progress import models as m
from rumo.deliver.progress.actions.deciding import submit
from rumo.deliver.progress.actions.drafting import Entry, save_all
from rumo.deliver.progress.actions.holding import EDITABLE, key_of, locked_of, refuse_moved
from rumo.deliver.progress.actions.importing import ReportRefused
from rumo.ground.core.fields import token_hash
from rumo.science.planfile import cells


class KeyUsed(ReportRefused):
    """The key came before with something else."""


@dataclass(frozen=True, slots=True)
class Handed:
    """The reports that were handed in, as they are now, and whether this very act did it (else they had come before)."""

    drafts: Sequence[m.Draft]
    made: bool


def hand_in(
    *, entries: Sequence[Entry], confirmed: bool, key: str, mark: str, by: str, at: datetime
) -> Handed:
    """Write reports and send them for approval, all or none; nothing becomes public by it. The same `key` again does nothing more.

    `mark` tells one content from another without telling it. What this machine wrote and was given back it may write over; what somebody
    else is writing it may not (Moved). Raises KeyUsed for a key with another `mark`, and what `save_all` and `submit` raise.
    """
    try:
        return _before(key, mark) or _hand_in(entries, confirmed, key, mark, by, at)
    except IntegrityError:
        # the same, twice at once
        if before := _before(key, mark):
            return before
        raise


@transaction.atomic
def _hand_in(entries: Sequence[Entry], confirmed: bool, key: str, mark: str, by: str, at: datetime) -> Handed:
    open_ = locked_of({entry.measure.pk for entry in entries})
    theirs = [
        draft for draft in (open_.get(entry.key) for entry in entries) if draft and draft.saved_by != by
    ]
    refuse_moved(theirs, ())
    mine = [
        replace(entry, was=cells.flat(open_[entry.key].said)) if entry.key in open_ else entry
        for entry in entries
    ]
    refuse_moved((open_[entry.key] for entry in mine if entry.key in open_), EDITABLE)
    drafts = submit(drafts=save_all(entries=mine, by=by, at=at), confirmed=confirmed, by=by, at=at)
    order = {entry.key: place for place, entry in enumerate(entries)}
    drafts.sort(key=lambda draft: order[key_of(draft)])
    m.Handing.objects.create(
        key_hash=token_hash(key), mark=mark, drafts=[draft.public_id for draft in drafts], by=by, at=at
    )
    return Handed(drafts, True)


def _before(key: str, mark: str) -> Handed | None:
    """What the same key handed in before (two queries, or one); raises KeyUsed where it was something else."""
    row = m.Handing.objects.filter(key_hash=token_hash(key)).first()
    if row is None:
        return None
    if row.mark != mark:
        raise KeyUsed(_("Esta chave de repetição já foi usada com outro conteúdo."))
    found = m.Draft.objects.filter(public_id__in=row.drafts).select_related("measure", "municipality")
    by_name = {draft.public_id: draft for draft in found}
    return Handed([by_name[name] for name in row.drafts if name in by_name], False)
