"""Asking the territory: regions by code, what lies where, tiles, boundaries, search; and how many queries it takes."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from rumo.ground.territory import actions, queries
from rumo.ground.territory.models import Municipality, Region

AT = datetime(2026, 1, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("territory")


@pytest.mark.parametrize(
    ("scope", "name", "count"),
    [
        ("PT", "Portugal", 308),
        ("PT1", "Continente", 278),
        ("PT2", "Região Autónoma dos Açores", 19),
        ("PT1A", "Grande Lisboa", 9),
        ("PT1D1", "Oeste", 12),
        ("district:11", "Lisboa", 16),
        ("district:42", "Ilha de São Miguel", 6),
        ("cim:oeste", "Comunidade Intermunicipal do Oeste", 12),
        ("cim:area-metropolitana-de-lisboa", "Área Metropolitana de Lisboa", 18),
    ],
)
def test_a_region_by_its_code_and_what_lies_in_it(scope, name, count, django_assert_num_queries):
    with django_assert_num_queries(2):
        region = queries.find_region(scope)
        towns = list(queries.municipalities_of(region))
    assert (region.scope, region.name, str(region), len(towns)) == (scope, name, name, count)


@pytest.mark.parametrize(
    "scope",
    [
        "",
        "PT9",
        "pt1a",
        "11",
        "oeste",
        "district:99",
        "nuts2:PT1A",
        "former:PT16",
        "cim:",
        ":PT1A",
        "cim:cim:oeste",
    ],
)
def test_an_unknown_code_is_not_found(scope):
    with pytest.raises(queries.NotFound) as missing:
        queries.find_region(scope)
    assert type(missing.value) is queries.NotFound
    assert str(missing.value) == f"Nenhuma região tem o código «{scope}»."


@pytest.mark.parametrize(
    ("code", "successors"),
    [
        ("PT16", ["PT19", "PT1D"]),
        ("PT17", ["PT1A", "PT1B"]),
        ("PT18", ["PT1C", "PT1D"]),
        ("PT16B", ["PT1D1"]),
        ("PT16I", ["PT195", "PT1D2"]),
    ],
)
def test_a_former_code_names_its_successors(code, successors):
    with pytest.raises(queries.FormerRegion) as former:
        queries.find_region(code)
    assert former.value.successors == successors
    assert [queries.find_region(scope).scope for scope in successors] == successors


def test_what_a_former_region_says():
    with pytest.raises(queries.FormerRegion) as former:
        queries.find_region("PT17")
    text = "A região PT17 (Área Metropolitana de Lisboa) já não existe. Sucederam-lhe: PT1A, PT1B."
    assert str(former.value) == text


def test_a_former_region_holds_no_municipality():
    assert list(queries.municipalities_of(Region.objects.get(code="PT16"))) == []


def test_every_current_region_can_be_asked_for_by_its_scope_and_is_not_empty():
    for region in queries.regions():
        assert queries.find_region(region.scope) == region
        assert queries.municipalities_of(region).count() > 0


def test_the_regions_of_each_kind_share_out_the_country():
    for kind in ("nuts1", "nuts2", "nuts3", "district", "cim"):
        held = Counter(
            town.dico for region in queries.regions(kind) for town in queries.municipalities_of(region)
        )
        assert held == Counter(Municipality.objects.values_list("dico", flat=True))


def test_a_municipality_by_code_or_slug(django_assert_num_queries):
    with django_assert_num_queries(1):
        town = queries.find_municipality("1106")
        assert (str(town), town.nuts3.parent.name) == ("Lisboa", "Grande Lisboa")
    assert queries.find_municipality("lisboa") == town
    with pytest.raises(queries.NotFound, match="«atlantida»"):
        queries.find_municipality("atlantida")


def test_the_regions_of_a_municipality(django_assert_num_queries):
    with django_assert_num_queries(1):
        found = {kind: region.scope for kind, region in queries.regions_of("1114").items()}
    scopes = {
        "nuts1": "PT1",
        "nuts2": "PT1A",
        "nuts3": "PT1A0",
        "district": "district:11",
        "cim": "cim:area-metropolitana-de-lisboa",
    }
    assert found == scopes
    with django_assert_num_queries(1):
        everywhere = queries.region_scopes()
    assert (len(everywhere), everywhere["1114"]) == (308, scopes)


def test_tiles_come_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        tiles = queries.tiles()
    assert Counter(tile.inset for tile in tiles) == {
        "mainland": 278,
        "acores-ocidental": 3,
        "acores-central": 9,
        "acores-oriental": 7,
        "madeira": 11,
    }
    assert [tile.slug for tile in tiles[:2]] == ["agueda", "albergaria-a-velha"]


def test_insets_have_names_to_show():
    names = [
        "Continente",
        "Açores, grupo ocidental",
        "Açores, grupo central",
        "Açores, grupo oriental",
        "Madeira",
    ]
    assert [str(name) for name in Municipality.Inset.labels] == names


def test_boundaries_come_in_one_query(django_assert_num_queries):
    assert queries.boundaries() == {}
    ring = [[-9.2, 38.7], [-9.1, 38.7], [-9.1, 38.8], [-9.2, 38.7]]
    one = {
        "type": "Feature",
        "properties": {"dico": "1106"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    actions.load_boundaries(features={"type": "FeatureCollection", "features": [one]}, by="operator", at=AT)
    with django_assert_num_queries(1):
        assert queries.boundaries() == {"1106": [[ring]]}


def test_time_zones():
    zones = dict(Municipality.objects.values_list("dico", "time_zone"))
    assert (zones["1106"], zones["3103"], zones["4203"]) == (
        "Europe/Lisbon",
        "Atlantic/Madeira",
        "Atlantic/Azores",
    )
    assert Counter(zones.values()) == {"Europe/Lisbon": 278, "Atlantic/Madeira": 11, "Atlantic/Azores": 19}


@pytest.mark.parametrize("text", ["evora", "ÉVORA", " Évora "])
def test_search_minds_neither_accents_nor_case(text, django_assert_num_queries):
    with django_assert_num_queries(2):
        hits = queries.search(text, "pt")
    assert hits == [
        queries.Hit("municipality", "municipality:0705", "Évora", "evora"),
        queries.Hit("district", "region:district:07", "Évora", "district:07"),
    ]


def test_search_puts_names_that_begin_so_first_and_leaves_former_regions_out():
    assert [hit.scope for hit in queries.search("oeste", "en")] == [
        "region:PT1D1",
        "region:PT1D",
        "region:cim:oeste",
    ]
    assert queries.search("  ", "pt") == []
