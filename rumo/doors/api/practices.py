"""Good practices: those that are public, one, and the list as a table."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Query, Router

from rumo.deliver.plans.queries.following import measures_of
from rumo.doors.api.answers import as_json, as_table
from rumo.doors.api.faults import missing
from rumo.doors.api.schemas import TABLE, Errors
from rumo.doors.api.schemas_listening import Practices, PracticeSaid
from rumo.doors.api.seeing import Page, listed, paged
from rumo.doors.files.practices import COLUMNS, lines, plain
from rumo.doors.web.tagged import tagged
from rumo.listen.practices import queries
from rumo.listen.practices.models import Practice
from rumo.listen.practices.queries import Sought

router = Router(tags=["practices"])


@router.get("/practices", response={200: Practices, **Errors}, summary="Good practices")
@tagged
def practices(
    request: HttpRequest,
    page: Query[Page],
    q: str = "",
    area: str = "",
    municipality: str = "",
    dimension: str = "",
) -> HttpResponseBase:
    """The last published first; `q` words that all stand in the text, `municipality` a slug, `dimension` as framework:dimension."""
    rows = list(queries.found(Sought(*(one.replace("\0", "") for one in (q, area, municipality, dimension)))))
    part, after = paged([row.practice.slug for row in rows], page)
    facets = queries.facets_of(rows[part])
    return as_json(listed([plain(row, facets[row.pk]) for row in rows[part]], after))


@router.get(
    "/practices.{form}", response={200: None, **Errors}, openapi_extra=TABLE, summary="The same as a table"
)
@tagged
def practices_table(request: HttpRequest, form: Literal["csv", "xlsx"]) -> HttpResponseBase:
    """One line a practice."""
    rows = list(queries.found(Sought()))
    return as_table(request, form, "practices", COLUMNS, lines(rows, queries.facets_of(rows)), len(rows))


@router.get("/practices/{slug}", response={200: PracticeSaid, **Errors}, summary="One practice")
@tagged
def practice(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What it says now, who took it up from whom, who recognises it, and the measures that follow it."""
    row = queries.by_slug(slug)
    if row is None or row.state == Practice.State.WITHDRAWN:
        raise missing("slug", _("Não há nenhuma prática publicada com esse nome."))
    version = queries.in_force(row)
    assert version is not None  # noqa: S101  (what is published has a version in force)
    return as_json({**plain(version, queries.facets_of([version])[version.pk]), **_joined(row)})


def _joined(row: Practice) -> dict[str, Any]:
    """Who took it up, who recognises it, which measures follow it (three queries)."""
    return {
        "adoptions": [
            {
                "entity": one.entity.name,
                "year": one.year,
                "changed": one.changed or None,
                "adopted_from": one.adopted_from.entity.name if one.adopted_from else None,
            }
            for one in queries.adoptions_of(row)
        ],
        "recognitions": [
            {"entity": one.entity.name, "sentence": one.sentence, "on": one.at.date().isoformat()}
            for one in queries.recognitions_of(row)
        ],
        "measures": [f"{one.plan}/{one.code}" for one in measures_of(row.pk)],
    }
