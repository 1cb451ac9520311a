"""Small lists to ask with: national areas, municipalities, regions."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from ninja import Query, Router

from rumo.doors.api.answers import as_json, as_table
from rumo.doors.api.schemas import TABLE, Areas, Errors, Municipalities, Regions
from rumo.doors.api.seeing import Page, listed, paged
from rumo.ground.territory.models import Municipality, Region
from rumo.ground.vocabularies.queries import terms

router = Router(tags=["places and areas"])
Form = Literal["csv", "xlsx"]
Items = list[dict[str, Any]]


def _areas() -> Items:
    lang = get_language() or "pt"
    return [{"key": term.key, "label": term.label(lang), "order": term.order} for term in terms("areas")]


def _municipalities() -> Items:
    towns = Municipality.objects.select_related("district", "cim", "nuts3__parent").order_by("dico")
    return [
        {
            "key": town.dico,
            "name": town.name,
            "slug": town.slug,
            "region": town.nuts3.parent.scope,
            "region_name": town.nuts3.parent.name,
            "nuts3": town.nuts3.scope,
            "district": town.district.scope,
            "cim": town.cim.scope,
        }
        for town in towns
    ]


def _regions() -> Items:
    found = Region.objects.exclude(kind=Region.Kind.COUNTRY).order_by("kind", "code")
    return [
        {"key": place.scope, "name": place.name, "kind": place.kind, "successors": place.successors.split()}
        for place in found
    ]


LISTS = {"areas": _areas, "municipalities": _municipalities, "regions": _regions}


def _page(name: str, page: Page) -> HttpResponseBase:
    items = LISTS[name]()
    part, after = paged([item["key"] for item in items], page)
    return as_json(listed(items[part], after))


def _table(request: HttpRequest, name: str, form: Form) -> HttpResponseBase:
    items = LISTS[name]()
    return as_table(request, form, name, list(items[0]) if items else (), [list(i.values()) for i in items])


@router.get("/areas", response={200: Areas, **Errors}, summary="National areas")
def areas(request: HttpRequest, page: Query[Page]) -> HttpResponseBase:
    """In their order, in the language asked for (Accept-Language)."""
    return _page("areas", page)


@router.get(
    "/areas.{form}", response={200: None, **Errors}, openapi_extra=TABLE, summary="The same as a table"
)
def areas_table(request: HttpRequest, form: Form) -> HttpResponseBase:
    """One line an area."""
    return _table(request, "areas", form)


@router.get("/municipalities", response={200: Municipalities, **Errors}, summary="Municipalities")
def municipalities(request: HttpRequest, page: Query[Page]) -> HttpResponseBase:
    """By DICO code, each with its NUTS II region."""
    return _page("municipalities", page)


@router.get(
    "/municipalities.{form}",
    response={200: None, **Errors},
    openapi_extra=TABLE,
    summary="The same as a table",
)
def municipalities_table(request: HttpRequest, form: Form) -> HttpResponseBase:
    """One line a municipality."""
    return _table(request, "municipalities", form)


@router.get("/regions", response={200: Regions, **Errors}, summary="Regions")
def regions(request: HttpRequest, page: Query[Page]) -> HttpResponseBase:
    """NUTS 2024, districts and intermunicipal bodies as scopes write them; former ones name their successors."""
    return _page("regions", page)


@router.get(
    "/regions.{form}", response={200: None, **Errors}, openapi_extra=TABLE, summary="The same as a table"
)
def regions_table(request: HttpRequest, form: Form) -> HttpResponseBase:
    """One line a region."""
    return _table(request, "regions", form)
