"""From one generation to the next: every measure of a former plan is continued, merged into another, or abandoned with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans import models as m
from rumo.deliver.plans.actions.guarding import State, locked, read_plan, target
from rumo.deliver.plans.actions.importing import FileRefused, write_carried
from rumo.deliver.plans.actions.publishing import PlanRefused
from rumo.deliver.plans.actions.revising import write_measure
from rumo.deliver.plans.queries.documents import document_of
from rumo.deliver.plans.queries.versions import newest_published
from rumo.ground.ledger.actions import record
from rumo.science.planfile import document as pf
from rumo.science.planfile import dump


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of a measure: its fate, the code of the measure it goes into (continued: its own where none is given), and why."""

    fate: str
    into: str | None = None
    reason: str | None = None


@transaction.atomic
def carry(
    *, version: m.PlanVersion, former: m.Plan, choices: Mapping[str, Choice], by: str, at: datetime
) -> None:
    """Say in a draft what became of each measure of a former plan; `choices` are by the former measure's code, and name every one.

    A continued measure is copied once, with what it continues and without the former plan's dates. Deciding again replaces what was
    decided; the same decision does nothing. Raises FileRefused with every fault at `choices["9"].reason` and the like, PlanRefused where the
    former plan was never published or is this very plan.
    """
    version = locked(version, State.DRAFT)
    last = newest_published(former)
    if last is None or former.pk == version.plan_id:
        raise PlanRefused(_("Escolha um plano anterior que esteja publicado."))
    old, here = document_of(last), document_of(version)
    _refuse_undecided(old, choices)
    carried = tuple(_carried(former.slug, measure, choices[measure.code]) for measure in old.measures)
    added = tuple(_copies(former.slug, old, here, choices))
    others = tuple(one for one in here.carried if not one.from_.startswith(f"{former.slug}/"))
    wanted = replace(here, measures=(*here.measures, *added), carried=(*others, *carried))
    if wanted == here:
        return
    _checked(wanted, old, len(here.measures), len(others), added)
    for measure in added:
        write_measure(version, None, measure)
    m.Carried.objects.filter(version=version).delete()
    write_carried(version, dict(_known(version)), wanted)
    told = [[one.from_, one.fate, one.into, one.reason] for one in carried]
    new = {"former": former.slug, "carried": told, "copied": [measure.code for measure in added]}
    record(verb="plan.carry", by=by, at=at, target=target(version), new=new)


def _refuse_undecided(old: pf.Plan, choices: Mapping[str, Choice]) -> None:
    undecided = [measure.code for measure in old.measures if measure.code not in choices]
    why = _("diga o que acontece a esta medida: continua, junta-se a outra ou é abandonada")
    if undecided:
        raise FileRefused([pf.Fault(_place(code, "fate"), why) for code in undecided])


def _place(code: str, key: str) -> str:
    return f'choices["{code}"].{key}'


def _carried(slug: str, measure: pf.Measure, choice: Choice) -> pf.Carried:
    into = choice.into or None
    if choice.fate == "continued":
        into = into or measure.code
    return pf.Carried(f"{slug}/{measure.code}", choice.fate, into, (choice.reason or "").strip() or None)


def _copies(slug: str, old: pf.Plan, here: pf.Plan, choices: Mapping[str, Choice]) -> "list[pf.Measure]":
    """Return the measures to copy: those continued that no measure here continues already."""
    there = {measure.continues for measure in here.measures}
    return [
        _renewed(measure, f"{slug}/{measure.code}", choices[measure.code].into or measure.code)
        for measure in old.measures
        if choices[measure.code].fate == "continued" and f"{slug}/{measure.code}" not in there
    ]


def _renewed(measure: pf.Measure, key: str, code: str) -> pf.Measure:
    """Return a measure as the next plan takes it over: the former plan's days are not its own."""
    return replace(
        measure,
        code=code,
        continues=key,
        start=None,
        end=None,
        milestones=(),
        municipalities=None,
        activities=tuple(replace(activity, start=None, end=None) for activity in measure.activities),
        indicators=tuple(replace(indicator, targets=()) for indicator in measure.indicators),
        source=None,
        as_printed={},
    )


def _checked(
    wanted: pf.Plan, old: pf.Plan, measures: int, others: int, added: tuple[pf.Measure, ...]
) -> None:
    """Read the whole plan as it would be; raise FileRefused with each fault at the choice it comes from."""
    try:
        read_plan(dump(wanted))
    except FileRefused as refused:
        codes = [measure.code for measure in old.measures]
        origin = {f"carried[{others + i}]": code for i, code in enumerate(codes)}
        froms = [(one.continues or "").rpartition("/")[2] for one in added]
        origin |= {f"measures[{measures + i}]": code for i, code in enumerate(froms)}
        raise FileRefused([_at_choice(fault, origin) for fault in refused.faults]) from None


def _at_choice(fault: pf.Fault, origin: Mapping[str, str]) -> pf.Fault:
    place, _dot, key = fault.where.partition(".")
    if place not in origin:
        return fault
    field = key if key in ("fate", "reason") else "into"
    return pf.Fault(_place(origin[place], field), fault.message)


def _known(version: m.PlanVersion) -> "list[tuple[str, m.Measure]]":
    return [(measure.code, measure) for measure in m.Measure.objects.filter(plan=version.plan_id)]
