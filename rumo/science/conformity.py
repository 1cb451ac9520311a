"""What a machine can look for in a plan, criterion by criterion: counts and what lacks it, never the last word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

MET, PARTLY, NOT_MET, CANNOT_TELL = "met", "partly", "not_met", "cannot_tell"


@dataclass(frozen=True, slots=True)
class MeasureSaid:
    """What counts of a measure: its code, areas (keys), who answers for it, how many indicators have a target in figures, dates, budget.

    `dated`: it begins and ends, itself or with the plan. `based`: it says from which gathering, guideline or practice it comes.
    """

    code: str
    areas: tuple[str, ...] = ()
    responsible: int = 0
    targets: int = 0
    dated: bool = False
    budgeted: bool = False
    based: bool = False


@dataclass(frozen=True, slots=True)
class PlanSaid:
    """What counts of a plan: its measures, the areas there are (keys, in their order), whether it states a budget of its own."""

    measures: tuple[MeasureSaid, ...]
    areas: tuple[str, ...] = ()
    budgeted: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What a check saw: `some` of `of` have it; `lacking` names the areas or measures that do not, in their order."""

    verdict: str
    some: int
    of: int
    lacking: tuple[str, ...] = ()


def areas_covered(plan: PlanSaid) -> Seen:
    """Look for an area without any measure: met when every area has one, partly when some do."""
    covered = {area for measure in plan.measures for area in measure.areas}
    return _seen([(area, area in covered) for area in plan.areas])


def responsible_named(plan: PlanSaid) -> Seen:
    """Look for a measure that nobody answers for."""
    return _measures(plan, lambda measure: measure.responsible > 0)


def numeric_target(plan: PlanSaid) -> Seen:
    """Look for a measure without any indicator whose target is a figure."""
    return _measures(plan, lambda measure: measure.targets > 0)


def participation_evidenced(plan: PlanSaid) -> Seen:
    """Look for a measure that does not say from which gathering, guideline or practice it comes."""
    return _measures(plan, lambda measure: measure.based)


def dates_set(plan: PlanSaid) -> Seen:
    """Look for a measure without a beginning or an end, its own or the plan's."""
    return _measures(plan, lambda measure: measure.dated)


def budget_stated(plan: PlanSaid) -> Seen:
    """Look for a measure without a budget; a plan that states its own has one for all."""
    return _measures(plan, lambda measure: plan.budgeted or measure.budgeted)


CHECKS: dict[str, Callable[[PlanSaid], Seen]] = {
    check.__name__: check
    for check in (
        areas_covered,
        responsible_named,
        numeric_target,
        participation_evidenced,
        dates_set,
        budget_stated,
    )
}
"""Every check by its key."""


def _measures(plan: PlanSaid, has: Callable[[MeasureSaid], bool]) -> Seen:
    return _seen([(measure.code, has(measure)) for measure in plan.measures])


def _seen(found: Sequence[tuple[str, bool]]) -> Seen:
    """All have it: met; some: partly; none: not met; nothing to look at: it cannot be told."""
    lacking = tuple(name for name, has in found if not has)
    some = len(found) - len(lacking)
    if not found:
        return Seen(CANNOT_TELL, 0, 0)
    verdict = MET if not lacking else PARTLY if some else NOT_MET
    return Seen(verdict, some, len(found), lacking)
