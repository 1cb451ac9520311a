"""Loading the territory: once, twice, over old data; boundaries good and bad."""

import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from rumo.ground.ledger.models import Detail
from rumo.ground.territory import actions
from rumo.ground.territory.models import Boundary, Municipality, Region
from rumo.ground.territory.rules import Fault

AT = datetime(2026, 1, 2, 12, tzinfo=UTC)
SQUARE = [[-9.2, 38.7], [-9.1, 38.7], [-9.1, 38.8], [-9.2, 38.7]]


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def feature(dico="1106", kind="Polygon", coordinates=None):
    shape = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"dico": dico}, "geometry": shape}


def acts():
    return list(Detail.objects.order_by("pk").values_list("verb", "by", "target", "new"))


def test_load_fills_the_tables_and_is_recorded(territory):
    assert territory == actions.Loaded(regions=110, municipalities=308)
    assert Counter(Region.objects.values_list("kind", flat=True)) == {
        "country": 1,
        "nuts1": 3,
        "nuts2": 9,
        "nuts3": 26,
        "district": 29,
        "cim": 25,
        "former": 17,
    }
    assert Municipality.objects.count() == 308
    assert acts() == [("territory.load", "operator", "territory", {"regions": 110, "municipalities": 308})]


def test_load_again_changes_and_records_nothing(territory):
    before = list(Municipality.objects.values()), list(Region.objects.values())
    assert actions.load(by="operator", at=AT) == actions.Loaded(0, 0)
    assert (list(Municipality.objects.values()), list(Region.objects.values())) == before
    assert len(acts()) == 1


def test_load_mends_what_differs_even_exchanged_tiles(territory):
    one, other = Municipality.objects.get(dico="1106"), Municipality.objects.get(dico="0101")
    was = one.pk, one.q, one.r, other.q, other.r
    Municipality.objects.filter(pk=one.pk).update(q=-1, r=-1, name="Lixboa")
    Municipality.objects.filter(pk=other.pk).update(q=one.q, r=one.r)
    Municipality.objects.filter(pk=one.pk).update(q=other.q, r=other.r)
    Region.objects.filter(code="PT1A").update(name="?")
    assert actions.load(by="operator", at=AT) == actions.Loaded(regions=1, municipalities=2)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.pk, one.q, one.r, other.q, other.r) == was
    assert (one.name, Region.objects.get(code="PT1A").name) == ("Lisboa", "Grande Lisboa")


def test_load_of_one_municipality_that_is_missing(territory):
    Municipality.objects.filter(dico="4901").delete()
    assert actions.load(by="operator", at=AT) == actions.Loaded(regions=0, municipalities=1)
    assert Municipality.objects.get(dico="4901").time_zone == "Atlantic/Azores"


@pytest.mark.parametrize(
    "broken",
    [
        {"valid_from": "2024-01-01", "valid_until": "2024-01-01"},
        {"kind": "village"},
        {"kind": "former", "valid_until": "2024-01-01"},
        {"kind": "former", "successors": "PT19"},
        {"successors": "PT19"},
        {"code": "PT11"},
    ],
)
def test_the_database_refuses_a_broken_region(territory, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(**{"kind": "nuts2", "code": "PT1X", "name": "X", "search": "x"} | broken)


@pytest.mark.parametrize(
    "broken",
    [{"q": 8, "r": 25}, {"lat": 91.0}, {"lon": -181.0}, {"area_km2": 0.0}, {"foreign_pct_2021": 101.0}],
)
def test_the_database_refuses_a_broken_municipality(territory, broken):
    there = Municipality.objects.exclude(dico="1106").first()
    if "q" in broken:
        broken = {"q": there.q, "r": there.r}
    with pytest.raises(IntegrityError), transaction.atomic():
        Municipality.objects.filter(dico="1106").update(**broken)


def test_boundaries_are_kept_rounded_and_recorded(territory):
    fine = [[-9.2000001, 38.7, 12.0], [-9.1, 38.7], [-9.1, 38.8], [-9.2000001, 38.7, 12.0]]
    many = feature("0101", "MultiPolygon", [[SQUARE], [SQUARE, SQUARE]])
    assert (
        actions.load_boundaries(features=collection(feature(coordinates=[fine]), many), by="operator", at=AT)
        == 2
    )
    assert dict(Boundary.objects.values_list("municipality__dico", "rings")) == {
        "1106": [[[[-9.2, 38.7], [-9.1, 38.7], [-9.1, 38.8], [-9.2, 38.7]]]],
        "0101": [[SQUARE], [SQUARE, SQUARE]],
    }
    assert acts()[1] == (
        "territory.load_boundaries",
        "operator",
        "territory",
        {"municipalities": ["0101", "1106"]},
    )


def test_boundaries_loaded_again_replace_those_they_name(territory):
    moved = [[lon, lat + 1] for lon, lat in SQUARE]
    actions.load_boundaries(features=collection(feature(), feature("0101")), by="operator", at=AT)
    assert (
        actions.load_boundaries(features=collection(feature(coordinates=[moved])), by="operator", at=AT) == 1
    )
    assert dict(Boundary.objects.values_list("municipality__dico", "rings")) == {
        "1106": [[moved]],
        "0101": [[SQUARE]],
    }


OPEN = SQUARE[:3]
NUMBERS = "Um ponto tem de ser [longitude, latitude], em números."
EMPTY = "Falta a lista de coordenadas, ou está vazia."
OUTSIDE = (
    "Ponto fora de Portugal: longitude {}, latitude {}. As coordenadas têm de ser WGS84, longitude primeiro."
)
COLLECTION = "O ficheiro tem de ser um objeto GeoJSON do tipo FeatureCollection."
NO_DICO = "Falta o código DICO do concelho, em texto (por exemplo, «1106»)."
AT_DICO, AT_SHAPE = "features[0].properties.dico", "features[0].geometry"
AT_RING = f"{AT_SHAPE}.coordinates[0]"
BROKEN = [
    ([], "$", COLLECTION),
    ({"type": "Feature"}, "$", COLLECTION),
    (None, "$", COLLECTION),
    ({"type": "FeatureCollection"}, "features", "O ficheiro não tem concelhos: falta a lista «features»."),
    (collection(), "features", "O ficheiro não tem concelhos: falta a lista «features»."),
    (collection("x"), "features[0]", "Não é um objeto GeoJSON do tipo Feature."),
    (collection({"type": "Point"}), "features[0]", "Não é um objeto GeoJSON do tipo Feature."),
    (collection(feature() | {"properties": None}), AT_DICO, NO_DICO),
    (collection(feature(dico=1106)), AT_DICO, NO_DICO),
    (collection(feature(dico="")), AT_DICO, NO_DICO),
    (collection(feature(dico="9999")), AT_DICO, "Nenhum concelho tem o código «9999»."),
    (
        collection(feature(), feature()),
        "features[1].properties.dico",
        "O concelho «1106» aparece mais de uma vez.",
    ),
    (collection(feature() | {"geometry": None}), AT_SHAPE, "A geometria tem de ser Polygon ou MultiPolygon."),
    (collection(feature(kind="Point")), AT_SHAPE, "A geometria tem de ser Polygon ou MultiPolygon."),
    (collection(feature(coordinates=[])), f"{AT_SHAPE}.coordinates", EMPTY),
    (collection(feature(coordinates=[[]])), AT_RING, EMPTY),
    (collection(feature(kind="MultiPolygon", coordinates="x")), f"{AT_SHAPE}.coordinates", EMPTY),
    (collection(feature(kind="MultiPolygon", coordinates=[[]])), AT_RING, EMPTY),
    (
        collection(feature(coordinates=[OPEN])),
        AT_RING,
        "A linha não fecha: o último ponto tem de ser igual ao primeiro.",
    ),
    (
        collection(feature(coordinates=[[SQUARE[0], SQUARE[1], SQUARE[0]]])),
        AT_RING,
        "A linha precisa de pelo menos três pontos diferentes.",
    ),
    (collection(feature(coordinates=[[[-9.2]]])), f"{AT_RING}[0]", NUMBERS),
    (collection(feature(coordinates=[[SQUARE[0], ["-9", 38]]])), f"{AT_RING}[1]", NUMBERS),
    (collection(feature(coordinates=[[[True, 38]]])), f"{AT_RING}[0]", NUMBERS),
    (collection(feature(coordinates=[[[float("nan"), 38]]])), f"{AT_RING}[0]", NUMBERS),
    (collection(feature(coordinates=[[[38.7, -9.2]]])), f"{AT_RING}[0]", OUTSIDE.format("38.7", "-9.2")),
    (collection(feature(coordinates=[[[-9.2, 90]]])), f"{AT_RING}[0]", OUTSIDE.format("-9.2", "90")),
]


@pytest.mark.parametrize(("features", "where", "what"), BROKEN)
def test_a_broken_file_says_what_and_where_and_writes_nothing(territory, features, where, what):
    with pytest.raises(actions.BoundariesRefused) as refused:
        actions.load_boundaries(features=features, by="operator", at=AT)
    assert refused.value.faults == [Fault(where, what)]
    assert str(refused.value) == f"Os limites não foram carregados:\n{where}: {what}"
    assert Boundary.objects.count() == 0
    assert len(acts()) == 1


def test_every_broken_feature_is_named_and_the_good_ones_wait(territory):
    with pytest.raises(actions.BoundariesRefused) as refused:
        actions.load_boundaries(features=collection(feature("9999"), feature(), "x"), by="operator", at=AT)
    assert [fault.where for fault in refused.value.faults] == ["features[0].properties.dico", "features[2]"]
    assert Boundary.objects.count() == 0


def test_real_boundaries_load(territory, geo):
    features = json.loads((geo / "concelhos.geojson").read_text(encoding="utf-8"))
    assert actions.load_boundaries(features=features, by="operator", at=AT) == 308
