"""Plans: their list, one plan, its measures, its whole file."""

from collections.abc import Iterator
from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from rumo.deliver.rollup.queries.lists import rows
from rumo.deliver.rollup.queries.scopes import NoScope, Scope
from rumo.deliver.rollup.queries.snapshot import snapshot
from rumo.deliver.rollup.queries.whole import whole_document
from rumo.doors.api import said
from rumo.doors.api.answers import CSV, XLSX, as_file, as_json, as_table
from rumo.doors.api.faults import missing
from rumo.doors.api.measures import measure_answers
from rumo.doors.api.schemas import TABLE, Errors, MeasuresSaid, Plans, PlanWhole, table
from rumo.doors.api.seeing import Page, Seen, When, listed, paged, see
from rumo.doors.files.addresses import plan_page
from rumo.doors.files.figures import plain_figures
from rumo.doors.files.plan_csv import write_csv
from rumo.doors.files.plan_json import write_json
from rumo.doors.files.plan_xlsx import write_xlsx
from rumo.doors.files.tables import FIGURES, MEASURES, Line, figure_cells, measure_line
from rumo.science.planfile import public_plan

router = Router(tags=["plans"])
COLUMNS = ("slug", "title", "synthetic", "kind", "promoter", "municipalities", "start", "end", "version")
ZIP = "application/zip"


class Sought(When):
    """Which plans."""

    scope: str = Field("country", description="Plans with measures in a region, municipality or area.")
    q: str = Field("", description="Words of the plan.")


class SoughtPage(Sought, Page):
    """A page of them."""


@router.get("/plans", response={200: Plans, **Errors}, summary="Published plans")
def plans(request: HttpRequest, sought: Query[SoughtPage]) -> HttpResponseBase:
    """Plans whose version in use is known, by slug."""
    if snapshot() is None:
        return as_json(listed([], None))
    seen = see(request, sought.scope)
    chosen = _chosen(seen, sought.q)
    part, after = paged(list(chosen), sought)
    wanted = dict(list(chosen.items())[part])
    return as_json(listed(list(_items(seen, wanted)), after))


@router.get(
    "/plans.{form}", response={200: None, **Errors}, openapi_extra=TABLE, summary="The same as a table"
)
def plans_table(
    request: HttpRequest, form: Literal["csv", "xlsx"], sought: Query[Sought]
) -> HttpResponseBase:
    """One line a plan, with its figures."""
    seen = see(request, sought.scope)
    chosen = _chosen(seen, sought.q)
    return as_table(request, form, "plans", (*COLUMNS, *FIGURES), _lines(_items(seen, chosen)), len(chosen))


@router.get(
    "/plans/{slug}.{form}",
    response={200: None, **Errors},
    openapi_extra=table("application/json", XLSX, ZIP),
    summary="The whole plan file",
)
def plan_file(request: HttpRequest, slug: str, form: Literal["json", "xlsx", "csv"]) -> HttpResponseBase:
    """The newest version with every published report, fit to be imported elsewhere; `csv` is a zip of sheets.

    Parts of values by group of people, and the words of reserved evidence, are left out.
    """
    document = public_plan(whole_document(slug))
    match form:
        case "json":
            return as_file(write_json(document), "application/json", f"{document.slug}.json")
        case "xlsx":
            return as_file(write_xlsx(document), XLSX, f"{document.slug}.xlsx")
    return as_file(write_csv(document), ZIP, f"{document.slug}.csv.zip")


@router.get("/plans/{slug}", response={200: PlanWhole, **Errors}, summary="One plan")
def plan(request: HttpRequest, slug: str, when: Query[When]) -> HttpResponseBase:
    """The fields of the plan file in the version in use, and the figures; measures and reports have their own addresses."""
    seen = _see_plan(request, slug)
    at = seen.held.plan_at[slug]
    number = said.versions_in_use(seen.reading)[at]
    if number is None:
        raise missing("known_at", _("Nesse momento este plano ainda não era público."))
    version, head = said.heads({seen.held.labels[at].plan_id: number})[seen.held.labels[at].plan_id]
    more = {"figures": plain_figures(seen.reading.total), "page": plan_page(seen.lang, slug)}
    return as_json({**head, **said.more_of(version), **more})


@router.get("/plans/{slug}/measures", response={200: MeasuresSaid, **Errors}, summary="A plan's measures")
def plan_measures(request: HttpRequest, slug: str, when: Query[When], page: Query[Page]) -> HttpResponseBase:
    """The fields of the plan file in the version in use, and the figures of each."""
    seen = _see_plan(request, slug)
    positions = seen.reading.measures
    part, after = paged([seen.held.measure_keys[i] for i in positions], page)
    return as_json(listed(measure_answers(seen, positions[part].tolist()), after))


@router.get(
    "/plans/{slug}/measures.{form}",
    response={200: None, **Errors},
    openapi_extra=table(CSV, XLSX),
    summary="The same as a table",
)
def plan_measures_table(
    request: HttpRequest, slug: str, form: Literal["csv", "xlsx"], when: Query[When]
) -> HttpResponseBase:
    """One line a measure, unrounded."""
    seen = _see_plan(request, slug)
    found = seen.reading.measures
    lines = map(measure_line, rows(seen.reading, found))
    return as_table(request, form, f"{slug}-measures", MEASURES, lines, len(found))


def _see_plan(request: HttpRequest, slug: str) -> Seen:
    try:
        return see(request, f"plan:{slug}", whole=True)
    except NoScope as unknown:
        raise missing("slug", str(unknown)) from unknown


def _chosen(seen: Seen, text: str) -> dict[str, int]:
    """Where the plans asked for stand, by slug in order of slug (one query, for words)."""
    held, reading = seen.held, seen.reading
    known = said.versions_in_use(reading)
    inside = set(held.facts.measure_plan[reading.measures].tolist())
    saying = said.plans_saying(text) if text else None
    return {
        labels.slug: at
        for at, labels in sorted(enumerate(held.labels), key=lambda pair: pair[1].slug)
        if known[at] is not None
        and (reading.moment.synthetic or not labels.synthetic)
        and (at in inside or reading.scope.kind == "country")
        and (saying is None or labels.plan_id in saying)
    }


def _items(seen: Seen, chosen: dict[str, int]) -> Iterator[dict[str, Any]]:
    """The plans with their figures, in order (two queries)."""
    held, numbers = seen.held, said.versions_in_use(seen.reading)
    keys = {slug: held.labels[at].plan_id for slug, at in chosen.items()}
    heads = said.heads({keys[slug]: numbers[at] or 0 for slug, at in chosen.items()})
    figures = {group.key: group.figures for group in seen.reading.by("plan", seen.lang)}
    for slug, at in chosen.items():
        found = figures.get(slug) or seen.reading.of(Scope("plan", slug, "", plan=at)).total
        yield {**heads[keys[slug]][1], "figures": plain_figures(found), "page": plan_page(seen.lang, slug)}


def _lines(items: Iterator[dict[str, Any]]) -> Iterator[Line]:
    for item in items:
        period = item["period"]
        words = {**item, "start": period["start"], "end": period["end"]}
        yield [*(words[name] for name in COLUMNS), *figure_cells(item["figures"])]
