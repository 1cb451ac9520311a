"""The tables and the tile map that come with the product, by themselves and against the geography from outside."""

import csv
import json
from collections import Counter

import pytest

from rumo.ground.territory.actions import DATA
from rumo.ground.territory.models import Municipality
from scripts.hexagons import figures, holes, pieces
from scripts.tile_map import islands


def rows(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def tiles():
    return {row["dico"]: (int(row["q"]), int(row["r"])) for row in rows("tiles.csv")}


@pytest.fixture(scope="module")
def towns():
    return {row["dico"]: row for row in rows("municipios.csv")}


def test_every_municipality_has_one_tile_of_its_own(tiles, towns):
    assert [row["dico"] for row in rows("tiles.csv")] == sorted(towns)
    assert len(set(tiles.values())) == 308
    assert min(min(cell) for cell in tiles.values()) == 0


def test_the_mainland_is_one_piece_without_holes(tiles, towns):
    shape = {tiles[dico] for dico, town in towns.items() if not town["island"]}
    assert (len(shape), len(pieces(shape)), holes(shape)) == (278, 1, set())


def test_no_island_touches_the_mainland_and_insets_stand_apart(tiles):
    inset_of = {row["dico"]: row["inset"] for row in rows("tiles.csv")}
    together = pieces(set(tiles.values()))
    at = {cell: dico for dico, cell in tiles.items()}
    assert [len({inset_of[at[cell]] for cell in piece}) for piece in together] == [1] * len(together)
    assert set(inset_of.values()) == set(Municipality.Inset.values)


def test_the_islands_are_as_drawn_in_the_script(tiles):
    assert {dico: tiles[dico] for dico in tiles if dico >= "31"} == {
        dico: cell for dico, (_, cell) in islands().items()
    }


def test_the_map_reads_as_portugal(tiles):
    """North above south, coast left of the border, Azores west of Madeira's north: a few places anybody would look for."""
    place = {name: tiles[dico] for name, dico in PLACES.items()}
    down = [place[name][1] for name in ("melgaço", "porto", "coimbra", "lisboa", "beja", "faro")]
    assert down == sorted(down)
    assert place["cascais"][0] < place["lisboa"][0] < place["elvas"][0]
    assert place["porto"][0] < place["bragança"][0]
    assert max(place["ponta delgada"][0], place["funchal"][0]) < min(
        q for dico, (q, _) in tiles.items() if dico < "31"
    )
    assert place["corvo"][1] < place["ponta delgada"][1] < place["funchal"][1]


PLACES = {
    "melgaço": "1603", "porto": "1312", "coimbra": "0603", "lisboa": "1106", "beja": "0205", "faro": "0805",
    "cascais": "1105", "elvas": "1207", "bragança": "0402", "ponta delgada": "4203", "funchal": "3103", "corvo": "4901",
}  # fmt: skip


def test_real_neighbours_stay_near(tiles, towns, geo):
    neighbours = json.loads((geo / "vizinhos.json").read_text(encoding="utf-8"))
    found = figures(tiles, neighbours, [dico for dico, town in towns.items() if not town["island"]])
    assert found["neighbour pairs"] == 780
    assert found["share within two tiles"] >= 0.98
    assert found["farthest pair"] <= 4


def test_columns_agree_with_the_geography_from_outside(towns, geo):
    with (geo / "municipios.csv").open(encoding="utf-8") as file:
        outside = {row["dico"]: row for row in csv.DictReader(file)}
    names = {
        "name": "nome", "name_ine": "nome_ine", "slug": "slug", "nuts2": "nuts2_2024", "nuts3": "nuts3_2024",
        "ine_code": "ine_cod_2024", "island": "ilha", "area_km2": "area_km2_aprox", "lon": "lon", "lat": "lat",
        "population_2011": "pop_2011", "population_2021": "pop_2021", "foreign_pct_2011": "estrangeiros_pct_2011",
        "foreign_pct_2021": "estrangeiros_pct_2021", "foreign_2021_approx": "estrangeiros_2021_aprox",
    }  # fmt: skip
    ours = {dico: {name: town[name] for name in names} for dico, town in towns.items()}
    assert ours == {
        dico: {name: row[theirs] for name, theirs in names.items()} for dico, row in outside.items()
    }


def test_regions_agree_with_the_geography_from_outside(geo):
    with (geo / "nuts2024.csv").open(encoding="utf-8") as file:
        outside = list(csv.DictReader(file))
    regions = rows("regioes.csv")
    ours = {(row["code"], row["name"], row["parent"]) for row in regions if row["kind"] == "nuts3"}
    assert ours == {(row["nuts3"], row["nuts3_nome"], row["nuts2"]) for row in outside}
    assert {(row["code"], row["name"], row["parent"]) for row in regions if row["kind"] == "nuts2"} == {
        (row["nuts2"], row["nuts2_nome"], row["nuts1"]) for row in outside
    }


def test_former_regions_agree_with_the_geography_from_outside(geo):
    with (geo / "municipios.csv").open(encoding="utf-8") as file:
        outside = list(csv.DictReader(file))
    current = {row["code"] for row in rows("regioes.csv") if row["kind"] != "former"}
    became = {}
    for row in outside:
        for before, after in (("nuts3_2013", "nuts3_2024"), ("nuts2_2013", "nuts2_2024")):
            code = row[before] if before in row else row["nuts3_2013"][:4]
            became.setdefault(code, set()).add(row[after])
    former = {
        row["code"]: set(row["successors"].split()) for row in rows("regioes.csv") if row["kind"] == "former"
    }
    assert former == {code: after for code, after in became.items() if code not in current}


def test_municipal_sizes_of_regions(geo, towns):
    with (geo / "nuts2024.csv").open(encoding="utf-8") as file:
        outside = {row["nuts3"]: int(row["n_municipios"]) for row in csv.DictReader(file)}
    assert Counter(town["nuts3"] for town in towns.values()) == outside
