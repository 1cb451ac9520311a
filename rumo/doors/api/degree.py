"""The degree of any scope, whole or by group, as JSON and as a table; and its time line."""

from typing import Literal

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from rumo.deliver.rollup.queries import timeline as lines
from rumo.doors.api.answers import as_json, as_table
from rumo.doors.api.faults import bad
from rumo.doors.api.schemas import TABLE, Degree, Errors
from rumo.doors.api.seeing import Seen, When, see
from rumo.doors.files.figures import GROUPINGS, answer
from rumo.doors.files.tables import GROUPS, TIMELINE, Line, group_lines

router = Router(tags=["degree"])
Form = Literal["csv", "xlsx"]


class Asking(When):
    """Which figures."""

    scope: str = Field("country", description="What the figures are about.")
    by: str = Field("", description=f"Group by one of: {', '.join(GROUPINGS)}.")


class Scoped(When):
    """Of what."""

    scope: str = Field("country", description="What the figures are about.")


def _by(name: str) -> str | None:
    if name and name not in GROUPINGS:
        raise bad("by", _("Escreva um destes: %(names)s.") % {"names": ", ".join(GROUPINGS)})
    return name or None


@router.get("/degree", response={200: Degree, **Errors}, summary="The degree of a scope")
def degree(request: HttpRequest, asking: Query[Asking]) -> HttpResponseBase:
    """Total and groups. A measure counts whole in each of its areas, responsibles, municipalities and regions: groups may exceed the total."""
    by, seen = _by(asking.by), see(request, asking.scope)
    return as_json(answer(seen.reading, by, seen.lang))


@router.get(
    "/degree.{form}", response={200: None, **Errors}, openapi_extra=TABLE, summary="The same as a table"
)
def degree_table(request: HttpRequest, form: Form, asking: Query[Asking]) -> HttpResponseBase:
    """One line a group; without `by`, one line for the scope."""
    by, seen = _by(asking.by), see(request, asking.scope)
    found = answer(seen.reading, by, seen.lang)
    rows = group_lines(found, by, seen.reading.scope.label)
    return as_table(request, form, "degree", GROUPS, rows, len(found["groups"]))


@router.get(
    "/timeline.{form}",
    response={200: None, **Errors},
    openapi_extra=TABLE,
    summary="Planned and proven, month by month",
)
def timeline(request: HttpRequest, form: Form, asking: Query[Scoped]) -> HttpResponseBase:
    """One line a month-end and one for the day asked for; proven is left empty after that day."""
    seen = see(request, asking.scope)
    return as_table(request, form, "timeline", TIMELINE, _points(seen))


def _points(seen: Seen) -> list[Line]:
    reading, today = seen.reading, seen.asked.as_of
    points = lines.timeline(seen.held, reading.scope, reading.moment)
    points = lines.closing(points, today, reading.total["planned"], reading.total["degree"])
    return [(point.day, point.planned, point.proven if point.day <= today else None) for point in points]
