"""Files that are no files, archives that say a sheet twice, names that would steer a terminal: one clear line each."""

import json
import os
from dataclasses import replace

import pytest

from rumo.doors.files.plan_csv import write_csv
from rumo.doors.files.plan_json import write_json
from rumo.doors.files.plan_xlsx import write_xlsx
from rumo.doors.files.sheets_in import from_sheets
from tests.doors.files.test_reading import PLAN, lines, read, zipped

NOT_A_FILE = "não é um ficheiro, mas uma pasta, canal ou dispositivo: indique um ficheiro"


def test_two_files_of_one_sheet_in_a_zip():
    data = zipped(**{"Medidas.csv": "a", "x/medidas.csv": "b"})
    said = "há dois ficheiros da mesma folha, «Medidas.csv» e «x/medidas.csv»: deixe só um"
    assert lines(read(data, "p.zip").faults) == [("p.zip/medidas.csv", said)]


def test_two_sheets_of_one_name_in_a_workbook():
    raw = from_sheets({"Relatórios": [], "Relatorios": []})
    assert lines(raw.faults)[0] == ("Relatorios", "há duas folhas Relatórios: deixe só uma")


def test_a_pipe_a_folder_and_a_device_are_refused_unread(tmp_path):
    pipe = tmp_path / "cano"
    os.mkfifo(pipe)
    assert lines(read(pipe, "").faults) == [("cano", NOT_A_FILE)]
    assert lines(read(tmp_path, "pasta").faults) == [("pasta", NOT_A_FILE)]
    assert lines(read(type(tmp_path)("/dev/zero"), "").faults) == [("zero", NOT_A_FILE)]


def test_a_name_cannot_steer_the_terminal(tmp_path):
    path = tmp_path / "a\x1b[2Jb\n.json"
    path.write_text("")
    assert lines(read(path, "").faults) == [("a\ufffd[2Jb .json", "está vazio")]
    data = zipped(**{"x\x1b.txt": "a"})
    said = "não é um ficheiro CSV: o zip só pode trazer as folhas do plano em .csv"
    assert lines(read(data, "p").faults) == [("p/x\ufffd.txt", said)]


@pytest.mark.parametrize(("raw", "what"), [([], "uma lista"), (None, "vazio"), (3, "o número 3")])
def test_json_that_is_no_object_is_said_of_the_file(raw, what):
    said = f"tem de ser um objeto com chaves e está {what}"
    assert lines(read(json.dumps(raw).encode(), "p.json").faults) == [("p.json", said)]


@pytest.mark.parametrize("write", [write_json, write_xlsx, write_csv])
def test_the_sources_numbers_come_back_whatever_their_size(write):
    plan = replace(PLAN, as_printed={"a": 10**100, "b": 2**53 + 1, "c": [1.5e300, {"d": -(10**16) - 1}]})
    assert read(write(plan)).plan == plan
