"""A version of a plan read back as a plan file, and when two files say the same of a plan."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from rumo.deliver.plans import models as m
from rumo.deliver.plans.queries.pieces import Pieces, pieces_of
from rumo.science.planfile import document as pf


def document_of(version: m.PlanVersion) -> pf.Plan:
    """Return everything a version says, as a plan file without cycles and reports (the progress room has those; five queries)."""
    return documents_of([version])[0]


def documents_of(versions: Sequence[m.PlanVersion]) -> list[pf.Plan]:
    """Return what each version says, in their order, as `document_of` does (five queries for them all)."""
    pieces = pieces_of(versions)
    measures = _measures(versions, pieces)
    return [replace(_head(version, pieces), measures=measures[version.pk]) for version in versions]


def head_of(version: m.PlanVersion) -> pf.Plan:
    """Return what a version says of the plan itself, without its measures (one query)."""
    return _head(version, pieces_of([version], code=""))


def measure_in(version: m.PlanVersion, code: str) -> tuple[pf.Plan, pf.Measure | None]:
    """Return what a version says of the plan itself, and of one measure: None where it has none of that code (five queries)."""
    pieces = pieces_of([version], code)
    found = _measures([version], pieces, code)[version.pk]
    return _head(version, pieces), found[0] if found else None


def measure_of(version: m.PlanVersion, code: str) -> pf.Measure | None:
    """Return what a version says of one measure, or None where it has no measure of that code (five queries)."""
    return measure_in(version, code)[1]


def _head(version: m.PlanVersion, pieces: Pieces) -> pf.Plan:
    plan = version.plan
    return pf.Plan(
        slug=plan.slug,
        title=version.title,
        synthetic=plan.synthetic,
        version=version.number,
        effective_on=version.effective_on,
        published_at=version.published_at,
        kind=version.kind,
        municipalities=tuple(item.one or "" for item in pieces["place", version.pk]),
        promoter=version.promoter,
        start=version.starts_on,
        end=version.ends_on,
        until_replaced=version.until_replaced,
        language=version.language,
        source=pf.Source(**version.source) if version.source else None,
        funding=_funding(version.funding),
        partners=tuple(pf.Partner(**partner) for partner in version.partners),
        adopted=tuple(pf.Adoption(i.one or "", i.on, i.two) for i in pieces["adopted", version.pk]),
        dropped=tuple(pf.Dropped(i.one or "", i.two) for i in pieces["dropped", version.pk]),
        carried=tuple(
            pf.Carried(i.one or "", i.two or "", i.three, i.four) for i in pieces["carried", version.pk]
        ),
        as_printed=version.as_printed,
    )


def carried_of(version: m.PlanVersion) -> tuple[pf.Carried, ...]:
    """Return what became of the measures of the former generation, as a version says it, in its order (one query)."""
    rows = m.Carried.objects.filter(version=version).order_by("position")
    return tuple(pf.Carried(*row) for row in rows.values_list("from_key", "fate", "into__code", "reason"))


def says_the_same(old: pf.Plan, new: pf.Plan) -> bool:
    """Tell whether two files say the same of the plan itself, whatever their version, times of publication and reports."""

    def plain(plan: pf.Plan) -> pf.Plan:
        blank = replace(
            plan, version=1, published_at=None, cycles=(), reports=(), effective_on=plan.effective_on
        )
        return replace(blank, synthetic=old.synthetic)

    return plain(old) == plain(new)


def funding_row(funding: pf.Funding | None) -> dict[str, Any] | None:
    """Return a plan's funding as it is kept: money as text, so that nothing is rounded."""
    if funding is None:
        return None
    return {key: str(value) if value is not None else None for key, value in asdict(funding).items()}


def _funding(row: dict[str, Any] | None) -> pf.Funding | None:
    if row is None:
        return None
    return pf.Funding(
        programme=row["programme"],
        code=row["code"],
        total=_money(row["total"]),
        funded=_money(row["funded"]),
        currency=row["currency"],
    )


def _money(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _measures(
    versions: Sequence[m.PlanVersion], pieces: Pieces, code: str | None = None
) -> defaultdict[int, tuple[pf.Measure, ...]]:
    """Return the measures of each version by its key, in their order; the one of `code` alone where it is given (four queries)."""
    rows = m.MeasureVersion.objects.filter(version__in=versions)
    if code is not None:
        rows = rows.filter(measure__code=code)
    parts = _parts(rows, pieces)
    ordered = rows.select_related("measure").order_by("position", "pk")
    return _grouped((row.version_id, _measure(row, parts)) for row in ordered)


def _measure(row: m.MeasureVersion, parts: dict[str, defaultdict[int, tuple[Any, ...]]]) -> pf.Measure:
    own: dict[str, Any] = {name: of[row.pk] for name, of in parts.items()}
    return pf.Measure(
        code=row.measure.code,
        title=row.title,
        axis=row.axis,
        strategic_objective=row.strategic_objective,
        operational_objective=row.operational_objective,
        level=row.level,
        description=row.description,
        continues=row.continues,
        start=row.starts_on,
        end=row.ends_on,
        weight=row.weight,
        basis=row.basis,
        target_groups=tuple(row.target_groups),
        responsible=tuple(row.responsible),
        partners=tuple(row.partners),
        tags=tuple(row.tags),
        source=pf.Source(**row.source) if row.source else None,
        as_printed=row.as_printed,
        **{**own, "municipalities": own["municipalities"] or None},
    )


def _parts(rows: QuerySet[m.MeasureVersion], pieces: Pieces) -> dict[str, defaultdict[int, tuple[Any, ...]]]:
    """Return what hangs on each measure version, by its name in the plan file and the version's key (three queries)."""
    of = {"measure_version__in": rows}
    budget = m.Funding.objects.filter(**of).select_related("funder").order_by("position")
    activities = m.Activity.objects.filter(**of).order_by("position")
    return {
        "areas": _listed(pieces, "area", lambda item: item.one),
        "municipalities": _listed(pieces, "town", lambda item: item.one),
        "milestones": _listed(pieces, "milestone", lambda item: pf.Milestone(item.on, item.number)),
        "budget": _grouped(
            (row.measure_version_id, pf.BudgetLine(row.funder.name, row.planned)) for row in budget
        ),
        "activities": _grouped(
            (row.measure_version_id, pf.Activity(row.code, row.title, row.weight, row.starts_on, row.ends_on))
            for row in activities
        ),
        "indicators": _grouped(_indicators(rows, pieces)),
    }


def _listed(pieces: Pieces, kind: str, read: Callable[[Any], Any]) -> defaultdict[int, tuple[Any, ...]]:
    """Return the items of one kind by their owner, each read into a value of the plan file."""
    return _grouped(
        (owner, read(item)) for (of, owner), items in list(pieces.items()) if of == kind for item in items
    )


def _indicators(of: QuerySet[m.MeasureVersion], pieces: Pieces) -> Iterable[tuple[int, pf.Indicator]]:
    rows = m.Indicator.objects.filter(measure_version__in=of).order_by("position")
    points = _listed(pieces, "target", lambda item: pf.TargetPoint(item.on, item.number))
    for row in rows:
        yield (
            row.measure_version_id,
            pf.Indicator(
                code=row.code,
                title=row.title,
                kind=row.kind,
                unit=row.unit,
                target_type=row.target_type,
                baseline=row.baseline,
                target=row.target,
                direction=row.direction,
                aggregation=row.aggregation,
                weight=row.weight,
                target_text=row.target_text,
                targets=points[row.pk],
            ),
        )


def _grouped(pairs: Iterable[tuple[int, Any]]) -> defaultdict[int, tuple[Any, ...]]:
    """Gather values by key, in the order they come; a key without values has an empty tuple."""
    lists: defaultdict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        lists[key].append(value)
    return defaultdict(tuple, {key: tuple(values) for key, values in lists.items()})
