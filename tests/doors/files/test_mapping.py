"""A mapping that is wrong is refused line by line, each with its place in the mapping."""

import pytest

from rumo.science.planfile import Fault
from tests.doors.files.city import HEADERS, MAP, as_csv, as_xlsx, line, read

HAVE = ", ".join(HEADERS)


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        (
            'axis = "Outcome"',
            'axis = "Outcomes"',
            [("[columns] axis", "a coluna «Outcomes» não existe em actions.csv; talvez «Outcome»")],
        ),
        (
            'axis = "Outcome"',
            'axis = "Zzz"',
            [("[columns] axis", f"a coluna «Zzz» não existe em actions.csv; há: {HAVE}")],
        ),
        (
            'axis = "Outcome"',
            "axis = 3",
            [("[columns] axis", 'diga o nome da coluna, por exemplo "Title", ou uma lista de nomes')],
        ),
        (
            'axis = "Outcome"',
            "axis = []",
            [("[columns] axis", 'diga o nome da coluna, por exemplo "Title", ou uma lista de nomes')],
        ),
        ('axis = "Outcome"', 'axes = "Outcome"', [("[columns] axes", "chave desconhecida; talvez «axis»")]),
        (
            'axis = "Outcome"',
            'axis = {colum = "x"}',
            [("[columns] axis", "chave desconhecida «colum»; há: column, value, separator, scale")],
        ),
        (
            'separator = ","',
            'separator = ""',
            [("[columns] responsible", 'o separador tem de ser texto, por exemplo separator = ","')],
        ),
        (
            'separator = ","',
            "scale = 0",
            [("[columns] responsible", "a escala tem de ser um número maior que 0, por exemplo scale = 100")],
        ),
        ('title = "Action"\n', "", [("[columns] title", "falta dizer que coluna é o título")]),
        ('decimal = "."', 'decimal = "x"', [("[file] decimal", 'tem de ser "." ou ","')]),
        (
            'decimal = "."',
            "header = 0",
            [("[file] header", "tem de ser o número da linha dos cabeçalhos, a partir de 1")],
        ),
        (
            'decimal = "."',
            "zzz = 1",
            [
                (
                    "[file] zzz",
                    "chave desconhecida; há: sheet, header, encoding, delimiter, decimal, dates, unmapped",
                )
            ],
        ),
        (
            '"Completed" = "completed"',
            '"Completed" = "done"',
            [
                (
                    "[states] Completed",
                    "tem de ser um destes: not_started, in_progress, completed, suspended, cancelled, none",
                )
            ],
        ),
        (
            '"Economic Opportunity" = "labour"',
            '"Economic Opportunity" = 1',
            [("[areas] Economic Opportunity", "tem de ser a chave de uma área")],
        ),
        ("[[budget]]", "[budget]", [("budget", "escreva-a como secção [[budget]]")]),
        ("[states]", "[[states]]", [("states", "escreva-a como secção [states]")]),
        (
            "[report]",
            "[reports]",
            [
                (
                    "reports",
                    "secção desconhecida; há: file, plan, columns, report, states, areas, budget, indicators",
                )
            ],
        ),
    ],
)
def test_a_wrong_mapping_is_said_line_by_line(old, new, faults):
    assert old in MAP
    parsed = read(as_csv(line()), MAP.replace(old, new, 1))
    assert [(fault.where, fault.message) for fault in parsed.faults] == [
        (f"mapa.toml: {where}", what) for where, what in faults
    ]


def test_a_mapping_that_is_not_toml():
    (fault,) = read(as_csv(line()), "[plan").faults
    assert fault.where == "mapa.toml"
    assert fault.message.startswith("não é TOML válido: ")


def test_the_day_of_the_states_has_to_be_said():
    silent = MAP.replace('reference_date = "Last updated"\n', "").replace("reference_date = 2023-12-31\n", "")
    assert read(as_csv(line()), silent).faults == (
        Fault(
            "mapa.toml: [report] reference_date",
            "falta o dia a que os estados dizem respeito, por exemplo reference_date = 2024-12-31",
        ),
    )


def test_constants_of_the_plan_are_checked_at_the_mapping():
    wrong = MAP.replace('slug = "springfield-2019-2024"', 'slug = "Springfield"').replace(
        'language = "en"', 'languag = "en"'
    )
    assert [fault.where for fault in read(as_csv(line()), wrong).faults] == ["mapa.toml: [plan] languag"]
    wrong = MAP.replace('slug = "springfield-2019-2024"', 'slug = "Springfield"').replace(
        "T09:00:00Z", "T09:00:00"
    )
    assert [fault.where for fault in read(as_csv(line()), wrong).faults] == [
        "mapa.toml: [plan] slug",
        "mapa.toml: [plan] published_at",
    ]
    wrong = MAP.replace("reference_date = 2023-12-31", 'reference_date = "2023"\npublished_at = "ontem"')
    assert [fault.where for fault in read(as_csv(line()), wrong).faults] == [
        "mapa.toml: [report] reference_date",
        "mapa.toml: [report] published_at",
    ]


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (as_xlsx(line()), "plan.xlsx", "não tem a folha «Nenhuma»; tem: Read me, Actions"),
        (b"", "actions.csv", "está vazio"),
        (
            b"PK\x03\x04",
            "plan.xlsx",
            "o ficheiro zip está estragado ou incompleto: volte a guardá-lo ou a enviá-lo",
        ),
    ],
)
def test_a_table_that_cannot_be_read(data, name, message):
    assert read(data, MAP.replace("[file]\n", '[file]\nsheet = "Nenhuma"\n'), name).faults == (
        Fault(name, message),
    )


def test_a_header_line_beyond_the_end():
    late = MAP.replace("[file]\n", "[file]\nheader = 9\n")
    assert read(as_csv(line()), late).faults == (Fault("actions.csv", "não tem a linha 9, a dos cabeçalhos"),)
