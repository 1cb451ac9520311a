"""What a file of boundaries must be: reads GeoJSON into rings and says everything that is wrong with it, with its place."""

import math
from collections.abc import Container
from typing import NamedTuple, cast

from django.utils.translation import gettext as _

Ring = list[list[float]]
Polygons = list[list[Ring]]

# Corvo and the Selvagens included, with room: outside it, latitude and longitude were probably exchanged
LON_RANGE, LAT_RANGE = (-32.0, -6.0), (29.5, 42.5)
DECIMALS = 5  # about a metre


class Fault(NamedTuple):
    """One thing wrong with a file: where, and what."""

    where: str
    what: str


class _Broken(Exception):
    """A geometry that cannot be read; carries its fault."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(what)
        self.fault = Fault(where, what)


def read_boundaries(features: object, *, known: Container[str]) -> tuple[dict[str, Polygons], list[Fault]]:
    """Read a GeoJSON FeatureCollection of municipalities in WGS84; property `dico` says which each one is.

    Returns polygons by DICO code (coordinates rounded to five decimals) and the faults found, one a feature at most.
    """
    if not isinstance(features, dict) or features.get("type") != "FeatureCollection":
        return {}, [Fault("$", _("O ficheiro tem de ser um objeto GeoJSON do tipo FeatureCollection."))]
    items = features.get("features")
    if not isinstance(items, list) or not items:
        return {}, [Fault("features", _("O ficheiro não tem concelhos: falta a lista «features»."))]
    found: dict[str, Polygons] = {}
    faults: list[Fault] = []
    for number, item in enumerate(items):
        try:
            dico, polygons = _read_feature(item, f"features[{number}]", known, found)
            found[dico] = polygons
        except _Broken as broken:
            faults.append(broken.fault)
    return found, faults


def _read_feature(
    item: object, where: str, known: Container[str], seen: Container[str]
) -> tuple[str, Polygons]:
    """Read one feature; raises `_Broken`."""
    if not isinstance(item, dict) or item.get("type") != "Feature":
        raise _Broken(where, _("Não é um objeto GeoJSON do tipo Feature."))
    properties = item.get("properties")
    dico = properties.get("dico") if isinstance(properties, dict) else None
    at = f"{where}.properties.dico"
    if not isinstance(dico, str) or not dico:
        raise _Broken(at, _("Falta o código DICO do concelho, em texto (por exemplo, «1106»)."))
    if dico not in known:
        raise _Broken(at, _("Nenhum concelho tem o código «%(dico)s».") % {"dico": dico[:20]})
    if dico in seen:
        raise _Broken(at, _("O concelho «%(dico)s» aparece mais de uma vez.") % {"dico": dico})
    return dico, _read_geometry(item.get("geometry"), f"{where}.geometry")


def _read_geometry(geometry: object, where: str) -> Polygons:
    """Read a Polygon or MultiPolygon."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _Broken(where, _("A geometria tem de ser Polygon ou MultiPolygon."))
    where = f"{where}.coordinates"
    coordinates = cast(dict[str, object], geometry).get("coordinates")
    if kind == "Polygon":
        return [_read_polygon(coordinates, where)]
    return [_read_polygon(part, f"{where}[{i}]") for i, part in enumerate(_filled_list(coordinates, where))]


def _read_polygon(rings: object, where: str) -> list[Ring]:
    """Read an outer ring and its holes."""
    return [_read_ring(ring, f"{where}[{i}]") for i, ring in enumerate(_filled_list(rings, where))]


def _filled_list(thing: object, where: str) -> list[object]:
    """Return a list that holds something."""
    if not isinstance(thing, list) or not thing:
        raise _Broken(where, _("Falta a lista de coordenadas, ou está vazia."))
    return thing


def _read_ring(ring: object, where: str) -> Ring:
    """Read a closed ring of at least three different points."""
    points = [_read_point(point, f"{where}[{i}]") for i, point in enumerate(_filled_list(ring, where))]
    if points[0] != points[-1]:
        raise _Broken(where, _("A linha não fecha: o último ponto tem de ser igual ao primeiro."))
    if len({(lon, lat) for lon, lat in points}) < 3:
        raise _Broken(where, _("A linha precisa de pelo menos três pontos diferentes."))
    return points


def _read_point(point: object, where: str) -> list[float]:
    """Read [lon, lat]; a height after them is dropped."""
    if not isinstance(point, list) or len(point) < 2 or not all(_is_number(part) for part in point[:2]):
        raise _Broken(where, _("Um ponto tem de ser [longitude, latitude], em números."))
    lon, lat = point[:2]
    if not (LON_RANGE[0] <= lon <= LON_RANGE[1] and LAT_RANGE[0] <= lat <= LAT_RANGE[1]):
        text = _(
            "Ponto fora de Portugal: longitude %(lon)s, latitude %(lat)s. As coordenadas têm de ser WGS84, longitude primeiro."
        )
        raise _Broken(where, text % {"lon": lon, "lat": lat})
    return [round(lon, DECIMALS), round(lat, DECIMALS)]


def _is_number(part: object) -> bool:
    """Tell a finite number from anything else; true and false are none."""
    return isinstance(part, int | float) and not isinstance(part, bool) and math.isfinite(part)
