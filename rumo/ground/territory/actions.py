"""Every write of the territory: its tables from the files that come with the product, boundaries from a file of the user's."""

import csv
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from rumo.ground.core.fields import folded
from rumo.ground.ledger import actions as ledger
from rumo.ground.territory.models import Boundary, Municipality, Region
from rumo.ground.territory.rules import Fault, read_boundaries

DATA = Path(__file__).resolve().parents[2] / "data" / "territory"
PARKED = 10_000  # rows far below the map, where tiles wait while others move
NUMBERS = {
    "area_km2": float,
    "lon": float,
    "lat": float,
    "population_2011": int,
    "population_2021": int,
    "foreign_pct_2011": float,
    "foreign_pct_2021": float,
    "foreign_2021_approx": int,
}


class Loaded(NamedTuple):
    """How many rows a load wrote; zeros when everything stood already."""

    regions: int
    municipalities: int


class BoundariesRefused(ValueError):
    """The boundaries were not loaded; `faults` says what is wrong and where."""

    def __init__(self, faults: list[Fault]) -> None:
        """Gather the faults into one text, a line each."""
        heading = _("Os limites não foram carregados:")
        super().__init__("\n".join([heading, *(f"{fault.where}: {fault.what}" for fault in faults)]))
        self.faults = faults


@transaction.atomic
def load(*, by: str, at: datetime) -> Loaded:
    """Bring regions and municipalities to what rumo/data/territory says; recorded only where something changed."""
    loaded = Loaded(
        _load_regions(_rows("regioes.csv")), _load_municipalities(_rows("municipios.csv"), _rows("tiles.csv"))
    )
    if any(loaded):
        ledger.record(verb="territory.load", by=by, at=at, target="territory", new=loaded._asdict())
    return loaded


@transaction.atomic
def load_boundaries(*, features: object, by: str, at: datetime) -> int:
    """Keep the boundaries of a parsed GeoJSON FeatureCollection (WGS84, property `dico`), replacing those it names.

    Returns how many municipalities were drawn. Raises `BoundariesRefused`, and writes nothing, when anything is wrong.
    """
    ids = dict(Municipality.objects.values_list("dico", "pk"))
    polygons, faults = read_boundaries(features, known=ids)
    if faults:
        raise BoundariesRefused(faults)
    Boundary.objects.bulk_create(
        [Boundary(municipality_id=ids[dico], rings=rings) for dico, rings in polygons.items()],
        update_conflicts=True,
        unique_fields=["municipality"],
        update_fields=["rings"],
    )
    ledger.record(
        verb="territory.load_boundaries",
        by=by,
        at=at,
        target="territory",
        new={"municipalities": sorted(polygons)},
    )
    return len(polygons)


def _rows(name: str) -> list[dict[str, str]]:
    """Read one of our tables."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _changed(row: models.Model, values: Mapping[str, object]) -> bool:
    """Set the values on a row; tell whether any differs or the row is new."""
    differs = row.pk is None or any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return differs


def _load_regions(rows: Iterable[dict[str, str]]) -> int:
    """Write the regions that changed; parents stand before their children in the table."""
    held = {(region.kind, region.code): region for region in Region.objects.all()}
    ids = {region.code: region.pk for region in held.values() if region.kind not in Region.PREFIXED}
    written = 0
    for row in rows:
        region = held.get((row["kind"], row["code"])) or Region(kind=row["kind"], code=row["code"])
        values = {
            "name": row["name"],
            "parent_id": ids[row["parent"]] if row["parent"] else None,
            "valid_from": date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            "valid_until": date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
            "successors": row["successors"],
            "search": folded(row["name"], row["code"]),
        }
        if _changed(region, values):
            region.save()
            written += 1
        if region.kind not in Region.PREFIXED:
            ids[region.code] = region.pk
    return written


def _load_municipalities(rows: Iterable[dict[str, str]], tiles: Iterable[dict[str, str]]) -> int:
    """Write the municipalities that changed, each with its tile."""
    held = {town.dico: town for town in Municipality.objects.all()}
    regions = {(region.kind, region.code): region.pk for region in Region.objects.all()}
    tile_of = {tile["dico"]: tile for tile in tiles}
    new: list[Municipality] = []
    changed: list[Municipality] = []
    for row in rows:
        town = held.get(row["dico"]) or Municipality(dico=row["dico"])
        values = _values(row, tile_of[row["dico"]], regions)
        if _changed(town, values):
            (changed if town.pk else new).append(town)
    if changed:
        Municipality.objects.filter(pk__in=[town.pk for town in changed]).update(r=F("r") + PARKED)
        Municipality.objects.bulk_update(changed, list(values))
    Municipality.objects.bulk_create(new)
    return len(new) + len(changed)


def _values(
    row: dict[str, str], tile: dict[str, str], regions: dict[tuple[str, str], int]
) -> dict[str, object]:
    """Return a municipality's columns from its row and its tile."""
    return {
        "name": row["name"],
        "official_name": row["name_ine"],
        "slug": row["slug"],
        "ine_code": row["ine_code"],
        "district_id": regions["district", row["district_code"]],
        "nuts3_id": regions["nuts3", row["nuts3"]],
        "cim_id": regions["cim", row["cim"]],
        "island": row["island"],
        "time_zone": row["time_zone"],
        **{name: number(row[name]) for name, number in NUMBERS.items()},
        "inset": tile["inset"],
        "q": int(tile["q"]),
        "r": int(tile["r"]),
        "search": folded(row["name"], row["name_ine"], row["island"]),
    }
