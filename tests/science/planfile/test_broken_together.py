"""Faults that meet: what one thing wrong says of others, what it must not say, and that all are listed at once."""

import math

import pytest

from rumo.science.planfile import Fault, parse
from tests.factories.planfile import AREAS, MUNICIPALITIES
from tests.science.planfile.sound import DAY, SOUND, broken, faults

SEVERAL = [
    (
        "reports.0.activities",
        {"1.1": 1.4},
        [('reports[0].activities["1.1"]', "tem de estar entre 0 e 1 (0,5 é metade) e é 1.4")],
    ),
    (
        "reports.0.activities",
        {"9.9": 0.4},
        [('reports[0].activities["9.9"]', "a atividade «9.9» não existe nesta medida")],
    ),
    (
        "reports.0.indicators",
        {"i9": 1},
        [("reports[0].indicators.i9", "o indicador «i9» não existe nesta medida")],
    ),
    (
        "reports.0.indicators",
        {"i1": "12"},
        [("reports[0].indicators.i1", "tem de ser um número e está o texto «12»")],
    ),
    (
        "reports.0.indicators",
        {"i1": {"by": {}}},
        [("reports[0].indicators.i1.total", "falta o total do indicador")],
    ),
    (
        "reports.0.indicators",
        {"i1": {"total": 1, "by": {"sex:f": True}}},
        [('reports[0].indicators.i1.by["sex:f"]', "tem de ser um número e está verdadeiro/falso")],
    ),
    ("reports.0.activities", {1: 0.4}, [("reports[0].activities", "tem uma chave que não é texto")]),
    ("measures.0.tags", ["a", 1], [("measures[0].tags[1]", "tem de ser texto e está o número 1")]),
    (
        "reports.0.spent",
        {"FAMI": "1.999"},
        [("reports[0].spent.FAMI", "1.999 tem mais de duas casas decimais: arredonde ao cêntimo")],
    ),
    (
        "reports.1",
        SOUND["reports"][0],
        [
            (
                "reports[1].version",
                "repete o relatório reports[0] (mesma medida, data de referência, município, publicação e versão): "
                "uma correção leva uma versão maior",
            )
        ],
    ),
    (
        "measures.0.end",
        "2024-01-31",
        [
            (
                "measures[0].end",
                "o fim (2024-01-31) não pode ser anterior ao início (2024-03-01): corrija um deles",
            ),
            (
                "measures[0].milestones[0].date",
                "o marco de 2024-06-01 tem de ser antes do fim da medida (2024-01-31)",
            ),
            (
                "measures[0].milestones[1].date",
                "o marco de 2024-09-01 tem de ser antes do fim da medida (2024-01-31)",
            ),
        ],
    ),
    (
        "measures.1",
        {"code": "2", "title": "x", "start": "2027-01-01"},
        [
            (
                "measures[1].start",
                "o início (2027-01-01) é posterior ao fim do plano (2026-12-31), que vale para a medida sem fim",
            )
        ],
    ),
    (
        "measures.1",
        {"code": "2", "title": "x", "end": "2023-01-01"},
        [
            (
                "measures[1].end",
                "o fim (2023-01-01) é anterior ao início do plano (2024-01-01), que vale para a medida sem início",
            )
        ],
    ),
    (
        "cycles.1.start",
        "2024-06-30",
        [
            (
                "cycles[1].start",
                "o ciclo começa em 2024-06-30, antes de acabar o que vai até 2024-06-30: não se podem sobrepor",
            )
        ],
    ),
    (
        "measures.1",
        {
            "code": "2",
            "title": "x",
            "basis": "indicators",
            "indicators": [{"code": "a", "kind": "result", "target_type": "evidence"}],
        },
        [
            (
                "measures[1].basis",
                "a base é indicators e a medida não tem nenhum indicador de produto com meta (number, date ou evidence)",
            )
        ],
    ),
    (
        "measures.1",
        {"code": "2", "title": "x", "basis": "activities"},
        [("measures[1].basis", "a base é activities e a medida não tem atividades")],
    ),
    (
        "measures.0.indicators.0",
        {"code": "i1", "target_type": "number", "baseline": 10, "target": 30, "aggregation": "sum"},
        [
            (
                "measures[0].indicators[0].aggregation",
                "sum soma o que cada relatório fez e por isso parte de 0, mas o valor de partida é 10",
            )
        ],
    ),
    (
        "measures.0.indicators.0",
        {"code": "i1", "target_type": "number", "baseline": 30, "target": 10, "aggregation": "max"},
        [
            (
                "measures[0].indicators[0].aggregation",
                "max só serve metas que sobem, e esta vai de 30 para 10: use last",
            )
        ],
    ),
    (
        "measures.0.indicators.0.targets",
        [
            {"date": "2024-06-30", "value": 1},
            {"date": "2024-06-30", "value": 2},
            {"date": "x"},
            {"date": "2020-01-01", "value": 1},
        ],
        [
            (
                "measures[0].indicators[0].targets[1].date",
                "2024-06-30 tem de vir depois da meta intermédia anterior (2024-06-30)",
            ),
            ("measures[0].indicators[0].targets[2].date", f"{DAY} o texto «x»"),
            ("measures[0].indicators[0].targets[2].value", "falta o valor da meta intermédia"),
        ],
    ),
    (
        "dropped.1",
        {"code": "7"},
        [("dropped[1].code", "o código «7» já existe mais acima: cada um só pode aparecer uma vez")],
    ),
    ("period", "2024", [("period", "tem de ser um objeto com chaves e está o texto «2024»")]),
    ("as_printed", ["x"], [("as_printed", "tem de ser um objeto com chaves e está uma lista")]),
    (
        "as_printed",
        {"x": math.nan},
        [("as_printed.x", "tem de ser um número e está um valor que não é finito (NaN ou infinito)")],
    ),
    ("as_printed", {"x": 10**101}, [("as_printed.x", "está um número com algarismos a mais")]),
    ("as_printed", {"x": {1: 2}}, [("as_printed.x", "tem uma chave que não é texto")]),
    ("as_printed", {"x": object()}, [("as_printed.x", "tem um valor que não existe em JSON")]),
    (1, 2, [("", "tem uma chave que não é texto")]),
]


@pytest.mark.parametrize(("path", "value", "lines"), SEVERAL)
def test_the_lines_of_a_fault_and_what_follows_from_it(path, value, lines):
    raw = {**SOUND, path: value} if isinstance(path, int) else broken(path, value)
    assert faults(raw) == lines


@pytest.mark.parametrize("raw", [None, 3, "texto", [], True, math.nan, object()])
def test_what_is_no_object_at_all_gives_one_line(raw):
    (line,) = faults(raw)
    assert line[0] == ""
    assert line[1].startswith("tem de ser um objeto com chaves e está ")


def test_every_fault_of_a_file_is_listed_at_once_in_its_order():
    raw = broken("title", 3)
    raw["measures"][0]["weight"] = 0
    raw["measures"][1]["code"] = "1"
    raw["reports"][0]["activities"] = {"1.1": 2}
    raw["reports"].append({"measure": "9", "reference_date": "ontem", "stage": "x"})
    assert [where for where, _ in faults(raw)] == [
        "title",
        "measures[0].weight",
        "measures[1].code",
        'reports[0].activities["1.1"]',
        "reports[1].measure",
        "reports[1].reference_date",
        "reports[1].stage",
    ]


def test_reports_are_not_checked_against_codes_that_were_themselves_refused():
    raw = broken("measures.0.activities.0.code", "")
    assert [where for where, _ in faults(raw)] == ["measures[0].activities[0].code"]
    raw = broken("measures.0.code", "1/1")
    assert [where for where, _ in faults(raw)] == ["measures[0].code"]
    raw = broken("municipalities", ["9999"])
    del raw["measures"][0]["municipalities"]
    assert [where for where, _ in faults(raw)] == ["municipalities[0]"]


def test_a_basis_is_not_refused_for_data_that_was_refused_itself():
    raw = broken("measures.1", {"code": "2", "title": "x", "basis": "activities", "activities": "1.1"})
    assert faults(raw) == [("measures[1].activities", "tem de ser uma lista e está o texto «1.1»")]


def test_too_deep_is_refused_and_never_raises():
    deep = "fundo"
    for _ in range(200):
        deep = [deep]
    ((where, message),) = faults(broken("as_printed", {"x": deep}))
    assert where == "as_printed.x" + "[0]" * 30
    assert message == "está encaixado fundo de mais: o limite são 30 níveis"


def test_flags_refuse_nothing():
    raw = broken("kind", "municipal")
    raw["measures"][0]["municipalities"] = ["1106", "1115"]
    raw["measures"][0]["tags"] = ["a", "a"]
    raw["measures"][0]["indicators"][0]["target_type"] = "none"
    parsed = parse(raw, areas=AREAS, municipalities=MUNICIPALITIES)
    assert parsed.plan.measures[0].tags == ("a",)
    assert parsed.flags == (
        Fault("kind", "está municipal, mas o plano tem 2 municípios: conta como intermunicipal"),
        Fault(
            "measures[0].indicators[0].target",
            "há um número mas o tipo de meta é none: não entra em nenhum cálculo",
        ),
        Fault("measures[0].tags[1]", "«a» está repetido: conta uma vez"),
        Fault("measures[0].municipalities", "1115: não está entre os municípios do plano"),
    )
    raw = broken("municipalities", ["1106"])
    parsed = parse(raw, areas=AREAS, municipalities=MUNICIPALITIES)
    assert parsed.flags == (
        Fault("kind", "está intermunicipal, mas o plano tem um só município: conta como municipal"),
    )
