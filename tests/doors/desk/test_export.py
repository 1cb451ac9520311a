"""`rumo export open-data`: every public row and no other, and a dictionary that knows every column."""

import csv
import json
from dataclasses import replace

import pytest

from rumo.deliver.rollup import actions as rollup
from rumo.doors.desk.opendata import _cell
from rumo.doors.desk.seeding import lay_ground
from rumo.science.planfile import document as pf
from tests.factories import plans as make

pytestmark = pytest.mark.django_db


def read(folder, name):
    """The lines of a file, by column."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def published(db):
    """A plan that uses every part of the file, and a draft that is nobody's business."""
    lay_ground(by=make.BY, at=make.AT)
    make.publish(make.rich_plan())


def test_all_tables_are_there_and_the_dictionary_knows_their_columns(rumo, published, tmp_path):
    out = tmp_path / "dados"
    ran = rumo("export", "open-data", "-o", str(out))
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == f"{out}: 18 files"
    known = {(line["table"], line["column"]) for line in read(out, "dictionary")}
    there = set()
    for path in out.glob("*.csv"):
        if path.stem != "dictionary":
            with path.open(encoding="utf-8-sig", newline="") as file:
                there |= {(path.stem, column) for column in next(csv.reader(file))}
    assert there == known
    assert all(line["meaning"] for line in read(out, "dictionary"))


def test_rows_say_what_was_published(rumo, published, tmp_path):
    said = json.loads(rumo("export", "open-data", "-o", str(tmp_path), "--json").out)
    assert said["files"]["reports"] == 1
    assert read(tmp_path, "spending") == [
        {"plan": "plano-exemplo", "measure": "M1", "municipality": "1106", "reference_date": "2024-06-30", "report_version": "1", "funder": "FAMI", "amount": "400.00"}
    ]  # fmt: skip
    assert [(line["kind"], line["code"], line["value"]) for line in read(tmp_path, "measurements")] == [
        ("activity", "a1", "0.25"),
        ("indicator", "i1", "12"),
    ]
    (plan,) = read(tmp_path, "plans")
    assert (plan["plan"], plan["version"], plan["synthetic"], plan["start"]) == ("plano-exemplo", "1", "0", "2024-01-01")  # fmt: skip
    assert [line["municipality"] for line in read(tmp_path, "plan_municipalities")] == ["1106", "1107"]
    (degree,) = read(tmp_path, "degree_by_plan")
    assert (degree["plan"], degree["measures"], degree["states_in_progress"]) == ("plano-exemplo", "2", "1")


def test_values_by_group_of_people_stay_in(rumo, published, tmp_path):
    rumo("export", "open-data", "-o", str(tmp_path))
    assert "sex:f" not in (tmp_path / "measurements.csv").read_text(encoding="utf-8")


def test_text_that_a_spreadsheet_would_run_is_guarded(rumo, published, tmp_path):
    make.publish(
        make.Plan(slug="formula", title="=1+1", measures=(make.Measure(code="M1", responsible=("@a", "b")),))
    )
    rumo("export", "open-data", "-o", str(tmp_path))
    assert [line["title"] for line in read(tmp_path, "plans")][1] == "'=1+1"
    assert read(tmp_path, "measures")[-1]["responsible"] == "'@a | b"


def test_drafts_stay_in(rumo, published, tmp_path):
    draft = make.Plan(slug="rascunho", reports=(make.Report(),))
    rollup.import_plan(document=draft, publish=False, by=make.BY, at=make.AT)
    rumo("export", "open-data", "-o", str(tmp_path))
    assert {line["plan"] for name in ("plans", "measures", "reports") for line in read(tmp_path, name)} == {
        "plano-exemplo"
    }


def test_nothing_published_gives_empty_tables(rumo, tmp_path):
    said = json.loads(rumo("export", "open-data", "-o", str(tmp_path), "--json").out)
    assert {count for name, count in said["files"].items() if name != "dictionary"} == {0}


def test_a_folder_that_cannot_be_written_is_one_line(rumo, tmp_path):
    (tmp_path / "x").write_text("")
    ran = rumo("export", "open-data", "-o", str(tmp_path / "x"))
    assert (ran.code, ran.err) == (1, f"rumo: {tmp_path / 'x'}: cannot be written: File exists.\n")


def test_no_value_of_an_unknown_kind_slips_through():
    assert [_cell(v) for v in (True, None, 1.5, [1, 2], "a")] == ["1", "", "1.5", "1 | 2", "a"]
    with pytest.raises(TypeError, match="no column holds a Source"):
        _cell(pf.Source())


def test_words_of_reserved_evidence_stay_out_of_open_data_and_in_the_owners_file(rumo, db, tmp_path):
    lay_ground(by=make.BY, at=make.AT)
    report = replace(make.rich_report(), evidence=(make.reserved_proof(),))
    make.publish(replace(make.rich_plan(), reports=(report,)))
    assert rumo("export", "open-data", "-o", str(tmp_path)).code == 0
    (line,) = read(tmp_path, "evidence")
    known = (
        "kind",
        "title",
        "url",
        "sha256",
        "indicator",
        "accepted",
        "date",
        "note",
        "reserved",
        "verification",
    )
    assert [line[name] for name in known] == ["reserved", "", "", "", "i2", "1", "", "", "1", "checked"]
    assert [row["fate"] for row in read(tmp_path, "carried")] == ["continued", "merged", "abandoned"]
    own = tmp_path / "plano.json"
    assert rumo("plan", "export", "plano-exemplo", "-o", str(own)).code == 0
    (kept,) = json.loads(own.read_text())["reports"][0]["evidence"]
    assert (kept["title"], kept["note"], kept["reserved"]) == ("Lista de presenças", "Com nomes.", True)
