"""What is still to be reported where a reminder falls due: of which plan, in which cycle, which measures (five queries for any number of plans)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from rumo.deliver.plans.models import MeasureVersion, PlanVersion
from rumo.deliver.progress import models as m
from rumo.science.degree.calendar import Kind, due_between, due_day, reminders
from rumo.science.planfile import document as pf

SENT = (m.Draft.State.SUBMITTED, m.Draft.State.APPROVED)


@dataclass(slots=True)
class Call:
    """A reminder that falls due: the plan's version in use, the cycle it is about, the one before (if its due day is over too).

    `due` are the measures that ought to report in the cycle, `open` those of them that have not, `late` those of `open` that
    did not in the cycle before either.
    """

    version: PlanVersion
    kind: Kind
    cycle: pf.Cycle
    before: pf.Cycle | None
    due: set[int] = field(default_factory=set)
    open: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)


def calls(after: date, until: date) -> list[Call]:
    """Return the reminders that fell due after a day, up to another, where something is still to be reported.

    Of several of one cycle the most urgent; but where the national team is told (`escalated`) and the municipality was not yet
    told of its silence, both.
    """
    found = list(_fallen(after, until))
    if not found:
        return []
    _measures(found)
    spoken = _Spoken({measure for call in found for measure in call.due}, until)
    for call in found:
        call.due -= spoken.cancelled
        call.open = {measure for measure in call.due if not spoken.within(measure, call.cycle)}
        if call.before is not None:
            call.late = {measure for measure in call.open if not spoken.within(measure, call.before)}
    return [call for call in found if call.open]


def _fallen(after: date, until: date) -> Iterator[Call]:
    cycles: defaultdict[int, list[pf.Cycle]] = defaultdict(list)
    versions = _in_use(until)
    for row in m.Cycle.objects.filter(version__in=versions).order_by("starts_on"):
        cycles[row.version_id].append(pf.Cycle(row.starts_on, row.ends_on, row.due_on, row.grace_days))
    for pk, own in cycles.items():
        for called in due_between(own, after, until):
            cycle = own[called.cycle]
            past = [each for each in own if each.end < cycle.end and due_day(each) < until]
            before = max(past, key=lambda each: each.end, default=None)
            kinds = {each.kind for each in reminders(cycle) if after < each.day <= until}
            if called.reminder.kind == "escalated" and "silent" in kinds:
                yield Call(versions[pk], "silent", cycle, before)
            yield Call(versions[pk], called.reminder.kind, cycle, before)


def _in_use(day: date) -> dict[int, PlanVersion]:
    """Return the version in use of each published plan, by its key: the last that took effect by the day, else the first."""
    rows = PlanVersion.objects.filter(state=PlanVersion.State.PUBLISHED).select_related(
        "plan__owner__municipality"
    )
    by_plan: defaultdict[int, list[PlanVersion]] = defaultdict(list)
    for row in rows.defer("source", "funding", "partners", "as_printed", "search"):
        by_plan[row.plan_id].append(row)
    found = {}
    for every in by_plan.values():
        every.sort(key=lambda row: (row.effective_on or date.min, row.number))
        effective = [row for row in every if (row.effective_on or date.min) <= day]
        version = effective[-1] if effective else every[0]
        found[version.pk] = version
    return found


def _measures(found: Sequence[Call]) -> None:
    """Fill in which measures had begun by the end of the cycle; a start nobody wrote down counts as begun."""
    said: defaultdict[int, list[tuple[int, date | None]]] = defaultdict(list)
    versions = {call.version.pk for call in found}
    rows = MeasureVersion.objects.filter(version__in=versions)
    for version, measure, start in rows.values_list("version_id", "measure_id", "starts_on"):
        said[version].append((measure, start))
    for call in found:
        for measure, own in said[call.version.pk]:
            start = own or call.version.starts_on
            if start is None or start <= call.cycle.end:
                call.due.add(measure)


class _Spoken:
    """When measures were reported on, published or sent, and which of them their latest reports call cancelled (two queries)."""

    def __init__(self, measures: set[int], until: date) -> None:
        self._days: defaultdict[int, set[date]] = defaultdict(set)
        latest: dict[tuple[int, int | None, date], tuple[str, bool]] = {}
        reports = m.Report.objects.filter(
            measure__in=measures, state=m.Report.State.PUBLISHED, reference_date__lte=until
        )
        columns = ("measure_id", "municipality_id", "reference_date", "stage", "withdrawn")
        for *slot, stage, withdrawn in reports.order_by("published_at", "number").values_list(*columns):
            latest[slot[0], slot[1], slot[2]] = (stage, withdrawn)
        standing: defaultdict[int, dict[int | None, tuple[date, str]]] = defaultdict(dict)
        for (measure, place, day), (stage, withdrawn) in sorted(latest.items(), key=lambda item: item[0][2]):
            if not withdrawn:
                self._days[measure].add(day)
                standing[measure][place] = (day, stage)
        self.cancelled = {measure for measure, places in standing.items() if _cancelled(places)}
        drafts = m.Draft.objects.filter(measure__in=measures, state__in=SENT, corrects=None)
        for measure, day in drafts.values_list("measure_id", "reference_date"):
            self._days[measure].add(day)

    def within(self, measure: int, cycle: pf.Cycle) -> bool:
        """Tell whether a measure was reported on in a cycle."""
        return any(cycle.start <= day <= cycle.end for day in self._days[measure])


def _cancelled(places: dict[int | None, tuple[date, str]]) -> bool:
    """Tell whether the latest word of every place is that the measure is cancelled; a report with no place speaks for all."""
    never: tuple[date, str] = (date.min, "")
    whole = places.get(None, never)
    own = [said for place, said in places.items() if place is not None] or [never]
    return all(max(said, whole, key=lambda word: word[0])[1] == "cancelled" for said in own)
