"""The map of tiles and the map of boundaries: the same encoding, small, and safe."""

import csv
import gzip
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from rumo.doors.web import draw, formats
from rumo.doors.web.draw.tiles import step
from tests.doors.web.draw.cases import SQUARE, moved, shape

TERRITORY = Path(__file__).resolve().parents[4] / "rumo" / "data" / "territory"
EVIL = '"><script>'


@pytest.mark.parametrize(
    ("value", "state", "kind"),
    [
        (0.0, "value", "s0"),
        (0.1999, "value", "s0"),
        (0.2, "value", "s1"),
        (0.6, "value", "s3"),
        (1.0, "value", "s4"),
        (None, "value", "s-none"),
        (0.5, "no_information", "s-none"),
        (None, "no_plan", "s-blank"),
    ],
)
def test_step(value, state, kind):
    assert step(value, state) == kind


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_degree_is_never_a_lower_step(a, b):
    assert step(min(a, b), "value") <= step(max(a, b), "value")


def country():
    with (TERRITORY / "municipios.csv").open(encoding="utf-8") as file:
        names = {row["dico"]: row for row in csv.DictReader(file)}
    with (TERRITORY / "tiles.csv").open(encoding="utf-8") as file:
        for number, row in enumerate(csv.DictReader(file)):
            place, value = names[row["dico"]], number * 37 % 101 / 100
            col, line = int(row["q"]), int(row["r"])
            words = f"{place['name']}: {formats.percent(value)}"
            href = f"/pt/painel/municipios/{place['slug']}/"
            yield draw.Tile(row["dico"], place["name"], col, line, row["inset"], href, value, "value", words)


def test_the_country_is_at_most_12_kb_compressed():
    with override("pt"):
        drawing = draw.tile_map(list(country()), label="Portugal", skip_to="lista")
    root = ET.fromstring(drawing)
    assert len(root.findall(".//svg[@class='tiles']/a")) == 308
    assert [text.text for text in root.iter("text") if text.get("class") == "inset"] == ["Madeira", "Açores"]
    assert len(gzip.compress(drawing.encode(), 6)) <= 12_000


def test_no_two_tiles_touch():
    root = ET.fromstring(draw.tile_map(list(country()), label="Portugal"))
    places = [
        (float(use.get("x")), float(use.get("y"))) for use in root.findall(".//svg[@class='tiles']/a/use")
    ]
    assert (
        min((a - c) ** 2 + (b - d) ** 2 for i, (a, b) in enumerate(places) for c, d in places[:i]) > 15.9**2
    )


def test_names_and_addresses_are_escaped():
    tile = draw.Tile("1", EVIL, 0, 1, "mainland", EVIL, 0.5, "value", EVIL)
    for drawing in (
        draw.tile_map([tile], label=EVIL, skip_to=EVIL),
        draw.boundary_map([shape(EVIL, SQUARE)], label=EVIL),
    ):
        assert ET.fromstring(drawing).findall(".//script") == []
        assert "<script" not in drawing


def test_a_tile_without_address_is_no_link():
    tile = draw.Tile("1", "A", 0, 0, "mainland", None, 0.5, "value", "A: meio")
    root = ET.fromstring(draw.tile_map([tile], label="x", legend=False))
    assert (root.find(".//a"), root.find(".//g/text").text) == (None, "A: meio")


def test_an_empty_map_is_a_map():
    assert ET.fromstring(draw.tile_map([], label="x")).find("svg").get("viewBox") == "0 0 9 10"
    assert (
        ET.fromstring(draw.boundary_map([shape("1", [])], label="x")).findall(".//svg[@role='group']/a") == []
    )


def test_the_legend_names_seven_kinds():
    with override("pt"):
        entries = ["".join(li.itertext()).replace("\u00a0", " ") for li in ET.fromstring(draw.map_legend())]
    assert entries[0] == "0 % a 20 %"
    assert entries[4:] == ["80 % a 100 %", "plano sem informação", "sem plano publicado"]


def test_a_degree_of_longitude_shrinks_with_the_latitude():
    root = ET.fromstring(draw.boundary_map([shape("1", moved(SQUARE, -8, 59.5))], label="x"))
    path = root.find(".//svg[@role='group']/a/path").get("d")
    places = [tuple(map(float, place.split())) for place in path.strip("MZ").split("L")]
    wide = max(x for x, _y in places) - min(x for x, _y in places)
    high = max(y for _x, y in places) - min(y for _x, y in places)
    assert wide / high == pytest.approx(0.5, abs=0.002)
    assert len(places) == 4


@given(
    st.sampled_from(
        ["mainland", "madeira", "acores-oriental", "acores-central", "acores-ocidental", "elsewhere"]
    ),
    st.floats(-30, 30),
    st.floats(-60, 60),
)
def test_every_shape_stays_on_the_sheet(inset, lon, lat):
    root = ET.fromstring(draw.boundary_map([shape("1", moved(SQUARE, lon, lat), inset=inset)], label="x"))
    places = [
        tuple(map(float, place.split()))
        for place in root.find(".//svg[@role='group']/a/path").get("d").strip("MZ").split("L")
    ]
    assert all(0 <= x <= 354 and 0 <= y <= 482 for x, y in places)
