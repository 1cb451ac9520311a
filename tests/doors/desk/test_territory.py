"""`rumo territory`: what is loaded, what a file of boundaries must be, and that readers hear of it."""

import json

import pytest

from rumo.deliver.rollup.queries.snapshot import facts_token
from rumo.ground.territory.models import Boundary, Municipality

pytestmark = pytest.mark.django_db
SQUARE = [[[-9.2, 38.7], [-9.1, 38.7], [-9.1, 38.8], [-9.2, 38.7]]]


def boundaries(tmp_path, *features):
    """A file of boundaries."""
    path = tmp_path / "limites.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return str(path)


def feature(dico, coordinates=SQUARE):
    """One municipality."""
    return {
        "type": "Feature",
        "properties": {"dico": dico},
        "geometry": {"type": "Polygon", "coordinates": coordinates},
    }


def test_load_says_what_it_did_and_a_second_time_does_nothing(rumo):
    assert rumo("territory", "load") == (0, "Territory and areas: loaded.\n", "")
    assert Municipality.objects.count() == 308
    token = facts_token()
    assert rumo("territory", "load") == (0, "Territory and areas: up to date.\n", "")
    assert facts_token() == token
    assert rumo("territory", "load", "--json") == (0, '{"written": false}\n', "")


def test_boundaries_are_drawn_and_pages_hear_of_it(rumo, tmp_path):
    rumo("territory", "load")
    token = facts_token()
    file = boundaries(tmp_path, feature("1106"), feature("0211"))
    said = "Reading limites.geojson …\nBoundaries: 2 municipalities drawn.\n"
    assert rumo("territory", "boundaries", file) == (0, said, "")
    assert Boundary.objects.count() == 2
    assert facts_token() != token
    assert rumo("territory", "boundaries", file, "--json") == (0, '{"municipalities": 2}\n', "")


def test_every_fault_of_the_boundaries_is_a_line_and_nothing_is_written(rumo, tmp_path):
    ran = rumo(
        "territory", "boundaries", boundaries(tmp_path, feature("1106"), feature("9999"), feature("1106"))
    )
    assert ran.code == 1
    assert ran.err == (
        "rumo: Os limites não foram carregados:\n"
        "rumo: features[1].properties.dico: Nenhum concelho tem o código «9999».\n"
        "rumo: features[2].properties.dico: O concelho «1106» aparece mais de uma vez.\n"
    )
    assert Boundary.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"{,}", "limites.geojson: não é JSON válido (linha 1, coluna 2)."),
        (b"\xff\xfe\x00\x01\x02", "limites.geojson: não é JSON que se consiga ler."),
        (None, "limites.geojson: não se consegue abrir: verifique se existe e se o pode ler."),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(rumo, tmp_path, content, line):
    path = tmp_path / "limites.geojson"
    if content is not None:
        path.write_bytes(content)
    ran = rumo("territory", "boundaries", str(path))
    assert (ran.code, ran.err) == (1, f"rumo: {line}\n")


def test_a_file_beyond_the_limit_is_not_read(rumo, tmp_path, monkeypatch):
    monkeypatch.setattr("rumo.doors.desk.commands.territory.LARGEST", 1 << 20)
    path = tmp_path / "limites.geojson"
    path.write_bytes(b" " * ((1 << 20) + 1))
    ran = rumo("territory", "boundaries", str(path))
    assert (ran.code, ran.err) == (1, "rumo: limites.geojson: ocupa mais de 1 MB, que é o limite.\n")
