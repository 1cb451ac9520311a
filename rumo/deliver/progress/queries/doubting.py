"""What is odd about reports in the making, though it may be true: asked to confirm, never refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
from django.utils.translation import gettext as _

from rumo.deliver.progress import models as m
from rumo.deliver.progress.queries.before import Asked, Past, before
from rumo.deliver.progress.queries.promised import Asked as Promise
from rumo.deliver.progress.queries.promised import promised
from rumo.science.degree.attainment import Definitions, Seen, attainment, raw_attainment, value_used
from rumo.science.degree.columns import AGGREGATION, DEFINITION
from rumo.science.planfile import cells
from rumo.science.planfile import document as pf
from rumo.science.planfile.rules import in_degree, resolved_basis, resolved_direction

ORDER = {"not_started": 0, "in_progress": 1, "suspended": 1, "completed": 2, "cancelled": 2}


class Doubt(NamedTuple):
    """Something odd in a cell of a report in the making: which measure and draft (public id), which cell, and why in plain words."""

    measure: str
    cell: str
    words: str
    draft: str


def doubts(drafts: Iterable[m.Draft]) -> list[Doubt]:
    """Return what is odd about some reports in the making, in their order; three queries, however many they are.

    Values under the last published ones where these add up over time, a stage that goes back, a completed measure whose
    degree is under 1, money over what was planned, parts that add up to more than their total.
    """
    drafts = list(drafts)
    measures = promised({(draft.measure_id, draft.reference_date) for draft in drafts})
    return among(drafts, measures, before({asked(draft) for draft in drafts}))


def among(
    drafts: Iterable[m.Draft], measures: Mapping[Promise, pf.Measure], past: Mapping[Asked, Past]
) -> list[Doubt]:
    """Return the doubts about drafts whose measures and past were read already (no query)."""
    found = []
    for draft in drafts:
        measure = measures.get((draft.measure_id, draft.reference_date))
        if measure is not None and not draft.said.get("withdrawn"):
            for cell, words in odd(draft.said, measure, past[asked(draft)], draft.reference_date):
                found.append(Doubt(measure.code, cell, words, draft.public_id))
    return found


def asked(draft: m.Draft) -> Asked:
    """Return what a draft's past is asked by."""
    return Asked(draft.measure_id, draft.municipality_id, draft.reference_date)


def odd(said: dict[str, Any], measure: pf.Measure, past: Past, day: date) -> Iterator[tuple[str, str]]:
    """Yield what is odd in one report: pairs of (cell, words)."""
    yield from _stage(said, measure, past, day)
    yield from _under(said, measure, past)
    yield from _money(said, measure)
    yield from _parts(said)


def _stage(said: dict[str, Any], measure: pf.Measure, past: Past, day: date) -> Iterator[tuple[str, str]]:
    stage, last = said.get("stage"), past.last("stage")
    if stage and last and ORDER[stage] < ORDER[last]:
        yield "stage", _("o estado volta atrás em relação ao último relatório")
    if stage == "completed" and degree(said, measure, past, day) < 1 - 1e-9:
        yield "stage", _("está concluída, mas o que foi relatado não chega a 100 %")


def _under(said: dict[str, Any], measure: pf.Measure, past: Past) -> Iterator[tuple[str, str]]:
    less = _("é menos do que o último relatório dizia (%(last)s)")
    rising = {
        f"indicators/{i.code}"
        for i in measure.indicators
        if i.target_type == "number"
        and i.aggregation in ("last", "max")
        and resolved_direction(i) == "increase"
    }
    for cell, value in cells.flat(said).items():
        last = past.last(cell) if "/" in cell else None
        if last is None or not (cell in rising or cell.startswith(("activities/", "spent/"))):
            continue
        if (Decimal(value) if cell.startswith("spent/") else value) < last:
            yield cell, less % {"last": _shown(cell, last)}


def _shown(cell: str, value: Any) -> str:
    if cell.startswith("activities/"):
        return f"{value:.0%}".replace("%", " %")
    return f"{value:,}".replace(",", " ").replace(".", ",") if cell.startswith("spent/") else f"{value:g}"


def _money(said: dict[str, Any], measure: pf.Measure) -> Iterator[tuple[str, str]]:
    planned: dict[str, Decimal | None] = {}
    for line in measure.budget:
        known = planned.get(line.funder, Decimal(0))
        planned[line.funder] = None if known is None or line.planned is None else known + line.planned
    for funder, amount in said.get("spent", {}).items():
        limit = planned.get(funder)
        if limit is not None and Decimal(amount) > limit:
            yield (
                f"spent/{funder}",
                _("é mais do que o previsto (%(planned)s)") % {"planned": _shown("spent/", limit)},
            )


def _parts(said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for code, value in said.get("indicators", {}).items():
        if not isinstance(value, dict) or value.get("total") is None:
            continue
        sums: dict[str, float] = {}
        for part, number in value["by"].items():
            kind = part.partition(":")[0]
            sums[kind] = sums.get(kind, 0.0) + number
        if any(total > value["total"] + 1e-9 for total in sums.values()):
            yield f"indicators/{code}", _("as partes somam mais do que o total")


def degree(said: dict[str, Any], measure: pf.Measure, past: Past, day: date) -> float:
    """Return the degree (0..1) the measure will have with this report, by the formula of the site (degree/1, section 2)."""
    basis = resolved_basis(measure)
    if basis == "stage":
        return {"completed": 1.0, "in_progress": 0.5}.get(said.get("stage") or "", 0.0)
    if basis == "activities":
        items: Sequence[Any] = measure.activities
    else:
        items = [indicator for indicator in measure.indicators if in_degree(indicator)]
    family = "activities" if basis == "activities" else "indicators"
    proved = past.proved | {
        item["indicator"]
        for item in said.get("evidence", ())
        if item.get("accepted") and item.get("indicator")
    }
    seen = Seen.nothing(len(items))
    for at, item in enumerate(items):
        values = [value for _on, value in past.values.get(f"{family}/{item.code}", ())]
        now = cells.get(said, cells.Address(family, item.code))
        values += [] if now is None else [now]
        if values:
            seen.add(np.full(len(values), at), np.array(values, dtype=float))
        seen.proved[at] = item.code in proved
    definitions = _definitions(items)
    done = attainment(raw_attainment(definitions, value_used(definitions, seen), seen.proved))
    return float(np.average(done, weights=[item.weight for item in items]))


def _definitions(items: Sequence[Any]) -> Definitions:
    """Return activities or indicators as the formula's columns."""

    def column(read: Any) -> Any:
        return np.array([read(item) for item in items])

    kinds = column(lambda i: DEFINITION[getattr(i, "target_type", "activity")])
    return Definitions(
        kind=kinds.astype(np.int8),
        baseline=column(lambda i: float(getattr(i, "baseline", None) or 0.0)),
        target=column(lambda i: float("nan") if getattr(i, "target", None) is None else float(i.target)),
        direction=column(
            lambda i: -1 if isinstance(i, pf.Indicator) and resolved_direction(i) == "decrease" else 1
        ).astype(np.int8),
        aggregation=column(lambda i: AGGREGATION[getattr(i, "aggregation", "last")]).astype(np.int8),
    )
