"""What somebody has to report, plan by plan and cycle by cycle: how many measures, until when, what is late, what came back."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from rumo.deliver.plans.models import MeasureVersion, Plan, PlanVersion
from rumo.deliver.plans.rules import visible_to
from rumo.deliver.progress import models as m
from rumo.deliver.progress.queries.standing import Said, standing
from rumo.deliver.progress.queries.windows import (
    LIVE,
    Window,
    cycles_by_version,
    in_use,
    next_opening,
    windows,
)
from rumo.deliver.progress.rules import reportable_by
from rumo.ground.people.rules import MUNICIPAL, REPORTERS, Who

State = m.Draft.State
SENT = (State.SUBMITTED, State.APPROVED)


@dataclass(frozen=True, slots=True)
class Task:
    """The measures of one plan that somebody is due to report on in one window; `late` of them were silent in the one before too."""

    plan: Plan
    title: str
    window: Window
    due: int
    missing: int
    begun: int
    sent: int
    late: int

    @property
    def over(self) -> bool:
        """Tell whether the due day has passed."""
        return self.window.phase in ("late", "silent")


@dataclass(frozen=True, slots=True)
class Worklist:
    """All that waits for somebody to report, the most urgent first; `opening` is when the next cycle opens where nothing does."""

    tasks: tuple[Task, ...] = ()
    returned: tuple[m.Draft, ...] = ()
    making: tuple[PlanVersion, ...] = ()
    opening: dt.date | None = None
    next_plan: str = ""


@dataclass(slots=True)
class _Mine:
    """What somebody reports on in one plan, as its version in use has it."""

    version: PlanVersion
    measures: list[tuple[int, dt.date | None]] = field(default_factory=list)


def worklist(who: Who, *, today: dt.date) -> Worklist:
    """Return what waits for somebody to report today (at most five queries, however many plans)."""
    making, versions = _versions(who)
    if not who.has(*REPORTERS):
        return Worklist(making=making)
    mine = _mine(who, versions, today)
    cycles = cycles_by_version(one.version for one in mine)
    own = [pk for one in mine for pk, _ in one.measures]
    towns = who.municipalities(*MUNICIPAL)
    reports = _by_measure(standing(m.Report.objects.filter(measure__in=own)))
    drafts = list(
        m.Draft.objects.filter(measure__in=own)
        .exclude(state=State.PUBLISHED)
        .select_related("measure__plan", "municipality")
        .order_by("reference_date", "pk")
    )
    tasks = [
        task
        for one in mine
        for task in _tasks(one, windows(cycles[one.version.pk], today), reports, drafts, towns, today)
    ]
    openings = [
        (day, one.version.title) for one in mine if (day := next_opening(cycles[one.version.pk], today))
    ]
    opening, plan = min(openings, default=(None, ""))
    returned = tuple(draft for draft in drafts if draft.state == State.RETURNED)
    return Worklist(tuple(sorted(tasks, key=_urgency)), returned, making, opening, plan)


def _versions(who: Who) -> tuple[tuple[PlanVersion, ...], dict[int, list[PlanVersion]]]:
    """Return the versions in the making somebody sees, and the published ones of plans they report on, by plan (one query)."""
    making = Q(plan__in=visible_to(who)) & ~Q(state=PlanVersion.State.PUBLISHED)
    public = Q(plan__in=reportable_by(who).values("plan"), state=PlanVersion.State.PUBLISHED)
    wanted = making | public if who.has(*REPORTERS) else making
    rows = (
        PlanVersion.objects.filter(wanted, plan__template=False)
        .select_related("plan")
        .order_by("title", "pk")
    )
    by_plan: defaultdict[int, list[PlanVersion]] = defaultdict(list)
    for row in rows:
        if row.state == PlanVersion.State.PUBLISHED:
            by_plan[row.plan_id].append(row)
    return tuple(row for row in rows if row.state != PlanVersion.State.PUBLISHED), by_plan


def _mine(who: Who, versions: Mapping[int, list[PlanVersion]], today: dt.date) -> list[_Mine]:
    """Return, for each plan, the version in use and the live measures somebody reports on in it (one query)."""
    used = [version for rows in versions.values() if (version := in_use(rows, today))]
    found = {version.pk: _Mine(version) for version in used}
    said = MeasureVersion.objects.filter(version__in=found, measure__in=reportable_by(who)).order_by(
        "position"
    )
    for version_id, measure, start in said.values_list("version_id", "measure_id", "starts_on"):
        found[version_id].measures.append((measure, start or found[version_id].version.starts_on))
    return [one for one in found.values() if one.measures]


def _by_measure(reports: Iterable[Said]) -> dict[int, list[Said]]:
    found: defaultdict[int, list[Said]] = defaultdict(list)
    for report in reports:
        found[report.measure].append(report)
    return dict(found)


def _tasks(
    mine: _Mine,
    open_windows: Sequence[Window],
    reports: dict[int, list[Said]],
    drafts: Sequence[m.Draft],
    towns: set[int],
    today: dt.date,
) -> Iterable[Task]:
    before = next((window for window in open_windows if window.phase == "silent"), None)
    for window in open_windows:
        due = [pk for pk, start in mine.measures if is_due(start, reports.get(pk, ()), window)]
        missing = {pk for pk in due if not reported(reports.get(pk, ()), window, towns)}
        begun = {
            draft.measure_id: draft.state
            for draft in drafts
            if window.first <= draft.reference_date <= window.last
        }
        sent = {pk for pk in missing if begun.get(pk) in SENT}
        left = missing - sent
        late = left if window.phase in ("late", "silent") else _late(left, reports, before, towns)
        if due:
            yield Task(
                plan=mine.version.plan,
                title=mine.version.title,
                window=window,
                due=len(due),
                missing=len(left),
                begun=len([pk for pk in left if pk in begun]),
                sent=len(sent),
                late=len(late),
            )


def _late(left: set[int], reports: dict[int, list[Said]], before: Window | None, towns: set[int]) -> set[int]:
    """Return those that were silent in the window before as well."""
    return {pk for pk in left if before and not reported(reports.get(pk, ()), before, towns)}


def is_due(start: dt.date | None, reports: Iterable[Said], window: Window) -> bool:
    """Tell whether a measure is due in a window: started by its last day (an unknown start counts as started), and not given up."""
    if start is not None and start > window.last:
        return False
    stages = [one.stage for one in reports if one.day <= window.last]
    return not (stages and stages[-1] == "cancelled")


def reported(reports: Iterable[Said], window: Window, towns: set[int]) -> bool:
    """Tell whether a published report of the window's days speaks for every municipality, or for one of these (none: any)."""
    return any(
        one.day >= window.first
        and (one.day <= window.last or window.due_on is None)
        and (one.municipality is None or not towns or one.municipality in towns)
        for one in reports
    )


def _urgency(task: Task) -> tuple[bool, int, dt.date, str]:
    return (not task.missing, LIVE.index(task.window.phase), task.window.last, task.title)
