"""Minutes: written whole, handed in, published by somebody else, withdrawn with a reason; the published are never edited."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.ledger.actions import record
from rumo.listen.gatherings import models as m
from rumo.listen.gatherings.actions.refusing import GatheringRefused
from rumo.listen.gatherings.actions.writing import held, target_of
from rumo.listen.gatherings.queries import in_writing, items_of, published_minutes, sessions_of
from rumo.listen.gatherings.rules import Noted, can_approve, can_minute, item_faults

REASON = 2000
DRAFT, SUBMITTED = m.Minutes.State.DRAFT, m.Minutes.State.SUBMITTED
PUBLISHED, WITHDRAWN = m.Minutes.State.PUBLISHED, m.Minutes.State.WITHDRAWN


class MinutesConflict(GatheringRefused):
    """Somebody else wrote meanwhile; `kept` is what they wrote, `revision` its number, so that both can be shown."""

    def __init__(self, kept: Sequence[Noted], revision: int) -> None:
        self.kept, self.revision = list(kept), revision
        super().__init__(_("Outra pessoa guardou esta ata entretanto. Compare antes de guardar de novo."))


@transaction.atomic
def write_minutes(
    *, gathering: m.Gathering, items: Sequence[Noted], revision: int, by: str, at: datetime
) -> m.Minutes:
    """Write minutes whole, in the place of what was written; `revision` is the one that was read, 0 where there was none.

    Minutes handed in go back to preparation. What is there already word by word is not written again. Raises MinutesConflict,
    or GatheringRefused with faults by field.
    """
    row, items = held(gathering), [_tidy(one) for one in items]
    if not can_minute(row, sessions_of([row])[row.pk], at=at):
        raise GatheringRefused(_("A ata escreve-se de um encontro publicado, depois de começar."))
    minutes = in_writing(row) or _next(row, at)
    if minutes.revision != revision:
        kept = items_of(minutes.supersedes if minutes.pk is None else minutes)
        if minutes.pk is not None and kept == items:  # the same form sent twice
            return minutes
        raise MinutesConflict(kept, minutes.revision)
    if faults := item_faults(items):
        raise GatheringRefused(faults=faults)
    minutes.state, minutes.written_at, minutes.revision = DRAFT, at, revision + 1
    minutes.writers = sorted({*minutes.writers, by})
    minutes.save()
    m.MinutesItem.objects.filter(minutes=minutes).delete()
    m.MinutesItem.objects.bulk_create(
        m.MinutesItem(
            minutes=minutes, position=n, kind=one.kind, text=one.text, owner=one.owner, due_on=one.due_on, from_card=one.from_card
        )
        for n, one in enumerate(items, 1)
    )  # fmt: skip
    told = {"minutes": minutes.number, "revision": minutes.revision, "items": len(items)}
    record(verb="gathering.write_minutes", by=by, at=at, target=target_of(row), new=told)
    return minutes


@transaction.atomic
def submit_minutes(*, gathering: m.Gathering, revision: int, by: str, at: datetime) -> m.Minutes:
    """Hand minutes in for approval, as they were read; twice does once. Raises GatheringRefused, MinutesConflict."""
    row = held(gathering)
    if (there := in_writing(row)) and (there.state, there.revision) == (SUBMITTED, revision):
        return there
    minutes = _read(row, revision, DRAFT, _("Não há nenhuma ata em preparação."))
    minutes.state = SUBMITTED
    minutes.save(update_fields=["state"])
    told = {"minutes": minutes.number, "revision": revision}
    record(verb="gathering.submit_minutes", by=by, at=at, target=target_of(row), new=told)
    return minutes


@transaction.atomic
def publish_minutes(*, gathering: m.Gathering, revision: int, by: str, at: datetime) -> m.Minutes:
    """Publish minutes handed in, as they were read, by somebody who wrote none of them; those before are withdrawn as corrected.

    Raises GatheringRefused, MinutesConflict.
    """
    row = held(gathering)
    minutes = _read(row, revision, SUBMITTED, _("Não há nenhuma ata por aprovar."))
    if not can_approve(minutes, by):
        raise GatheringRefused(_("Quem escreveu a ata não a publica: peça a outra pessoa."))
    if minutes.supersedes is not None and minutes.supersedes.state == PUBLISHED:
        _withdrawn(minutes.supersedes, _("Foi corrigida por uma ata nova."), at)
    minutes.state, minutes.published_at, minutes.published_by = PUBLISHED, at, by
    minutes.save()
    told = {"minutes": minutes.number, "revision": revision}
    record(verb="gathering.publish_minutes", by=by, at=at, target=target_of(row), new=told)
    return minutes


@transaction.atomic
def withdraw_minutes(*, gathering: m.Gathering, reason: str, by: str, at: datetime) -> m.Minutes:
    """Withdraw the published minutes; the page says that they were, and why. Raises GatheringRefused."""
    row, reason = held(gathering), texts.prose(reason)
    minutes = published_minutes(row)
    if minutes is None:
        raise GatheringRefused(_("Não há nenhuma ata publicada."))
    if not reason:
        raise GatheringRefused(faults={"reason": _("Escreva o motivo: vai ser público.")})
    if len(reason) > REASON:
        told = {"n": len(reason), "most": REASON}
        words = _("Tem %(n)s carateres e o máximo é %(most)s: encurte.") % told
        raise GatheringRefused(faults={"reason": words})
    _withdrawn(minutes, reason, at)
    said = {"minutes": minutes.number, "reason": reason}
    record(verb="gathering.withdraw_minutes", by=by, at=at, target=target_of(row), new=said)
    return minutes


def _tidy(one: Noted) -> Noted:
    return replace(
        one, text=texts.prose(one.text), owner=texts.line(one.owner), from_card=texts.line(one.from_card)[:20]
    )


def _next(row: m.Gathering, at: datetime) -> m.Minutes:
    """Minutes not kept yet, of the next number, which correct those published."""
    last = m.Minutes.objects.filter(gathering=row).aggregate(last=Max("number"))["last"] or 0
    return m.Minutes(gathering=row, number=last + 1, supersedes=published_minutes(row), written_at=at)


def _read(row: m.Gathering, revision: int, state: str, words: str) -> m.Minutes:
    minutes = in_writing(row)
    if minutes is None or minutes.state != state:
        raise GatheringRefused(words)
    if minutes.revision != revision:
        raise MinutesConflict(items_of(minutes), minutes.revision)
    return minutes


def _withdrawn(minutes: m.Minutes, why: str, at: datetime) -> None:
    minutes.state, minutes.withdrawn_at, minutes.withdrawn_why = WITHDRAWN, at, why
    minutes.save(update_fields=["state", "withdrawn_at", "withdrawn_why"])
