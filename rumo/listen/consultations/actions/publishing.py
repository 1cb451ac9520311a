"""Publishing a consultation, putting its closing off, cancelling it, noting that it closed."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core.texts import prose
from rumo.ground.ledger.actions import record
from rumo.listen.consultations import models as m
from rumo.listen.consultations.actions.inviting import write_to
from rumo.listen.consultations.actions.writing import ConsultationRefused, held, target_of, write_words
from rumo.listen.consultations.queries import lacking, standing
from rumo.listen.consultations.rules import LONGEST, Phase, longest, phase, start_of, term

ANSWER_WEEKS = 12
"""Weeks after closing until everything said is answered."""


def missing(consultation: m.Consultation) -> list[str]:
    """Return, in words, what a consultation lacks to be published; empty when nothing (three queries)."""
    return [words for _part, words in lacking(consultation, standing(consultation))]


@transaction.atomic
def publish(*, consultation: m.Consultation, country: str, by: str, at: datetime) -> m.Consultation:
    """Publish a consultation: its term begins the day after and is worked out once and for all.

    Raises ConsultationRefused with everything it lacks, or when it was published before.
    """
    row = held(consultation)
    if row.state != m.Consultation.State.DRAFT:
        raise ConsultationRefused(_("A consulta já foi publicada."))
    if lacks := missing(row):
        raise ConsultationRefused(" ".join(lacks))
    found = term(
        at,
        days=row.term_days,
        working=row.term_unit == m.Consultation.Unit.WORKING,
        zone=row.zone,
        country=country,
        local=[date.fromisoformat(day) for day in row.local_holidays],
    )
    row.state, row.published_at = m.Consultation.State.PUBLISHED, at
    _close_on(row, found.last_on)
    row.first_on, row.opens_at = found.first_on, found.opens_at
    row.save()
    told = {"first_on": found.first_on, "last_on": found.last_on, "zone": row.zone}
    record(verb="consultation.publish", by=by, at=at, target=target_of(row), new=told)
    write_to(row, list(m.Invitation.objects.filter(consultation=row)), "consultation.invited", at)
    return row


@transaction.atomic
def extend(
    *, consultation: m.Consultation, last_on: date, reason: str, by: str, at: datetime
) -> m.Consultation:
    """Put the closing off to the end of a later day; everyone reads the reason. Raises ConsultationRefused.

    Nothing that has closed opens again.
    """
    row = held(consultation)
    if phase(row, at=at) not in (Phase.COMING, Phase.OPEN) or row.last_on is None:
        raise ConsultationRefused(_("Só se prolonga uma consulta que ainda não fechou."))
    if last_on <= row.last_on:
        raise ConsultationRefused(
            _("O novo fim tem de ser depois de %(day)s.") % {"day": row.last_on.isoformat()}
        )
    if last_on > row.last_on + timedelta(days=LONGEST):
        raise ConsultationRefused(
            _("O novo fim pode ser no máximo %(most)s dias depois do anterior.") % {"most": LONGEST}
        )
    old, reason = row.last_on, _public(reason)
    m.Extension.objects.create(consultation=row, old_last_on=old, new_last_on=last_on, reason=reason, at=at)
    _close_on(row, last_on)
    row.save()
    told = {"last_on": last_on, "reason": reason}
    record(verb="consultation.extend", by=by, at=at, target=target_of(row), old={"last_on": old}, new=told)
    return row


@transaction.atomic
def cancel(*, consultation: m.Consultation, reason: str, by: str, at: datetime) -> m.Consultation:
    """Cancel a published consultation; its page stays and says why, and what was said is kept. Raises ConsultationRefused."""
    row = held(consultation)
    if row.state != m.Consultation.State.PUBLISHED:
        raise ConsultationRefused(_("Só se anula uma consulta publicada."))
    reason = _public(reason)
    row.state = m.Consultation.State.CANCELLED
    row.save(update_fields=["state"])
    write_words(row, {"cancelled": reason}, row.language, m.Wording.State.SOURCE, by, at)
    record(verb="consultation.cancel", by=by, at=at, target=target_of(row), new={"reason": reason})
    return row


@transaction.atomic
def record_closing(*, consultation: m.Consultation, by: str, at: datetime) -> bool:
    """Note, once, that a consultation has closed; False when it has not, or was noted before. Nothing depends on the note."""
    row = held(consultation)
    if phase(row, at=at) is not Phase.CLOSED or row.closing_recorded_at:
        return False
    row.closing_recorded_at = at
    row.save(update_fields=["closing_recorded_at"])
    record(verb="consultation.close", by=by, at=at, target=target_of(row), new={"last_on": row.last_on})
    return True


@transaction.atomic
def record_closings(*, by: str, at: datetime) -> int:
    """Note every consultation that has closed and was not noted; return how many (one query where there is none)."""
    due = m.Consultation.objects.filter(
        state=m.Consultation.State.PUBLISHED, closes_at__lte=at, closing_recorded_at__isnull=True
    )
    return sum(record_closing(consultation=row, by=by, at=at) for row in due.order_by("pk"))


def _public(reason: str) -> str:
    """Return a reason everybody will read, as it is kept."""
    said = prose(reason)
    if not said:
        raise ConsultationRefused(_("Escreva o motivo: vai ser público."))
    if len(said) > longest("reason"):
        told = {"n": len(said), "most": longest("reason")}
        raise ConsultationRefused(_("Tem %(n)s carateres e o máximo é %(most)s: encurte.") % told)
    return said


def _close_on(row: m.Consultation, last_on: date) -> None:
    row.last_on = last_on
    row.closes_at = start_of(last_on + timedelta(days=1), row.zone)
    row.answer_by = last_on + timedelta(weeks=ANSWER_WEEKS)
