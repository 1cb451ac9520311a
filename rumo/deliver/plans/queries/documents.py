"""A version of a plan read back as a plan file, and when two files say the same of a plan."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from rumo.deliver.plans import models as m
from rumo.science.planfile import document as pf


def document_of(version: m.PlanVersion) -> pf.Plan:
    """Return everything a version says, as a plan file without cycles and reports (the progress room has those)."""
    plan = version.plan
    return pf.Plan(
        slug=plan.slug,
        title=version.title,
        synthetic=plan.synthetic,
        version=version.number,
        effective_on=version.effective_on,
        published_at=version.published_at,
        kind=version.kind,
        municipalities=tuple(
            m.PlanPlace.objects.filter(version=version)
            .order_by("position")
            .values_list("municipality__dico", flat=True)
        ),
        promoter=version.promoter,
        start=version.starts_on,
        end=version.ends_on,
        language=version.language,
        source=pf.Source(**version.source) if version.source else None,
        funding=_funding(version.funding),
        partners=tuple(pf.Partner(**partner) for partner in version.partners),
        adopted=tuple(
            pf.Adoption(act.body, act.on, act.document)
            for act in m.AdoptionAct.objects.filter(version=version).order_by("position")
        ),
        dropped=tuple(
            pf.Dropped(row.measure.code, row.reason)
            for row in m.Dropped.objects.filter(version=version).select_related("measure").order_by("pk")
        ),
        measures=tuple(_measures(version)),
        as_printed=version.as_printed,
    )


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


def _measures(version: m.PlanVersion) -> Iterable[pf.Measure]:
    parts = _parts(version)
    for row in (
        m.MeasureVersion.objects.filter(version=version).select_related("measure").order_by("position")
    ):
        own: dict[str, Any] = {name: of[row.pk] for name, of in parts.items()}
        yield pf.Measure(
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


def _parts(version: m.PlanVersion) -> dict[str, defaultdict[int, tuple[Any, ...]]]:
    """Return what hangs on each measure version, by its name in the plan file and the version's key."""
    of = {"measure_version__version": version}
    areas = m.MeasureArea.objects.filter(**of).order_by("position")
    places = m.MeasurePlace.objects.filter(**of).order_by("position")
    milestones = m.Milestone.objects.filter(**of).order_by("on")
    budget = m.Funding.objects.filter(**of).select_related("funder").order_by("position")
    activities = m.Activity.objects.filter(**of).order_by("position")
    return {
        "areas": _grouped(areas.values_list("measure_version_id", "area__key")),
        "municipalities": _grouped(places.values_list("measure_version_id", "municipality__dico")),
        "milestones": _grouped(
            (row.measure_version_id, pf.Milestone(row.on, row.share)) for row in milestones
        ),
        "budget": _grouped(
            (row.measure_version_id, pf.BudgetLine(row.funder.name, row.planned)) for row in budget
        ),
        "activities": _grouped(
            (row.measure_version_id, pf.Activity(row.code, row.title, row.weight, row.starts_on, row.ends_on))
            for row in activities
        ),
        "indicators": _grouped(_indicators(version)),
    }


def _indicators(version: m.PlanVersion) -> Iterable[tuple[int, pf.Indicator]]:
    rows = m.Indicator.objects.filter(measure_version__version=version).order_by("position")
    points = _grouped(
        (row.indicator_id, pf.TargetPoint(row.on, row.value))
        for row in m.Target.objects.filter(indicator__measure_version__version=version).order_by("pk")
    )
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
