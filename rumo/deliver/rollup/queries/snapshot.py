"""What a process holds of all published facts: the columns of every plan joined, read again only where a plan's stamp changed."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, cast

import numpy as np
from django.db import connection
from django.db.models import Exists, OuterRef
from numpy.typing import NDArray

from rumo.deliver.evaluations.models import Evaluation, Finding
from rumo.deliver.evaluations.queries import assessed_places
from rumo.deliver.plans.models import GatheringBasis, PracticeBasis
from rumo.deliver.progress.models import IndependentReading, Sighting
from rumo.deliver.rollup.models import Head, PlanColumns
from rumo.deliver.rollup.queries.packing import MonthSums, PlanLabels, unpack_months, unpack_plan
from rumo.ground.territory.models import Municipality
from rumo.ground.vocabularies import queries as vocabularies
from rumo.ground.vocabularies.models import Term
from rumo.science.degree import columns as c
from rumo.science.degree.evaluate import evaluate
from rumo.science.degree.figures import Figures, joined


@dataclass(frozen=True, slots=True)
class Part:
    """One plan as it was read: its stamp, facts, labels and month-end sums, by combo and over all of them."""

    stamp: str
    facts: c.Facts
    labels: PlanLabels
    months: MonthSums
    months_whole: NDArray[np.float64]
    figures: dict[int, Figures] = field(default_factory=dict, repr=False)

    def keep(self, day: int, figures: Figures) -> None:
        """Keep the figures of a day, and of the two asked for before it at most."""
        for other in list(self.figures)[:-2]:
            self.figures.pop(other, None)
        self.figures[day] = figures


class Place(NamedTuple):
    """A municipality, as lists and maps of figures need it."""

    dico: str
    name: str
    slug: str
    region: str
    region_name: str
    inset: str
    q: int
    r: int


@dataclass(frozen=True)
class Snapshot:
    """All published facts at one token; immutable, shared by every request of the process."""

    token: str
    parts: dict[int, Part] = field(repr=False)
    beside: dict[int, frozenset[str]] = field(default_factory=dict, repr=False)  # of BESIDE, by plan key

    @cached_property
    def facts(self) -> c.Facts:
        """Return every plan's facts joined, in order of plan key; a column is joined when first asked for."""
        return cast("c.Facts", c.Joined([part.facts for part in self.parts.values()]))

    def figures(self, day: int) -> Figures:
        """Return the figures of every measure on one day by all that is published, in shape (1, measures).

        Each plan's are kept with its part, so that after a publication only the plans that changed are computed again.
        """
        parts = list(self.parts.values())
        without = [part for part in parts if day not in part.figures]
        if without:
            computed = evaluate(c.concat([part.facts for part in without]), [day])
            sizes = np.cumsum([0] + [part.facts.measures for part in without])
            versions = np.cumsum([0] + [len(part.facts.mv_measure) for part in without])
            for i, part in enumerate(without):
                part.keep(day, computed.cut(slice(sizes[i], sizes[i + 1]), -versions[i]))
        starts = np.cumsum([0] + [len(part.facts.mv_measure) for part in parts[:-1]])
        whole = joined([part.figures[day] for part in parts])
        return whole.cut(slice(None), np.repeat(starts, [part.facts.measures for part in parts]))

    def only(self, plan: int) -> "Snapshot":
        """Return the facts of one plan alone, at position 0: what is asked of it alone need not run over the country."""
        key, part = list(self.parts.items())[plan]
        return Snapshot(self.token, {key: part}, self.beside)

    @cached_property
    def labels(self) -> list[PlanLabels]:
        """Return each plan's labels, in the order of the facts."""
        return [part.labels for part in self.parts.values()]

    @cached_property
    def plan_at(self) -> dict[str, int]:
        """Return where each plan stands, by slug."""
        return {labels.slug: i for i, labels in enumerate(self.labels)}

    @cached_property
    def measure_ids(self) -> NDArray[np.int64]:
        """Return the key of each measure."""
        return np.concatenate([labels.measure_ids for labels in self.labels])

    def measure_key(self, position: int) -> str:
        """Return `slug/code` of the measure at a position."""
        plan = int(self.facts.measure_plan[position])
        labels = self.labels[plan]
        return f"{labels.slug}/{labels.codes[position - int(np.searchsorted(self.facts.measure_plan, plan))]}"

    def has_measure(self, key: str) -> bool:
        """Tell whether a published plan has the measure written `slug/code`."""
        slug, _, code = key.partition("/")
        return slug in self.plan_at and code in self.labels[self.plan_at[slug]].codes

    @cached_property
    def measure_keys(self) -> list[str]:
        """Return `slug/code` of each measure."""
        return [f"{labels.slug}/{code}" for labels in self.labels for code in labels.codes]

    @cached_property
    def synthetic(self) -> NDArray[np.bool_]:
        """Tell of each measure whether its plan is invented."""
        flags = np.array([labels.synthetic for labels in self.labels], dtype=np.bool_)
        return flags[self.facts.measure_plan]

    @cached_property
    def combos(self) -> list[tuple[list[int], list[int]]]:
        """Return the (areas, places) of every combo, in the order of `months_of`."""
        return [combo for labels in self.labels for combo in labels.combos]

    @cached_property
    def places(self) -> dict[int, Place]:
        """Return every municipality by DICO code as a number, read once for each token (one query)."""
        columns = ("dico", "name", "slug", "nuts3__parent__code", "nuts3__parent__name", "inset", "q", "r")
        rows = Municipality.objects.order_by("dico").values_list(*columns)
        return {int(row[0]): Place(*row) for row in rows}

    @cached_property
    def assessed(self) -> frozenset[int]:
        """Return the municipalities that assessed themselves, by DICO code as a number, read once for each token (one query)."""
        return assessed_places()

    @cached_property
    def areas(self) -> list[Term]:
        """Return the national areas in their order, read once for each token (one query)."""
        return vocabularies.terms("areas")

    @cached_property
    def _strings(self) -> tuple[list[str], NDArray[np.int32], NDArray[np.int64]]:
        """Return every distinct name once; where the names of every plan, one after the other, stand among them; where each plan's begin."""
        at: dict[str, int] = {}
        every = [at.setdefault(text, len(at)) for labels in self.labels for text in labels.strings]
        starts = np.cumsum([0] + [len(labels.strings) for labels in self.labels])
        return list(at), np.array(every, dtype=np.int32), starts

    @property
    def strings(self) -> list[str]:
        """Return every distinct name of axes, objectives and responsible entities."""
        return self._strings[0]

    def names(self, column: str) -> NDArray[np.int32]:
        """Return a column of names (`mv_axis`, `responsible_name` ...) as indices into `strings`, -1 for none."""
        _, every, starts = self._strings
        local = self.joined(column)
        sizes = [len(getattr(labels, column)) for labels in self.labels]
        named = local >= 0
        out = np.full(len(local), -1, dtype=np.int32)
        out[named] = every[(local + np.repeat(starts[:-1], sizes))[named]]
        return out

    def joined(self, column: str) -> NDArray[Any]:
        """Return a label column that points at nothing (`mv_level`, `area_term`), joined."""
        return np.concatenate([getattr(labels, column) for labels in self.labels])

    def versions_of(self, column: str) -> NDArray[np.int32]:
        """Return a column that points at measure versions (`area_mv`, `responsible_mv`), joined and shifted."""
        starts = np.cumsum([0] + [len(labels.mv_combo) for labels in self.labels])
        sizes = [len(getattr(labels, column)) for labels in self.labels]
        return np.asarray(self.joined(column) + np.repeat(starts[:-1], sizes), dtype=np.int32)


_PLAN = OuterRef("plan")
BESIDE = {
    "readings": Exists(IndependentReading.objects.filter(measure__plan=_PLAN, published_at__isnull=False)),
    "residents": Exists(Sighting.objects.filter(measure__plan=_PLAN, state=Sighting.State.ACCEPTED)),
    "findings": Exists(
        Finding.objects.filter(evaluation__plan=_PLAN, evaluation__published_at__isnull=False)
    ),
    "evaluations": Exists(Evaluation.objects.filter(plan=_PLAN, published_at__isnull=False)),
    "gatherings": Exists(GatheringBasis.objects.filter(measure__plan=_PLAN)),
    "practices": Exists(PracticeBasis.objects.filter(measure__plan=_PLAN)),
}
"""What may be said of a plan beside its figures: known with its stamp, so that a page asks only for what there is."""

_held: dict[str, Snapshot] = {}
_lock = threading.Lock()


_TOKEN = f"SELECT token FROM {Head._meta.db_table} WHERE id = 1"  # noqa: S608 - the table's own name


def facts_token() -> str:
    """Return the token of everything public (one query); it changes with each publication. Empty before the first.

    Every request asks this and most ask nothing else: written out, it costs a twentieth of what building the query anew would.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TOKEN)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def snapshot(token: str | None = None) -> Snapshot | None:
    """Return all published facts, or None when nothing is published.

    One query when nothing changed since this process last looked; three when something did, reading only the plans that changed.
    """
    token = facts_token() if token is None else token
    name = str(connection.settings_dict["NAME"])
    held = _held.get(name)
    if held is None or held.token != token:
        with _lock:
            held = _held.get(name)
            if held is None or held.token != token:
                held = _read(token, held.parts if held else {})
                _held[name] = held
    return held if held.parts else None


def _read(token: str, known: dict[int, Part]) -> Snapshot:
    names = list(BESIDE)
    rows = PlanColumns.objects.order_by("plan_id").annotate(**BESIDE)
    stamps, beside = {}, {}
    for plan, stamp, *there in rows.values_list("plan_id", "stamp", *names):
        stamps[plan] = stamp
        beside[plan] = frozenset(name for name, is_there in zip(names, there, strict=True) if is_there)
    changed = [plan for plan, stamp in stamps.items() if plan not in known or known[plan].stamp != stamp]
    parts = {plan: known[plan] for plan in stamps if plan in known} | _parts(
        changed, len(changed) == len(stamps)
    )
    return Snapshot(token, {plan: parts[plan] for plan in stamps if plan in parts}, beside)


def _parts(plan_ids: Sequence[int], everything: bool) -> dict[int, Part]:
    if not plan_ids:
        return {}
    rows = PlanColumns.objects.all() if everything else PlanColumns.objects.filter(plan__in=plan_ids)
    out = {}
    for plan, stamp, columns, months in rows.values_list("plan_id", "stamp", "columns", "months").iterator(
        chunk_size=200
    ):
        facts, labels = unpack_plan(bytes(columns))
        sums = unpack_months(bytes(months))
        out[plan] = Part(stamp, facts, labels, sums, sums.sums.sum(axis=1))
    return out
