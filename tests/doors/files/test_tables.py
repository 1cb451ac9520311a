"""Open tables: every value as promised, in text and in a workbook; nothing a spreadsheet would run."""

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from rumo.doors.files.tables import PIECE, csv_pieces, joined, neutral, workbook
from tests.doors.api.recompute import freed, names

HERE = dt.timezone(dt.timedelta(hours=1))


def text(header, lines):
    return b"".join(csv_pieces(header, lines)).decode()


def test_values_are_written_as_promised():
    values = [
        None,
        'á;,"',
        True,
        False,
        1,
        0.1 + 0.2,
        Decimal("1.50"),
        dt.date(2024, 2, 3),
        dt.datetime(2024, 2, 3, 1, tzinfo=HERE),
        ("a", "b;c"),
        {"é": 1},
    ]
    [line] = list(csv.reader(io.StringIO(text(["x"] * len(values), [values]))))[1:]
    assert line == [
        "",
        'á;,"',
        "true",
        "false",
        "1",
        "0.30000000000000004",
        "1.50",
        "2024-02-03",
        "2024-02-03T00:00:00Z",
        r"a;b\;c",
        '{"é": 1}',
    ]


def test_a_workbook_keeps_numbers_as_numbers():
    data = workbook(
        "folha", ["a", "b", "c", "d", "e"], [[0.1 + 0.2, True, None, "=1+1", dt.date(2024, 2, 3)]]
    )
    header, line = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    assert header == ("a", "b", "c", "d", "e")
    assert line == (0.1 + 0.2, True, None, "'=1+1", "2024-02-03")


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    data = workbook("folha", ["a"], [["🙂" * 20_000], ["x" * 32_767]])
    _header, (long,), (whole,) = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    assert long.endswith("🙂 […]")
    assert len(long.encode("utf-16-le")) // 2 <= 32_767
    assert whole == "x" * 32_767


def test_a_long_table_comes_in_pieces():
    pieces = list(csv_pieces(["a"], (["x" * 1000] for _ in range(200))))
    assert 2 <= len(pieces) <= 5
    assert max(map(len, pieces)) < 2 * PIECE
    assert len(b"".join(pieces).splitlines()) == 201


@given(st.lists(st.text(min_size=1, max_size=10), max_size=4))
def test_names_in_a_cell_are_read_back(words):
    assert names(freed(neutral(joined(words)))) == words


@given(st.text(max_size=20))
def test_nothing_begins_a_formula(words):
    assert neutral(words)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert freed(neutral(words)) == words
