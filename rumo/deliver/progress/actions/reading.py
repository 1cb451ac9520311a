"""Readings from outside: written, published with reasons, replied to by the municipality, withdrawn with a reason, never mixed into a degree."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans.models import Measure
from rumo.deliver.progress.models import IndependentReading
from rumo.ground.ledger.actions import record
from rumo.ground.outbox.actions import post
from rumo.ground.people.models import Entity, Membership, Role

LONGEST = 5_000
"""Characters of the reasons of a reading, and of a reply."""


class ReadingRefused(Exception):
    """An act on a reading that cannot be done, said in words fit for whoever asked."""


class ReadingOvertaken(ReadingRefused):
    """Somebody else wrote in the meantime; nothing was saved, and `theirs` is what is there now."""

    def __init__(self, theirs: dict[str, str]) -> None:
        super().__init__(_("Outra pessoa guardou isto entretanto. Nada se perdeu: compare e escolha."))
        self.theirs = theirs


@transaction.atomic
def write_reading(
    *,
    measure: Measure,
    reader: Entity,
    level: str,
    read_on: date,
    reasons: str,
    by: str,
    at: datetime,
    today: date,
    reading: IndependentReading | None = None,
    since: datetime | None = None,
) -> IndependentReading:
    """Write a reading of a measure, or change one that is not public yet; the same one written again is the one there.

    `level` is one of IndependentReading.Level; `since`, where given, is when the writer saw the reading last written, and what was
    written later raises ReadingOvertaken. Raises ReadingRefused for a level that is none, no reasons, too many words, a day to come,
    or a reading that is public already.
    """
    reasons = reasons.strip()
    _refuse_said(level, reasons, read_on, today)
    said = {"level": level, "read_on": read_on.isoformat(), "reasons": reasons}
    old = None
    if reading is None:
        same = IndependentReading.objects.filter(measure=measure, reader=reader, written_by=by, state="draft")
        if there := same.filter(level=level, read_on=read_on, reasons=reasons).first():
            return there
        row = IndependentReading(measure=measure, reader=reader, written_by=by)
    else:
        row = _locked(reading)
        if row.state != IndependentReading.State.DRAFT:
            raise ReadingRefused(_("Esta leitura já está publicada: retire-a e escreva outra."))
        old = {"level": row.level, "read_on": row.read_on.isoformat(), "reasons": row.reasons}
        if since is not None and row.written_at != since:
            raise ReadingOvertaken({**old, "level": str(row.get_level_display())})
    row.level, row.read_on, row.reasons, row.written_at = level, read_on, reasons, at
    row.save()
    if old != said:
        record(verb="reading.write", by=by, at=at, target=target_of(row), old=old, new=said)
    return row


def _refuse_said(level: str, reasons: str, read_on: date, today: date) -> None:
    """Raise ReadingRefused for the first thing that cannot be said of a measure."""
    if level not in IndependentReading.Level.values:
        raise ReadingRefused(_("Escolha o que encontrou."))
    if not reasons:
        raise ReadingRefused(_("Escreva as razões: o que viu, onde e com quem falou."))
    _refuse_long(reasons)
    if read_on > today:
        raise ReadingRefused(_("O dia da leitura ainda não chegou."))


@transaction.atomic
def publish_reading(*, reading: IndependentReading, by: str, at: datetime) -> IndependentReading:
    """Make a reading public and tell the coordinators of the body that owns the plan, who may reply; once public, it stays once public."""
    row = _locked(reading)
    if row.state == IndependentReading.State.WITHDRAWN:
        raise ReadingRefused(_("Esta leitura foi retirada: escreva outra."))
    if row.state == IndependentReading.State.PUBLISHED:
        return row
    row.state, row.published_at = IndependentReading.State.PUBLISHED, at
    row.save(update_fields=["state", "published_at"])
    plan = row.measure.plan
    coordinators = Membership.objects.filter(
        entity=plan.owner_id, role=Role.MUNICIPAL_COORDINATOR, revoked_at__isnull=True, user__is_active=True
    ).select_related("user")
    told = {
        "plan": plan.slug,
        "measure": row.measure.code,
        "reader": row.reader.name,
        "reading": row.public_id,
    }
    for member in coordinators:
        key = f"reading:{row.public_id}:{member.user.public_id}"
        post(
            kind="reading.published",
            key=key,
            to=member.user.email,
            language=member.user.language,
            at=at,
            payload=told,
        )
    record(verb="reading.publish", by=by, at=at, target=target_of(row), new={"level": row.level})
    return row


@transaction.atomic
def reply(
    *,
    reading: IndependentReading,
    text: str,
    for_name: str,
    by: str,
    at: datetime,
    was: str | None = None,
) -> IndependentReading:
    """Reply to a public reading, beside which the words stand; a later reply takes the place of the former, which the ledger keeps.

    `was`, where given, is the reply the writer began from: if it is no longer the one there, ReadingOvertaken is raised. Raises ReadingRefused for no words, too many, or a reading that is not public.
    """
    row, text = _locked(reading), text.strip()
    if row.state != IndependentReading.State.PUBLISHED:
        raise ReadingRefused(_("Só se responde a uma leitura publicada."))
    if not text:
        raise ReadingRefused(_("Escreva a resposta."))
    _refuse_long(text)
    if text == row.reply:
        return row
    if was is not None and was.split() != row.reply.split():
        raise ReadingOvertaken({"text": row.reply})
    old = row.reply
    row.reply, row.replied_by, row.replied_for, row.replied_at = text, by, for_name, at
    row.save(update_fields=["reply", "replied_by", "replied_for", "replied_at"])
    record(verb="reading.reply", by=by, at=at, target=target_of(row), old={"reply": old}, new={"reply": text})
    return row


@transaction.atomic
def withdraw_reading(*, reading: IndependentReading, reason: str, by: str, at: datetime) -> None:
    """Withdraw a public reading, with a reason that is public; a draft is simply given up. Raises ReadingRefused without a reason."""
    row, reason = _locked(reading), reason.strip()
    if row.state == IndependentReading.State.WITHDRAWN:
        return
    if row.state == IndependentReading.State.DRAFT:
        record(verb="reading.discard", by=by, at=at, target=target_of(row), old={"level": row.level})
        row.delete()
        return
    if not reason:
        raise ReadingRefused(_("Diga porque é retirada a leitura: o motivo fica público."))
    _refuse_long(reason)
    row.state, row.withdrawn_reason = IndependentReading.State.WITHDRAWN, reason
    row.save(update_fields=["state", "withdrawn_reason"])
    record(verb="reading.withdraw", by=by, at=at, target=target_of(row), new={"reason": reason})


def target_of(reading: IndependentReading) -> str:
    """Return the measure's name in the ledger: its history tells of its readings."""
    return f"measure:{reading.measure.plan.slug}/{reading.measure.code}"


def _locked(reading: IndependentReading) -> IndependentReading:
    rows = IndependentReading.objects.select_for_update(of=("self",))
    return rows.select_related("measure__plan", "reader").get(pk=reading.pk)


def _refuse_long(text: str) -> None:
    if len(text) > LONGEST:
        said = {"n": len(text), "most": LONGEST}
        raise ReadingRefused(_("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % said)
