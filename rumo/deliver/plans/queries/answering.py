"""Who answers for the measures of a plan, and which bodies the plan's own words point at."""

from collections.abc import Iterable

from rumo.deliver.plans import models as m
from rumo.ground.core.fields import folded
from rumo.ground.people.models import Entity

FILLING = {"de", "da", "do", "das", "dos", "e", "a", "o", "camara", "municipal", "municipio", "associacao"}
"""Words that do not tell one body from another."""


def answers_of(plan: m.Plan) -> dict[str, list[m.Responsible]]:
    """Return who answers for each measure of a plan, by its code (one query)."""
    found: dict[str, list[m.Responsible]] = {}
    rows = m.Responsible.objects.filter(measure__plan=plan).select_related("measure", "entity", "person")
    for row in rows.order_by("entity__name"):
        found.setdefault(row.measure.code, []).append(row)
    return found


def suggested(printed: Iterable[str], bodies: Iterable[Entity]) -> list[Entity]:
    """Return the bodies that the printed names of who is responsible point at, in the order of the names.

    A name points at a body of the same name (case and accents aside), else at the only one that has all its telling words.
    """
    words = {body: _telling(body.name) for body in bodies}
    found: dict[Entity, None] = {}
    for name in printed:
        same = [body for body in words if folded(body.name) == folded(name)]
        told = _telling(name)
        close = same or [body for body, own in words.items() if told and told == own]
        if len(close) == 1:
            found[close[0]] = None
    return list(found)


def _telling(name: str) -> frozenset[str]:
    return frozenset(word for word in folded(name).split() if word not in FILLING)
