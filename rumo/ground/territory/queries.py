"""Reads of the territory: regions by the code in an address, what lies in them, tiles, boundaries, search."""

from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rumo.ground.core.fields import folded
from rumo.ground.territory.models import Boundary, Municipality, Region
from rumo.ground.territory.rules import Polygons

_NESTED = {
    Region.Kind.NUTS1: "nuts3__parent__parent",
    Region.Kind.NUTS2: "nuts3__parent",
    Region.Kind.NUTS3: "nuts3",
    Region.Kind.DISTRICT: "district",
    Region.Kind.CIM: "cim",
}


class NotFound(LookupError):
    """No region or municipality has that code."""


class FormerRegion(NotFound):
    """The region no longer exists; `successors` are the codes of those that took its place."""

    def __init__(self, code: str, name: str, successors: list[str]) -> None:
        """Say which regions to ask for instead."""
        text = _("A região %(code)s (%(name)s) já não existe. Sucederam-lhe: %(successors)s.")
        super().__init__(text % {"code": code, "name": name, "successors": ", ".join(successors)})
        self.successors = successors


class Tile(NamedTuple):
    """A municipality's hexagon: x = q + (r odd ? 0.5 : 0) tile widths, y = r * 0.866, south down."""

    dico: str
    name: str
    slug: str
    inset: str
    q: int
    r: int


class Hit(NamedTuple):
    """Something found: `kind` is `municipality` or a kind of region; `scope` the code to ask its figures with."""

    kind: str
    scope: str
    name: str
    slug: str


def find_region(scope_part: str) -> Region:
    """Return the region written `PT1A`, `district:11` or `cim:oeste` (one query).

    Raises `FormerRegion` for a code no longer in use, `NotFound` for any other.
    """
    kind, colon, code = scope_part.rpartition(":")
    which = Q(kind=kind, kind__in=Region.PREFIXED) if colon else ~Q(kind__in=Region.PREFIXED)
    region = Region.objects.filter(which, code=code).first()
    if region is None:
        raise NotFound(_("Nenhuma região tem o código «%(code)s».") % {"code": scope_part[:60]})
    if region.kind == Region.Kind.FORMER:
        raise FormerRegion(region.code, region.name, region.successors.split())
    return region


def find_municipality(key: str) -> Municipality:
    """Return the municipality with that DICO code or slug, its regions loaded (one query); raises `NotFound`."""
    towns = Municipality.objects.select_related("district", "cim", "nuts3__parent__parent")
    town = towns.filter(Q(dico=key) | Q(slug=key)).first()
    if town is None:
        raise NotFound(_("Nenhum município tem o código ou o nome «%(key)s».") % {"key": key[:60]})
    return town


def regions(*kinds: str) -> QuerySet[Region]:
    """Return today's regions of those kinds (all, if none is named), by kind and code."""
    found = Region.objects.exclude(kind=Region.Kind.FORMER).order_by("kind", "code")
    return found.filter(kind__in=kinds) if kinds else found


def municipalities_of(region: Region) -> QuerySet[Municipality]:
    """Return the municipalities of a region, by DICO code; a former one has none."""
    if region.kind == Region.Kind.COUNTRY:
        return Municipality.objects.all()
    path = _NESTED.get(Region.Kind(region.kind))
    return Municipality.objects.filter(**{path: region}) if path else Municipality.objects.none()


def regions_of(dico: str) -> dict[str, Region]:
    """Return the regions a municipality belongs to, by kind, from the widest (one query); raises `NotFound`."""
    return _regions_of(find_municipality(dico))


def region_scopes() -> dict[str, dict[str, str]]:
    """Return, for every municipality by DICO code, the code of its region of each kind as scopes write it (one query)."""
    towns = Municipality.objects.select_related("district", "cim", "nuts3__parent__parent")
    return {town.dico: {kind: region.scope for kind, region in _regions_of(town).items()} for town in towns}


def _regions_of(town: Municipality) -> dict[str, Region]:
    """Read a municipality's regions off its loaded row."""
    nuts2 = town.nuts3.parent
    return {
        "nuts1": nuts2.parent,
        "nuts2": nuts2,
        "nuts3": town.nuts3,
        "district": town.district,
        "cim": town.cim,
    }


def tiles() -> list[Tile]:
    """Return the whole tile map by DICO code (one query); `Municipality.Inset` labels the insets."""
    return [Tile(*row) for row in Municipality.objects.values_list(*Tile._fields)]


def boundaries() -> dict[str, Polygons]:
    """Return the boundaries loaded, by DICO code (one query): polygons of closed rings of [lon, lat]; empty when none is."""
    return dict(Boundary.objects.order_by("municipality__dico").values_list("municipality__dico", "rings"))


def search(text: str, lang: str) -> list[Hit]:
    """Find municipalities and regions by words of their names, accents and case aside (two queries).

    Names that begin with the text come first, then shorter names. `lang` changes nothing: names are Portuguese.
    """
    sought = folded(text)
    if not sought:
        return []
    towns = Municipality.objects.filter(search__contains=sought)
    places = regions().filter(search__contains=sought)
    hits = [
        (town.search, Hit("municipality", f"municipality:{town.dico}", town.name, town.slug))
        for town in towns
    ]
    hits += [
        (place.search, Hit(place.kind, f"region:{place.scope}", place.name, place.scope)) for place in places
    ]
    hits.sort(key=lambda hit: (not hit[0].startswith(sought), len(hit[1].name), hit[1].scope))
    return [hit for _name, hit in hits]
