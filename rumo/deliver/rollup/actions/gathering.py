"""Read published rows of a block of plans into one set of columns, a fixed number of queries whatever the block's size."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from django.db import connections
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from numpy.typing import NDArray

from rumo.deliver.plans import models as plans
from rumo.deliver.progress import models as progress
from rumo.ground.core.epochs import EpochDay, EpochMicros
from rumo.science.degree import columns as c
from rumo.science.planfile import document as pf
from rumo.science.planfile import resolved_direction

_ALWAYS = -(2**60)  # a power of two: exact as a float
_AT_MOST = 10_000  # DICO codes are used as municipality indices: four digits


def _day(field: str) -> Coalesce:
    return Coalesce(EpochDay(field), Value(int(c.NO_DAY)))


def _coded(field: str, codes: dict[str, int], default: int = 0) -> Case:
    whens = [When(**{field: name}, then=Value(code)) for name, code in codes.items()]
    return Case(*whens, default=Value(default), output_field=IntegerField())


def _fetched(query: QuerySet[Any], *columns: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query as the database gives them: half the time of a rebuild went into converting values one by one."""
    named = [col if isinstance(col, str) else f"c{i}" for i, col in enumerate(columns)]
    extra = {f"c{i}": col for i, col in enumerate(columns) if not isinstance(col, str)}
    sql, params = query.annotate(**extra).values_list(*named).query.get_compiler(using=query.db).as_sql()
    with connections[query.db].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _rows(query: QuerySet[Any], *columns: Any) -> list[NDArray[np.float64]]:
    """Return the columns of a query as float arrays; whole numbers stay exact below 2**53."""
    rows = _fetched(query, *columns)
    return list(np.array(rows, dtype=np.float64).reshape(len(rows), len(columns)).T)


class _Definition(NamedTuple):
    """What a version of a measure says of an activity (item kind 0) or of an indicator in the degree (1), as numbers of degree/1."""

    measure_version: int
    item_kind: int
    code: str
    weight: float
    kind: int = 0
    baseline: float = 0.0
    target: float = np.nan
    direction: int = 1
    aggregation: int = 0


def _int(array: NDArray[np.float64]) -> c.Int:
    return array.astype(np.int32)


class Block:
    """Published rows of some plans, in order of plan, and where each row's key stands."""

    def __init__(self, plan_ids: Sequence[int]) -> None:
        self.plan_ids = np.array(sorted(plan_ids), dtype=np.int64)
        self.versions = plans.PlanVersion.objects.filter(
            plan__in=plan_ids, state=plans.PlanVersion.State.PUBLISHED
        )
        self.said = plans.MeasureVersion.objects.filter(
            version__plan__in=plan_ids, version__state=plans.PlanVersion.State.PUBLISHED
        )
        self.reports = progress.Report.objects.filter(
            measure__plan__in=plan_ids, state=progress.Report.State.PUBLISHED
        )

    def facts(self) -> c.Facts:
        """Read everything and return the columns; `mv_ids`, `measure_ids` and `item_keys` then tell what stands where."""
        out: dict[str, Any] = {"plans": len(self.plan_ids), "municipalities": _AT_MOST}
        out |= self._version_columns() | self._measure_columns()
        out |= (
            self._definition_columns()
            | self._budget_columns()
            | self._report_columns()
            | self._value_columns()
        )
        out["funders"] = (
            int(max(out["budget_funder"].max(initial=-1), out["spent_funder"].max(initial=-1))) + 1
        )
        return c.Facts(**out)

    def _version_columns(self) -> dict[str, Any]:
        published = Coalesce(EpochMicros("published_at"), Value(_ALWAYS))
        self.version_ids, plan, effective, known, number = _rows(
            self.versions.order_by("plan_id", "number"),
            "pk",
            "plan_id",
            _day("effective_on"),
            published,
            "number",
        )
        self._version_at = np.argsort(self.version_ids)
        cycles = progress.Cycle.objects.filter(version__in=self.versions).order_by(
            "version__plan_id", "version__number", "starts_on"
        )
        due = Coalesce(EpochDay("due_on"), EpochDay("ends_on"))
        version, start, end, due_on, grace = _rows(
            cycles, "version_id", EpochDay("starts_on"), EpochDay("ends_on"), due, "grace_days"
        )
        return {
            "version_plan": np.searchsorted(self.plan_ids, plan).astype(np.int32),
            "version_effective": _int(effective),
            "version_published": np.where(known == _ALWAYS, c.ALWAYS, known.astype(np.int64)),
            "version_number": _int(number),
            "cycle_version": self._version(version),
            "cycle_start": _int(start),
            "cycle_end": _int(end),
            "cycle_due": _int(due_on),
            "cycle_grace": _int(grace),
        }

    def _version(self, ids: NDArray[np.float64]) -> c.Int:
        return self._version_at[np.searchsorted(self.version_ids, ids, sorter=self._version_at)].astype(
            np.int32
        )

    def _measure_columns(self) -> dict[str, Any]:
        known = plans.Measure.objects.filter(pk__in=self.said.values("measure_id"))
        rows = _fetched(known.order_by("plan_id", "pk"), "pk", "plan_id", "code")
        self.measure_ids = np.array([pk for pk, _, _ in rows], dtype=np.int64)
        self.codes = [code for _, _, code in rows]
        self._measure_at = np.argsort(self.measure_ids)
        start, end = (
            Coalesce(EpochDay("starts_on"), EpochDay("version__starts_on")),
            Coalesce(EpochDay("ends_on"), EpochDay("version__ends_on")),
        )
        self.mv_ids, measure, version, weight, starts, ends, basis = _rows(
            self.said.order_by("version__plan_id", "measure_id", "version__number"),
            *("pk", "measure_id", "version_id", "weight"),
            *(
                Coalesce(start, Value(int(c.NO_DAY))),
                Coalesce(end, Value(int(c.NO_DAY))),
                _coded("basis", c.BASIS, -1),
            ),
        )
        self._mv_at = np.argsort(self.mv_ids)
        self.mv_measure, self._basis = self._measure(measure), basis.astype(np.int8)
        plan_of = np.array([plan for _, plan, _ in rows], dtype=np.int64)
        return {
            "measure_plan": np.searchsorted(self.plan_ids, plan_of).astype(np.int32),
            "mv_measure": self.mv_measure,
            "mv_version": self._version(version),
            "mv_weight": weight,
            "mv_start": _int(starts),
            "mv_end": _int(ends),
            **self._place_columns(),
        }

    def _measure(self, ids: NDArray[Any]) -> c.Int:
        return self._measure_at[np.searchsorted(self.measure_ids, ids, sorter=self._measure_at)].astype(
            np.int32
        )

    def mv(self, ids: NDArray[Any]) -> c.Int:
        """Return where the measure versions with these keys stand."""
        return self._mv_at[np.searchsorted(self.mv_ids, ids, sorter=self._mv_at)].astype(np.int32)

    def _place_columns(self) -> dict[str, Any]:
        """Territories of each measure version: its own, else the plan's."""
        own: dict[int, list[int]] = {}
        for mv, dico in plans.MeasurePlace.objects.filter(measure_version__in=self.said).values_list(
            "measure_version_id", "municipality__dico"
        ):
            own.setdefault(mv, []).append(int(dico))
        of_plan: dict[int, list[int]] = {}
        for version, dico in plans.PlanPlace.objects.filter(version__in=self.versions).values_list(
            "version_id", "municipality__dico"
        ):
            of_plan.setdefault(version, []).append(int(dico))
        version_of = dict(self.said.values_list("pk", "version_id"))
        self.mv_places = [
            sorted(own.get(int(mv)) or of_plan.get(version_of[int(mv)], [])) for mv in self.mv_ids
        ]
        sizes = [len(places) for places in self.mv_places]
        return {
            "place_mv": np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
            "place_municipality": np.array(
                [dico for places in self.mv_places for dico in places], dtype=np.int32
            ),
        }

    def _definitions(self) -> list[_Definition]:
        """Read the activities, then the indicators that enter a degree, in order of plan, measure and version (two queries)."""
        version = "measure_version__version"
        in_order = (f"{version}__plan_id", "measure_version__measure_id", f"{version}__number", "position")
        activities = plans.Activity.objects.filter(measure_version__in=self.said).order_by(*in_order)
        rows = _fetched(activities, "measure_version_id", Value(0), "code", "weight")
        indicators = plans.Indicator.objects.filter(measure_version__in=self.said, kind="product")
        columns = (
            "measure_version_id",
            "code",
            "weight",
            "target_type",
            "baseline",
            "target",
            "direction",
            "aggregation",
        )
        found = [_Definition(*row) for row in rows]
        for mv, code, weight, target_type, baseline, target, direction, how in _fetched(
            indicators.exclude(target_type="none").order_by(*in_order), *columns
        ):
            said = pf.Indicator(code, None, "product", None, target_type, baseline, target, direction)
            kind, way = c.DEFINITION[target_type], 1 if resolved_direction(said) == "increase" else -1
            aims = target if kind == c.DEFINITION["number"] else np.nan
            found.append(
                _Definition(mv, 1, code, weight, kind, baseline or 0.0, aims, way, c.AGGREGATION[how])
            )
        return found

    def _definition_columns(self) -> dict[str, Any]:
        """Items and what each version says of them; also settles the basis where the plan leaves it open."""
        rows = self._definitions()
        mv = self.mv(np.array([row.measure_version for row in rows], dtype=np.int64))
        keys = [
            (m, row.item_kind, row.code) for m, row in zip(self.mv_measure[mv].tolist(), rows, strict=True)
        ]
        self.item_keys = {key: item for item, key in enumerate(sorted(set(keys)))}
        item = np.array([self.item_keys[key] for key in keys], dtype=np.int32)
        table = np.array([row[3:] for row in rows], dtype=np.float64).reshape(len(rows), 6)
        self._settle_basis(mv, table[:, 1])
        order = np.lexsort((item, mv))
        columns = ("def_weight", "def_kind", "def_baseline", "def_target", "def_direction", "def_aggregation")
        kinds = (np.float64, np.int8, np.float64, np.float64, np.int8, np.int8)
        return {
            "item_measure": np.array([measure for measure, _, _ in self.item_keys], dtype=np.int32),
            "mv_basis": self._basis,
            "def_mv": mv[order],
            "def_item": item[order],
            **{
                name: table[order, i].astype(kind)
                for i, (name, kind) in enumerate(zip(columns, kinds, strict=True))
            },
        }

    def _settle_basis(self, mv: c.Int, kind: NDArray[np.float64]) -> None:
        """Indicators where a product indicator can be measured, else activities, else the stage (degree/1, section 2)."""
        has_activity = np.bincount(mv[kind == 0], minlength=len(self.mv_ids)) > 0
        has_indicator = np.bincount(mv[kind > 0], minlength=len(self.mv_ids)) > 0
        settled = np.where(
            has_indicator,
            c.BASIS["indicators"],
            np.where(has_activity, c.BASIS["activities"], c.BASIS["stage"]),
        )
        self._basis[:] = np.where(self._basis < 0, settled, self._basis)

    def _budget_columns(self) -> dict[str, Any]:
        of = {"measure_version__in": self.said}
        mv, day, share = _rows(
            plans.Milestone.objects.filter(**of), "measure_version_id", EpochDay("on"), "share"
        )
        milestones = np.lexsort((day, at := self.mv(mv)))
        planned = plans.Funding.objects.filter(**of, planned__isnull=False)
        budget_mv, funder, amount = _rows(planned, "measure_version_id", "funder_id", "planned")
        budgets = np.argsort(where := self.mv(budget_mv), kind="stable")
        return {
            "milestone_mv": at[milestones],
            "milestone_day": _int(day)[milestones],
            "milestone_share": share[milestones],
            "budget_mv": where[budgets],
            "budget_funder": _int(funder)[budgets],
            "budget_planned": amount[budgets],
        }

    def _report_columns(self) -> dict[str, Any]:
        place = Coalesce(Cast("municipality__dico", IntegerField()), Value(-1))
        columns = _rows(
            self.reports.order_by("measure__plan_id", "measure_id", "pk"),
            *(
                "pk",
                "measure_id",
                place,
                EpochDay("reference_date"),
                EpochMicros("published_at"),
                "number",
                "withdrawn",
            ),
            _coded("stage", c.STAGE),
        )
        # a measure known only as given up has reports, and no version that says what they are worth
        counts = np.isin(columns[1], self.measure_ids)
        self.report_ids, measure, municipality, day, known, number, withdrawn, stage = (
            column[counts] for column in columns
        )
        self._report_at = np.argsort(self.report_ids)
        return {
            "report_measure": self._measure(measure),
            "report_municipality": _int(municipality),
            "report_day": _int(day),
            "report_published": known.astype(np.int64),
            "report_number": _int(number),
            "report_withdrawn": withdrawn.astype(np.bool_),
            "report_stage": stage.astype(np.int8),
        }

    def _report(self, ids: NDArray[np.float64]) -> c.Int:
        return self._report_at[np.searchsorted(self.report_ids, ids, sorter=self._report_at)].astype(np.int32)

    def _value_columns(self) -> dict[str, Any]:
        of = Q(
            report__measure__plan__in=self.plan_ids.tolist(), report__state=progress.Report.State.PUBLISHED
        )
        kind = _coded("kind", {"activity": 0, "indicator": 1})
        measured = _fetched(
            progress.Measurement.objects.filter(of), "report_id", "report__measure_id", kind, "code", "value"
        )
        shown = progress.Evidence.objects.filter(of, accepted=True, indicator__isnull=False)
        evidence = _fetched(shown, "report_id", "report__measure_id", Value(1), "indicator", Value(1.0))
        report, item, value = self._keyed(measured)
        seen, seen_item, _ = self._keyed(evidence)
        money = _rows(progress.Spending.objects.filter(of), "report_id", "funder_id", "amount")
        spent_report, funder, amount = (column[np.isin(money[0], self.report_ids)] for column in money)
        spent = np.argsort(where := self._report(spent_report), kind="stable")
        return {
            "value_report": report,
            "value_item": item,
            "value_value": value,
            "evidence_report": seen,
            "evidence_item": seen_item,
            "spent_report": where[spent],
            "spent_funder": _int(funder)[spent],
            "spent_value": amount[spent],
        }

    def _keyed(self, rows: list[tuple[Any, ...]]) -> tuple[c.Int, c.Int, c.Float]:
        """Return report, item and value of the rows whose item enters a degree, in order of report."""
        ids = self.measure_ids.tolist()
        items = {(ids[measure], kind, code): item for (measure, kind, code), item in self.item_keys.items()}
        kept = [(row[0], item, row[4]) for row in rows if (item := items.get(row[1:4])) is not None]
        table = np.array(kept, dtype=np.float64).reshape(len(kept), 3)
        report = self._report(table[:, 0])
        order = np.argsort(report, kind="stable")
        return report[order], _int(table[order, 1]), table[order, 2]
