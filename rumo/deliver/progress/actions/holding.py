"""What every act on a report in the making stands on: read it again under lock, check where it is, keep it, tell the ledger."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rumo.deliver.plans.models import Measure
from rumo.deliver.progress import models as m
from rumo.deliver.progress.actions.importing import ReportRefused
from rumo.ground.ledger.actions import record
from rumo.science.planfile.cells import TEXTS
from rumo.science.planfile.values import Wrong, text

LISBON = ZoneInfo("Europe/Lisbon")
State = m.Draft.State
EDITABLE = (State.DRAFT, State.RETURNED)
WHERE: dict[str, Promise] = {
    State.DRAFT: gettext_lazy("em preparação"),
    State.SUBMITTED: gettext_lazy("enviado para aprovação"),
    State.RETURNED: gettext_lazy("devolvido"),
    State.APPROVED: gettext_lazy("aprovado"),
    State.PUBLISHED: gettext_lazy("publicado"),
}

Key = tuple[int, int | None, date]
"""A measure's key, a municipality's (None: the measure as a whole), a day."""


class Moved(ReportRefused):
    """The report is not where the act expects it: somebody sent, returned, approved, published or discarded it meanwhile."""


def today(at: datetime) -> date:
    """Return the day an instant falls on in Lisbon: what "future" is measured by."""
    return at.astimezone(LISBON).date()


def key_of(draft: m.Draft) -> Key:
    """Return what makes a draft the only open one of its report."""
    return (draft.measure_id, draft.municipality_id, draft.reference_date)


def locked(drafts: Iterable[m.Draft], states: Collection[str]) -> list[m.Draft]:
    """Return the drafts read again and locked until the transaction ends, in the order of their keys.

    Raises Moved when one is gone or in none of `states`, ReportRefused when there are none at all.
    """
    ids = {draft.pk for draft in drafts}
    if not ids:
        raise ReportRefused(_("Escolha pelo menos um relatório."))
    rows = list(_rows().filter(pk__in=ids))
    if len(rows) < len(ids):
        raise Moved(_("Um destes relatórios já não existe: foi apagado entretanto."))
    refuse_moved(rows, states)
    return rows


def locked_of(measures: Collection[int]) -> dict[Key, m.Draft]:
    """Return every open draft of some measures, locked; the measures too, so that two who begin one report wait for each other."""
    list(Measure.objects.select_for_update(no_key=True).filter(pk__in=measures).order_by("pk"))
    rows = _rows().filter(measure__in=measures).exclude(state=State.PUBLISHED)
    return {key_of(row): row for row in rows}


def _rows() -> Any:
    rows = m.Draft.objects.select_for_update(of=("self",)).order_by("pk")
    return rows.select_related("measure__plan", "municipality")


def refuse_moved(drafts: Iterable[m.Draft], states: Collection[str]) -> None:
    """Raise Moved for the first draft in none of the states."""
    for draft in drafts:
        if draft.state not in states:
            words = _(
                "O relatório da medida %(measure)s está %(where)s: veja como está agora e decida de novo."
            )
            raise Moved(words % {"measure": draft.measure.code, "where": WHERE[draft.state]})


def keep(draft: m.Draft, by: str, at: datetime) -> None:
    """Write a draft whose content changed: who and when, and one more revision."""
    draft.saved_by, draft.saved_at = by, at
    if draft.pk:
        draft.revision += 1
    draft.save()


def move(drafts: Sequence[m.Draft], state: str, **changes: Any) -> None:
    """Put drafts in a state, with what else changes with it (one write)."""
    for draft in drafts:
        draft.state = state
        for name, value in changes.items():
            setattr(draft, name, value)
    m.Draft.objects.bulk_update(drafts, ["state", *changes])


def told(
    draft: m.Draft,
    *,
    verb: str,
    by: str,
    at: datetime,
    old: object = None,
    new: Mapping[str, Any] | None = None,
) -> None:
    """Record an act on a draft in the history of its measure; `new` begins with the report's day and place."""
    measure = draft.measure
    place = draft.municipality.dico if draft.municipality else None
    record(
        verb=verb,
        by=by,
        at=at,
        target=f"measure:{measure.plan.slug}/{measure.code}",
        old=old,
        new={"date": draft.reference_date, "place": place, **(new or {})},
    )


def reason_of(raw: str, missing: str) -> str:
    """Return a reason as it is kept. Raises ReportRefused, with the words `missing` when there is none, and when it is too long."""
    try:
        reason = text(raw, limit=TEXTS["returned"], lines=True).strip()
    except Wrong as wrong:
        raise ReportRefused(_("O motivo %(why)s.") % {"why": wrong}) from None
    if not reason:
        raise ReportRefused(missing)
    return reason
