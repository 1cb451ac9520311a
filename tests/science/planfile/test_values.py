"""Values that would spoil the line that speaks of them: cut, and shown without what steers a terminal."""

import pytest

from rumo.science.planfile import parse
from rumo.science.planfile.values import Wrong, brief, measure_code, name
from tests.factories.planfile import AREAS, MUNICIPALITIES
from tests.science.planfile.sound import broken, faults

LONG = "a" * 1_000_000
CUT = "a" * 57 + "..."


@pytest.mark.parametrize("read", [name, measure_code])
@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u2060\ufeff", "\u3164", "\u00ad \u200d", "\ufe0f", "\u2800", ""]
)
def test_what_shows_nothing_is_blank(read, unseen):
    with pytest.raises(Wrong, match=r"^está em branco: escreva-o$"):
        read(unseen)


def test_what_shows_something_stays_with_what_formats_it():
    assert name("می\u200cخواهم ❤\ufe0f") == "می\u200cخواهم ❤\ufe0f"


def test_text_is_shown_on_one_line():
    assert brief("a\x1b[2J\r\nb\u202ec\x9b\udc80") == "a\ufffd[2J  b\ufffdc\ufffd\ufffd"
    assert brief("abcdef", 5) == "ab..."


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (LONG, 1, (f'["{CUT}"]', f"chave desconhecida «{CUT}»: apague-a ou ponha-a em as_printed")),
        (
            "reports.0.activities",
            {LONG: 1},
            (f'reports[0].activities["{CUT}"]', f"a atividade «{CUT}» não existe nesta medida"),
        ),
        (
            "reports.0.indicators.i1",
            {"total": 1, "by": {LONG: 1}},
            (f'reports[0].indicators.i1.by["{CUT}"]', "tem 1000000 caracteres; o limite é 64: encurte-o"),
        ),
        (
            "reports.0.spent",
            {"FAMI": "1." + "1" * 1_000_000},
            (
                "reports[0].spent.FAMI",
                "1." + "1" * 55 + "... tem mais de duas casas decimais: arredonde ao cêntimo",
            ),
        ),
        (
            "reports.0.spent",
            {"FAMI": "-" + "1" * 1_000_000},
            (
                "reports[0].spent.FAMI",
                "-" + "1" * 56 + "... é negativo: um valor em dinheiro não pode ser menor que 0",
            ),
        ),
    ],
)
def test_a_line_about_something_endless_is_cut(path, value, line):
    assert faults(broken(path, value)) == [line]


def test_the_file_that_is_no_object_has_no_place():
    parsed = parse([], areas=AREAS, municipalities=MUNICIPALITIES)
    assert [(fault.where, fault.message) for fault in parsed.faults] == [
        ("", "tem de ser um objeto com chaves e está uma lista")
    ]
