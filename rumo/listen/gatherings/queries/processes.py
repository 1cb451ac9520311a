"""Processes: their phases in order of time, and how many took part in each and in all, as everybody may read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rumo.listen.consultations.models import Audience
from rumo.listen.gatherings import models as m
from rumo.listen.gatherings.queries.coming import Came, came_each, came_fit
from rumo.listen.gatherings.queries.listing import sessions_of
from rumo.listen.gatherings.queries.minutes import with_minutes


@dataclass(frozen=True, slots=True)
class Stage:
    """A phase of a process: the gathering, its sessions, who came, whether its minutes are published."""

    row: m.Gathering
    sessions: list[m.Session]
    came: Came
    minutes: bool


@dataclass(frozen=True, slots=True)
class Took:
    """How many took part in all, added up of what the phases show and nothing else; `whole`: no phase hides any of it."""

    count: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A process with its phases in order of time; `total` and `audiences` count somebody once for each phase they came to."""

    row: m.Process
    stages: list[Stage]
    total: Took
    audiences: dict[str, Took]


def phases_of(rows: Sequence[m.Process]) -> dict[int, list[m.Gathering]]:
    """Return the gatherings of processes, those in preparation included, by the row id of the process (one query)."""
    held = list(m.Gathering.objects.filter(process__in=rows).order_by("pk"))
    return {row.pk: [one for one in held if one.process_id == row.pk] for row in rows}


def process_told(slug: str) -> Told | None:
    """Return a process with a phase that was published, by its public name (five queries); None where there is none.

    Sums are made of figures the phases show already, so they give nothing away that those do not.
    """
    row = m.Process.objects.select_related("owner").filter(slug=slug).first()
    if row is None:
        return None
    there = m.Gathering.objects.filter(process=row).exclude(state=m.Gathering.State.DRAFT)
    rows = list(there.select_related("owner", "consultation"))
    if not rows:
        return None
    sessions, exact, minutes = sessions_of(rows), came_each(rows), with_minutes(rows)
    stages = [Stage(one, sessions[one.pk], came_fit(exact[one.pk]), one.pk in minutes) for one in rows]
    stages.sort(key=lambda one: (one.sessions[0].starts_at, one.row.pk))
    found = {key: _added([one.came.audiences.get(key) for one in stages]) for key in Audience.values}
    return Told(row, stages, _added([one.came.total for one in stages]), found)


def _added(counts: Sequence[int | None]) -> Took:
    return Took(sum(one or 0 for one in counts), None not in counts)
