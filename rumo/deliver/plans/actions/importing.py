"""Bring a checked plan file in: one draft version of the plan, all of it or nothing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rumo.deliver.plans import models as m
from rumo.deliver.plans.actions.owning import settle_owners
from rumo.deliver.plans.queries import documents
from rumo.ground.core.fields import folded
from rumo.ground.ledger.actions import record
from rumo.ground.territory.models import Municipality
from rumo.ground.vocabularies.queries import area_ids
from rumo.science.planfile import document as pf


class FileRefused(Exception):
    """A plan file that contradicts what is public here; `faults` says each place and what to do."""

    def __init__(self, faults: Sequence[pf.Fault]) -> None:
        super().__init__("\n".join(f"{fault.where}: {fault.message}" for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class DraftOf:
    """What an import made of the plan part of a file: `version` is None when the file says nothing new of the plan."""

    plan: m.Plan
    version: m.PlanVersion | None


@transaction.atomic
def import_(*, document: pf.Plan, by: str, at: datetime, anyway: bool = False) -> DraftOf:
    """Write the plan part of `document` as a draft version (reports are the progress room's) and record it.

    A draft already there is replaced; a file whose plan part equals the newest published version makes none (unless `anyway`: its cycles differ).
    The number is the file's, or the next one where that is taken. Raises `FileRefused` where a public plan would turn
    from real into invented or back, `Municipality.DoesNotExist`/`KeyError`
    for codes that `planfile.parse` did not check against this database.
    """
    plan, _made = m.Plan.objects.select_for_update().get_or_create(
        slug=document.slug, defaults={"synthetic": document.synthetic, "recorded_at": at}
    )
    draft = m.PlanVersion.objects.filter(plan=plan).exclude(state=m.PlanVersion.State.PUBLISHED).first()
    if draft:
        discard(version=draft, by=by, at=at)
    newest = m.PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    if newest:
        _refuse_another_kind(plan, document)
    if newest and not anyway and documents.says_the_same(documents.document_of(newest), document):
        return DraftOf(plan, None)
    if not newest and plan.synthetic != document.synthetic:
        plan.synthetic = document.synthetic
        plan.save(update_fields=["synthetic"])
    number = document.version if not newest or document.version > newest.number else newest.number + 1
    version = write(plan, number, document, at)
    settle_owners(by=by, at=at, plan_ids={plan.pk})
    record(
        verb="plan.import",
        by=by,
        at=at,
        target=f"plan:{plan.slug}",
        new={"version": number, "measures": len(document.measures)},
    )
    return DraftOf(plan, version)


def _refuse_another_kind(plan: m.Plan, document: pf.Plan) -> None:
    """Raise FileRefused when a public plan would turn from real into invented, or back: its published past would turn with it."""
    if plan.synthetic == document.synthetic:
        return
    if plan.synthetic:
        why = _(
            "este plano está público como exemplo e não pode passar a real: use outro identificador (slug)"
        )
    else:
        why = _(
            "este plano está público como real e não pode passar a exemplo: use outro identificador (slug)"
        )
    raise FileRefused([pf.Fault("synthetic", why)])


@transaction.atomic
def discard(*, version: m.PlanVersion, by: str, at: datetime) -> None:
    """Delete a version that was never published, with all it says; raises ValueError for a published one."""
    if version.state == m.PlanVersion.State.PUBLISHED:
        raise ValueError("a published version is never deleted")
    said = m.MeasureVersion.objects.filter(version=version)
    delete_parts(said)
    said.delete()
    for of_version in (m.Dropped, m.Carried, m.AdoptionAct, m.PlanPlace):
        of_version.objects.filter(version=version).delete()
    record(
        verb="plan.discard", by=by, at=at, target=f"plan:{version.plan.slug}", old={"version": version.number}
    )
    version.delete()


def delete_parts(said: QuerySet[m.MeasureVersion]) -> None:
    """Delete all that hangs on some measure versions of a version in the making."""
    m.Target.objects.filter(indicator__measure_version__in=said).delete()
    for model in (m.MeasureArea, m.MeasurePlace, m.Milestone, m.Activity, m.Indicator, m.Funding):
        model.objects.filter(measure_version__in=said).delete()


def write(plan: m.Plan, number: int, document: pf.Plan, at: datetime) -> m.PlanVersion:
    """Write all a document says as a draft version of a plan; whoever calls records the act."""
    version = m.PlanVersion.objects.create(
        plan=plan,
        number=number,
        effective_on=document.effective_on,
        published_at=document.published_at,
        recorded_at=at,
        **_head(document),
    )
    places = dict(Municipality.objects.values_list("dico", "pk"))
    _write_lists(version, document, places)
    codes = [*(said.code for said in document.measures), *(said.code for said in document.dropped)]
    measures = permanent(plan, codes)
    m.Dropped.objects.bulk_create(
        m.Dropped(version=version, measure=measures[dropped.code], reason=dropped.reason)
        for dropped in document.dropped
    )
    write_carried(version, measures, document)
    rows = m.MeasureVersion.objects.bulk_create(
        measure_row(version, measures[said.code], i, said) for i, said in enumerate(document.measures)
    )
    write_parts(list(zip(rows, document.measures, strict=True)), places)
    return version


def write_head(version: m.PlanVersion, document: pf.Plan) -> None:
    """Write all a document says of the plan itself over what its version in the making said; measures and cycles stay."""
    m.PlanVersion.objects.filter(pk=version.pk).update(effective_on=document.effective_on, **_head(document))
    for of_version in (m.AdoptionAct, m.PlanPlace):
        of_version.objects.filter(version=version).delete()
    _write_lists(version, document, dict(Municipality.objects.values_list("dico", "pk")))


def _head(document: pf.Plan) -> dict[str, Any]:
    return {
        "title": document.title,
        "kind": document.kind,
        "promoter": document.promoter,
        "starts_on": document.start,
        "ends_on": document.end,
        "until_replaced": document.until_replaced,
        "language": document.language,
        "source": asdict(document.source) if document.source else None,
        "funding": documents.funding_row(document.funding),
        "partners": [asdict(partner) for partner in document.partners],
        "as_printed": document.as_printed,
        "search": folded(document.title, document.promoter),
    }


def _write_lists(version: m.PlanVersion, document: pf.Plan, places: dict[str, int]) -> None:
    m.PlanPlace.objects.bulk_create(
        m.PlanPlace(version=version, municipality_id=places[code], position=i)
        for i, code in enumerate(document.municipalities)
    )
    m.AdoptionAct.objects.bulk_create(
        m.AdoptionAct(version=version, position=i, body=act.body, on=act.on, document=act.document)
        for i, act in enumerate(document.adopted)
    )


def write_carried(version: m.PlanVersion, measures: dict[str, m.Measure], document: pf.Plan) -> None:
    """Write what became of the measures of a former plan; `measures` are this plan's, by code."""
    m.Carried.objects.bulk_create(
        m.Carried(
            version=version,
            position=i,
            from_key=carried.from_,
            fate=carried.fate,
            into=measures[carried.into] if carried.into is not None else None,
            reason=carried.reason,
        )
        for i, carried in enumerate(document.carried)
    )


def permanent(plan: m.Plan, codes: list[str]) -> dict[str, m.Measure]:
    """Return the permanent measure of each code, making those that are new."""
    known = {measure.code: measure for measure in m.Measure.objects.filter(plan=plan)}
    made = m.Measure.objects.bulk_create(
        m.Measure(plan=plan, code=code) for code in codes if code not in known
    )
    return known | {measure.code: measure for measure in made}


def measure_row(
    version: m.PlanVersion, measure: m.Measure, position: int, said: pf.Measure
) -> m.MeasureVersion:
    """Return the unsaved row of what a version says of a measure; its parts are written by `write_parts`."""
    return m.MeasureVersion(
        measure=measure,
        version=version,
        position=position,
        title=said.title,
        description=said.description,
        axis=said.axis,
        strategic_objective=said.strategic_objective,
        operational_objective=said.operational_objective,
        level=said.level,
        continues=said.continues,
        starts_on=said.start,
        ends_on=said.end,
        weight=said.weight,
        basis=said.basis,
        target_groups=list(said.target_groups),
        responsible=list(said.responsible),
        partners=list(said.partners),
        tags=list(said.tags),
        source=asdict(said.source) if said.source else None,
        as_printed=said.as_printed,
        search=folded(said.code, said.title, said.description, said.axis, *said.responsible),
    )


def write_parts(pairs: list[tuple[m.MeasureVersion, pf.Measure]], places: dict[str, int]) -> None:
    """Write what hangs on saved measure versions; `places` are municipalities' keys by DICO code."""
    areas, funders = (
        area_ids(),
        name_funders(names={line.funder for _, said in pairs for line in said.budget}),
    )
    m.MeasureArea.objects.bulk_create(
        m.MeasureArea(measure_version=row, area_id=areas[key], position=i)
        for row, said in pairs
        for i, key in enumerate(said.areas)
    )
    m.MeasurePlace.objects.bulk_create(
        m.MeasurePlace(measure_version=row, municipality_id=places[code], position=i)
        for row, said in pairs
        for i, code in enumerate(said.municipalities or ())
    )
    m.Milestone.objects.bulk_create(
        m.Milestone(measure_version=row, on=point.date, share=point.share)
        for row, said in pairs
        for point in said.milestones
    )
    m.Funding.objects.bulk_create(
        m.Funding(measure_version=row, position=i, funder_id=funders[line.funder], planned=line.planned)
        for row, said in pairs
        for i, line in enumerate(said.budget)
    )
    m.Activity.objects.bulk_create(
        m.Activity(
            measure_version=row,
            position=i,
            code=a.code,
            title=a.title,
            weight=a.weight,
            starts_on=a.start,
            ends_on=a.end,
        )
        for row, said in pairs
        for i, a in enumerate(said.activities)
    )
    _write_indicators(pairs)


def _write_indicators(pairs: list[tuple[m.MeasureVersion, pf.Measure]]) -> None:
    said = [(row, i, indicator) for row, measure in pairs for i, indicator in enumerate(measure.indicators)]
    rows = m.Indicator.objects.bulk_create(
        m.Indicator(
            measure_version=row,
            position=i,
            code=ind.code,
            title=ind.title,
            kind=ind.kind,
            unit=ind.unit,
            target_type=ind.target_type,
            baseline=ind.baseline,
            target=ind.target,
            direction=ind.direction,
            aggregation=ind.aggregation,
            weight=ind.weight,
            target_text=ind.target_text,
        )
        for row, i, ind in said
    )
    m.Target.objects.bulk_create(
        m.Target(indicator=row, on=point.date, value=point.value)
        for row, (_, _, indicator) in zip(rows, said, strict=True)
        for point in indicator.targets
    )


@transaction.atomic
def name_funders(*, names: set[str]) -> dict[str, int]:
    """Return the key of each funder by name, making those that are new; the act that names them is recorded by whoever calls."""
    if not names:
        return {}
    m.Funder.objects.bulk_create((m.Funder(name=name) for name in sorted(names)), ignore_conflicts=True)
    return dict(m.Funder.objects.filter(name__in=names).values_list("name", "pk"))
