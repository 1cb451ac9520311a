"""What others say of a measure, beside what its team reports: readings from outside with their replies, and residents' words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rumo.deliver.evaluations.queries import findings_on
from rumo.deliver.plans.queries.drawing import gatherings_of
from rumo.deliver.plans.queries.following import practices_of
from rumo.deliver.progress.models import IndependentReading
from rumo.deliver.progress.queries.outside import Seen, readings_of, seen_of
from rumo.doors.dashboard.looking import Look
from rumo.science.degree.divergence import diverges


@dataclass(frozen=True, slots=True)
class Told:
    """A reading as the page tells it; `apart` says in words where it parts ways with the self-report, empty where it does not."""

    row: IndependentReading
    level: str
    apart: str


def beside(
    seen: Look,
    measure_id: int,
    state: str,
    degree: float | None,
    basis: str | None,
    there: frozenset[str],
) -> dict[str, Any]:
    """Return the readings of a measure and residents' words about it, what evaluations found, the practices it follows and the gatherings it came from: a query for each the plan has at all."""
    asked = seen.asked
    rows = readings_of(measure_id, as_of=asked.as_of, known_at=asked.known_at) if "readings" in there else []
    current = next((row for row in rows if row.state == IndependentReading.State.PUBLISHED), None)
    told = [
        Told(row, str(row.get_level_display()), _apart(row, state, degree, basis) if row is current else "")
        for row in rows
    ]
    findings = findings_on(measure_id, known_at=asked.known_at) if "findings" in there else []
    residents = seen_of(measure_id) if "residents" in there else None
    followed = practices_of(measure_id) if "practices" in there else []
    drawn = gatherings_of(measure_id) if "gatherings" in there else []
    return {
        "readings": told,
        "residents": residents,
        "findings": findings,
        "followed": followed,
        "drawn": drawn,
    }


def _apart(row: IndependentReading, state: str, degree: float | None, basis: str | None) -> str:
    found = diverges(row.level, state, degree, basis=basis)
    if found == "lower":
        return _("Quem leu de fora encontrou menos do que está relatado.")
    return _("Quem leu de fora encontrou mais do que está relatado.") if found else ""


def residents(said: Seen) -> str:
    """Return residents' words in a sentence."""
    if said.yes is None:
        return _("%(total)s pessoas já disseram se veem esta medida onde vivem.") % {"total": said.total}
    return _("De %(total)s pessoas, %(yes)s veem esta medida onde vivem e %(no)s não.") % {
        "total": said.total,
        "yes": said.yes,
        "no": said.no,
    }
