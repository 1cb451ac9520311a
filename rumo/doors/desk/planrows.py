"""New published plans as rows of the rooms' tables, many at once: the synthetic nation's way in, beside the actions' one by one."""

from datetime import datetime

from rumo.deliver.plans import models as plans
from rumo.deliver.progress import models as progress
from rumo.doors.desk.bulk import Table
from rumo.ground.core.fields import folded
from rumo.ground.territory.models import Municipality
from rumo.ground.vocabularies.queries import area_ids
from rumo.science.planfile import document as pf


class Rows:
    """Gathers plans that nobody else has (new slugs, first versions) and writes them as published; only what `invented` says is kept."""

    def __init__(self, at: datetime) -> None:
        """Look up places, areas, funders and the keys to go on from; everything is recorded at `at`."""
        self._at = at
        self._places = dict(Municipality.objects.values_list("dico", "pk"))
        self._areas = area_ids()
        self._funders = dict(plans.Funder.objects.values_list("name", "pk"))
        self._tables = {name: Table(model, *columns) for name, (model, columns) in TABLES.items()}

    def take(self, plan: pf.Plan) -> None:
        """Take in a plan with its measures and reports."""
        owner = self._add("plan", plan.slug, plan.synthetic, self._at)
        version = self._add(
            "version", owner, 1, "published", self._at, plan.title, plan.kind, plan.promoter,
            plan.start, plan.end, plan.until_replaced, plan.language, folded(plan.title, plan.promoter),
        )  # fmt: skip
        for i, code in enumerate(plan.municipalities):
            self._add("plan_place", version, self._places[code], i)
        for cycle in plan.cycles:
            self._add("cycle", version, cycle.start, cycle.end, cycle.due, cycle.grace_days)
        measures = {}
        for i, said in enumerate(plan.measures):
            measures[said.code] = self._add("measure", owner, said.code)
            self._measure(measures[said.code], version, i, said)
        for report in plan.reports:
            self._report(measures[report.measure], report)

    def write(self) -> None:
        """Write everything taken in, what is referred to first."""
        for table in self._tables.values():
            table.write()

    def _add(self, name: str, *values: object) -> int:
        return self._tables[name].add(*values)

    def _funder(self, name: str) -> int:
        if name not in self._funders:
            self._funders[name] = self._add("funder", name)
        return self._funders[name]

    def _measure(self, measure: int, version: int, position: int, said: pf.Measure) -> None:
        words = folded(said.code, said.title, said.description, said.axis, *said.responsible)
        mv = self._add(
            "measure_version", measure, version, position, said.title, said.axis, said.strategic_objective,
            said.level, said.start, said.end, said.weight, list(said.responsible), words,
        )  # fmt: skip
        for i, key in enumerate(said.areas):
            self._add("area", mv, self._areas[key], i)
        for point in said.milestones:
            self._add("milestone", mv, point.date, point.share)
        for i, line in enumerate(said.budget):
            self._add("funding", mv, i, self._funder(line.funder), line.planned)
        for i, step in enumerate(said.activities):
            self._add("activity", mv, i, step.code, step.title, step.weight)
        for i, n in enumerate(said.indicators):
            self._add(
                "indicator", mv, i, n.code, n.title, n.kind, n.unit, n.target_type, n.baseline, n.target
            )

    def _report(self, measure: int, said: pf.Report) -> None:
        report = self._add(
            "report", measure, said.reference_date, said.version, "published", said.published_at, self._at,
            said.stage, said.narrative, said.difficulties, said.corrective_action, said.reason,
        )  # fmt: skip
        for code, done in said.activities.items():
            self._add("measurement", report, "activity", code, done)
        for code, value in said.indicators.items():
            self._add("measurement", report, "indicator", code, value.total)
        for name, amount in said.spent.items():
            self._add("spending", report, self._funder(name), amount)
        for i, e in enumerate(said.evidence):
            self._add(
                "evidence", report, i, e.kind, e.title, e.url, e.indicator, e.accepted, e.on, e.note, e.reserved, e.verification,
            )  # fmt: skip


TABLES = {
    "funder": (plans.Funder, ("name",)),
    "plan": (plans.Plan, ("slug", "synthetic", "recorded_at")),
    "version": (
        plans.PlanVersion,
        ("plan", "number", "state", "recorded_at", "title", "kind", "promoter", "starts_on", "ends_on", "until_replaced", "language", "search"),
    ),
    "plan_place": (plans.PlanPlace, ("version", "municipality", "position")),
    "cycle": (progress.Cycle, ("version", "starts_on", "ends_on", "due_on", "grace_days")),
    "measure": (plans.Measure, ("plan", "code")),
    "measure_version": (
        plans.MeasureVersion,
        ("measure", "version", "position", "title", "axis", "strategic_objective", "level", "starts_on", "ends_on", "weight", "responsible", "search"),
    ),
    "area": (plans.MeasureArea, ("measure_version", "area", "position")),
    "milestone": (plans.Milestone, ("measure_version", "on", "share")),
    "funding": (plans.Funding, ("measure_version", "position", "funder", "planned")),
    "activity": (plans.Activity, ("measure_version", "position", "code", "title", "weight")),
    "indicator": (
        plans.Indicator,
        ("measure_version", "position", "code", "title", "kind", "unit", "target_type", "baseline", "target"),
    ),
    "report": (
        progress.Report,
        ("measure", "reference_date", "number", "state", "published_at", "recorded_at", "stage", "narrative", "difficulties", "corrective_action", "reason"),
    ),
    "measurement": (progress.Measurement, ("report", "kind", "code", "value")),
    "spending": (progress.Spending, ("report", "funder", "amount")),
    "evidence": (progress.Evidence, ("report", "position", "kind", "title", "url", "indicator", "accepted", "on", "note", "reserved", "verification")),
}  # fmt: skip
"""The columns written of each table, in the order that lets every row find what it refers to."""
