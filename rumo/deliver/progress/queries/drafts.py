"""Reads of reports in the making: what waits for second eyes, each report beside what was last published, those of one measure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from rumo.deliver.plans.models import Measure, Plan
from rumo.deliver.progress import models as m
from rumo.deliver.progress.queries.before import Asked, Past, before
from rumo.deliver.progress.queries.doubting import among, asked
from rumo.deliver.progress.queries.promised import promised
from rumo.deliver.progress.rules import reviewable_by, second_eyes_on
from rumo.ground.people.models import Role
from rumo.ground.people.queries import MACHINE, acting_for, machines_of
from rumo.ground.people.rules import Who
from rumo.science.planfile import cells
from rumo.science.planfile import document as pf
from rumo.science.planfile.values import Wrong


@dataclass
class Group:
    """The reports in review of a plan and day: those that wait to be decided, those approved and not yet public.

    `eyes` gives, by a draft's key, the body for which whoever asks may decide on it; one they sent or may not decide is not there.
    """

    plan: Plan
    day: date
    coordinators: int = 0
    waiting: list[m.Draft] = field(default_factory=list)
    approved: list[m.Draft] = field(default_factory=list)
    eyes: dict[int, int] = field(default_factory=dict)

    @property
    def drafts(self) -> list[m.Draft]:
        """Return all of them, in the order of their measures."""
        return sorted(self.waiting + self.approved, key=_order)

    @property
    def senders(self) -> set[str]:
        """Return the public ids of those who sent them."""
        return {draft.submitted_by for draft in self.drafts}

    @property
    def since(self) -> datetime | None:
        """Return when the first that still waits was sent; None when all are decided."""
        return min((draft.submitted_at for draft in self.waiting if draft.submitted_at), default=None)


def in_review(
    who: Who, *, on: date, plan: str | None = None, day: date | None = None, mine: bool = True
) -> list[Group]:
    """Return the reports in review that somebody may decide on, grouped by plan and day, the longest waiting first (three queries, four where
    a machine sent some).

    With `mine`, the groups they sent something of, and can only take back, come too. `plan` (a slug) and `day` narrow it to one.
    """
    rows = reviewable_by(who).select_related("measure__plan__owner__municipality", "municipality", "corrects")
    if plan is not None:
        rows = rows.filter(measure__plan__slug=plan)
    if day is not None:
        rows = rows.filter(reference_date=day)
    drafts = list(rows.order_by("submitted_at", "pk"))
    officers = coordinators({d.measure.plan.owner_id for d in drafts if d.measure.plan.owner_id}, on=on)
    machines = machines_of(who) if any(draft.submitted_by.startswith(MACHINE) for draft in drafts) else set()
    groups: dict[tuple[int, date], Group] = {}
    for draft in drafts:
        of = draft.measure.plan
        here = officers.get(of.owner_id or 0, 0)
        on_day = draft.reference_date
        group = groups.setdefault((of.pk, on_day), Group(of, on_day, here))
        (group.waiting if draft.state == m.Draft.State.SUBMITTED else group.approved).append(draft)
        eyes = second_eyes_on(who, draft, coordinators=here, machines=machines)
        if eyes is not None:
            group.eyes[draft.pk] = eyes
    return [group for group in groups.values() if group.eyes or (mine and who.public_id in group.senders)]


def coordinators(entities: set[int], *, on: date) -> dict[int, int]:
    """Return how many people coordinate in each body on a day (two queries)."""
    if not entities:
        return {}
    found = acting_for(entities, (Role.MUNICIPAL_COORDINATOR,), on=on)
    return {entity: len(users) for entity, users in found.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """A cell of a report beside what was last published of it; `doubts` says what is odd about it. Values are None where nothing was said."""

    cell: str
    family: str
    code: str
    part: str
    new: Any
    last: Any
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A report in the making beside the last published one: its measure (None: in no public plan), a line a cell, when the last was."""

    draft: m.Draft
    measure: pf.Measure | None
    lines: list[Line]
    last_on: date | None
    doubts: int


def compared(drafts: Iterable[m.Draft]) -> list[Compared]:
    """Return each report in the making beside what was last published, in their order (three queries).

    A correction stands beside the report it corrects; any other beside the last one of an earlier day.
    """
    drafts = list(drafts)
    measures = promised({(draft.measure_id, draft.reference_date) for draft in drafts})
    past = before({key for draft in drafts for key in (asked(draft), _beside(draft))})
    words: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for doubt in among(drafts, measures, past):
        words[doubt.draft][doubt.cell].append(doubt.words)
    found = []
    for draft in drafts:
        measure = measures.get((draft.measure_id, draft.reference_date))
        beside, odd = past[_beside(draft)], words[draft.public_id]
        lines = list(_lines(draft, measure, beside, odd)) if measure else []
        found.append(Compared(draft, measure, lines, beside.on, sum(map(len, odd.values()))))
    return found


def _beside(draft: m.Draft) -> Asked:
    """Return what a draft is shown beside: a correction what is public of its own day, any other what was before it."""
    key = asked(draft)
    return key._replace(day=key.day + timedelta(days=1)) if draft.corrects_id else key


def _lines(draft: m.Draft, measure: pf.Measure, beside: Past, odd: dict[str, list[str]]) -> Iterable[Line]:
    said = cells.flat(draft.said)
    known = [cell for cell in beside.values if cell not in said]
    places = {f"activities/{a.code}": i for i, a in enumerate(measure.activities)}
    places |= {f"indicators/{n.code}": i for i, n in enumerate(measure.indicators)}
    for cell in sorted([*said, *known], key=lambda cell: _place(cell, places)):
        family, _slash, rest = cell.partition("/")
        code, part = _coded(family, rest, measure)
        words = tuple(odd.get(cell, ()))
        yield Line(cell, family, code, part, said.get(cell), beside.last(cell), words)


def _place(cell: str, places: dict[str, int]) -> tuple[int, int, str]:
    """Return where a cell stands on a page: the stage, what the plan lists in its order, money, then texts."""
    family = cell.partition("/")[0]
    order = ("stage", *cells.FAMILIES, *cells.CELLS)
    fits = [places[of] for of in places if cell == of or cell.startswith(of + "/")]
    return (order.index(family), max(fits, default=0), cell if "/" in cell else "")


def _coded(family: str, rest: str, measure: pf.Measure) -> tuple[str, str]:
    if family != "indicators":
        return rest, ""
    try:
        at = cells.address(f"{family}/{rest}", measure)
    except Wrong:
        return rest, ""
    return at.code, at.part


def _order(draft: m.Draft) -> tuple[str, int]:
    return (draft.measure.code, draft.municipality_id or 0)


def of_measure(measure: Measure) -> QuerySet[m.Draft]:
    """Return the reports in the making of a measure that are not public yet, newest day first."""
    rows = m.Draft.objects.filter(measure=measure).exclude(state=m.Draft.State.PUBLISHED)
    return rows.select_related("measure__plan", "municipality", "corrects").order_by(
        "-reference_date", "municipality_id"
    )


@dataclass(frozen=True, slots=True)
class Public:
    """A published version of a report; `counts`: it is the one in force, and can be corrected. `approved_for`: whose eyes were the second pair."""

    report: m.Report
    counts: bool
    approved_for: str


def published_of(measure: Measure) -> list[Public]:
    """Return every published version of the reports of a measure, newest day and version first (two queries)."""
    rows = m.Report.objects.filter(measure=measure, state=m.Report.State.PUBLISHED).select_related(
        "municipality"
    )
    ordered = list(rows.order_by("reference_date", "municipality_id", "published_at", "number"))
    last = {(row.reference_date, row.municipality_id): row.pk for row in ordered}
    eyes = dict(
        m.Draft.objects.filter(measure=measure, report__isnull=False).values_list("report", "approved_for")
    )
    return [
        Public(
            row,
            last[row.reference_date, row.municipality_id] == row.pk and not row.withdrawn,
            eyes.get(row.pk, ""),
        )
        for row in reversed(ordered)
    ]
