"""The real plans and the cases of the degree, as they were handed to the project, all parse without a fault."""

import csv
import json
import os
import pathlib

import pytest

from rumo.science.planfile import dump, parse

SHARED = pathlib.Path(__file__).resolve().parents[3].parent / "shared" / "data"
FILES = sorted([*SHARED.glob("plans/*.json"), *SHARED.glob("degree/caso-?.json")])


def test_the_shared_data_is_there():
    if not FILES and os.environ.get("CI") != "true":
        pytest.skip("the shared data is not beside this checkout")
    assert len(FILES) >= 29


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_parses_without_a_fault_and_comes_back(path):
    listed = json.loads((SHARED / "areas.json").read_text())["areas"]
    areas = {
        name.casefold(): area["key"]
        for area in listed
        for name in (area["key"], area["pt"], *area["aliases"])
    }
    with (SHARED / "geo" / "municipios.csv").open(newline="") as lines:
        municipalities = {line["dico"] for line in csv.DictReader(lines)}
    parsed = parse(json.loads(path.read_text()), areas=areas, municipalities=municipalities)
    assert parsed.faults == ()
    assert parse(dump(parsed.plan), areas=areas, municipalities=municipalities).plan == parsed.plan
