"""A foreign city's own action plan comes in through a mapping file: 1,500 lines, its columns, its language, HTML in cells."""

import csv
import datetime as dt
import io
import random
import time
from decimal import Decimal

import pytest
import xlsxwriter

from rumo.doors.files.mapped import parse_mapped
from rumo.science.planfile import Fault, dump, parse
from rumo.science.planfile import document as doc
from tests.factories.planfile import AREAS, MUNICIPALITIES

HEADERS = [
    "Action ID", "Outcome", "Action", "Details", "Lead Department(s)", "Council Districts", "Start Date", "Due", "Status",
    "% Complete", "Budget (USD)", "Spent (USD)", "Measure of success", "Target", "Actual", "Last updated", "Link", "Notes",
]  # fmt: skip
MAP = """
[file]
decimal = "."
dates = ["%b %d, %Y"]

[plan]
slug = "springfield-2019-2024"
title = "Springfield Strategic Action Plan"
language = "en"
published_at = 2024-02-01T09:00:00Z
period = {start = 2019-01-01, end = 2024-12-31}
funding = {currency = "USD"}
source = {title = "Open data portal", seen = "full"}

[columns]
code = "Action ID"
axis = "Outcome"
title = "Action"
description = "Details"
areas = "Outcome"
responsible = {column = "Lead Department(s)", separator = ","}
municipalities = "Council Districts"
start = "Start Date"
end = "Due"
stage = "Status"
completion = "% Complete"
reference_date = "Last updated"
narrative = "Notes"
source_url = "Link"

[report]
reference_date = 2023-12-31

[states]
"Completed" = "completed"
"In Progress" = "in_progress"
"Not Started" = "not_started"
"On Hold" = "suspended"
"Cancelled" = "cancelled"
"Unknown" = "none"

[areas]
"Health & Environment" = "health"
"Economic Opportunity" = "labour"

[[budget]]
funder = "City of Springfield"
planned = "Budget (USD)"
spent = "Spent (USD)"

[[indicators]]
code = "success"
title = "Measure of success"
target = "Target"
value = "Actual"
"""


def line(**changes):
    """One line of the table, by header."""
    usual = {
        "Action ID": "HE.1",
        "Outcome": "Health & Environment",
        "Action": "<p>Plant <b>trees</b> &amp; shrubs</p>",
        "Details": "<p>First line<br/>second</p><ul><li>one</li><li>two</li></ul>",
        "Lead Department(s)": "Parks, Water, Parks",
        "Council Districts": "District 3; District 7",
        "Start Date": "2019-04-01T00:00:00.000",
        "Due": "Mar 31, 2021",
        "Status": "In Progress",
        "% Complete": "45%",
        "Budget (USD)": "$1,234,567.50",
        "Spent (USD)": "$1,000",
        "Measure of success": "Trees planted",
        "Target": "1,200",
        "Actual": "300",
        "Last updated": "2020-06-30T00:00:00.000",
        "Link": "https://example.org/he1",
        "Notes": "On track",
    }
    return {**usual, **changes}


def as_csv(*lines, encoding="utf-8", delimiter=","):
    """The lines as a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADERS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode(encoding)


def as_xlsx(*lines, sheet="Actions", above=0):
    """The lines as a workbook, `above` lines of title before the headers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Read me")
        page = book.add_worksheet(sheet)
        for row, values in enumerate([HEADERS, *([each[h] for h in HEADERS] for each in lines)], start=above):
            for column, value in enumerate(values):
                page.write(row, column, value)
    return out.getvalue()


def read(data, mapping=MAP, name="actions.csv"):
    """Parse through the mapping."""
    return parse_mapped(data, name, mapping=mapping.encode(), areas=AREAS, municipalities=MUNICIPALITIES)[0]


def only(**changes):
    """The one measure and the reports of a table of one line."""
    plan = read(as_csv(line(**changes))).plan
    return plan.measures[0], plan.reports


def test_a_line_becomes_a_measure_and_its_report():
    parsed = read(as_csv(line()))
    assert parsed.faults == ()
    assert parsed.plan.measures == (
        doc.Measure(
            code="HE.1",
            title="Plant trees & shrubs",
            areas=("health",),
            axis="Health & Environment",
            description="First line\nsecond\n\n• one\n\n• two",
            start=dt.date(2019, 4, 1),
            end=dt.date(2021, 3, 31),
            basis="activities",
            responsible=("Parks", "Water"),
            budget=(doc.BudgetLine("City of Springfield", Decimal("1234567.50")),),
            activities=(doc.Activity("total", "Plant trees & shrubs"),),
            indicators=(
                doc.Indicator(
                    "success", "Trees planted", target_type="number", target=1200.0, target_text="1,200"
                ),
            ),
            source=doc.Source(url="https://example.org/he1"),
            as_printed={"Council Districts": "District 3; District 7"},
        ),
    )
    assert parsed.plan.reports == (
        doc.Report(
            measure="HE.1",
            reference_date=dt.date(2020, 6, 30),
            stage="in_progress",
            published_at=dt.datetime(2024, 2, 1, 9, tzinfo=dt.UTC),
            activities={"total": 0.45},
            indicators={"success": doc.Value(300.0)},
            spent={"City of Springfield": Decimal("1000.00")},
            narrative="On track",
        ),
    )
    assert parsed.flags == (
        Fault(
            "actions.csv!F2",
            "«District 3; District 7» não se consegue usar: fica como no original, em as_printed",
        ),
    )


def foreign_city(rows, seed=7):
    """A city's action plan as cities publish them: untidy on purpose, always the same for a seed."""
    dice = random.Random(seed)
    words = (
        ["housing", "street", "park", "library", "clinic", "youth", "water", "transit", "budget", "permit", "equity", "climate", "artist"]
    )
    for number in range(rows):
        text = " ".join(dice.choices(words, k=12)).capitalize()
        done = dice.choice(["", "", "0%", "25%", "60%", "100%", "n/a"])
        yield line(
            **{
                "Action ID": dice.choice([f"A.{number}", f"A/{number}", "", "TBD"]),
                "Outcome": dice.choice(["Health & Environment", "Economic Opportunity", "Mobility", ""]),
                "Action": f"<div><p>{text}.</p></div>" if number % 3 else f"{text} & more < less",
                "Details": dice.choice(
                    [
                        "",
                        f"<p>{text}</p><p>&nbsp;</p><a href='https://example.org/{number}'>more</a>",
                        "x" * 25_000,
                    ]
                ),
                "Council Districts": "; ".join(f"District {d}" for d in dice.sample(range(1, 11), 2)),
                "Start Date": dice.choice(["", "2019-04-01T00:00:00.000", "Q3 FY19", "Jun 01, 2020"]),
                "Due": dice.choice(["", "Ongoing", "Mar 31, 2021", "Dec 31, 2018"]),
                "Status": dice.choice(
                    ["Completed", "In Progress", "Not Started", "On Hold", "Cancelled", "Unknown", ""]
                ),
                "% Complete": done,
                "Budget (USD)": dice.choice(["", "TBC", "$12,000", "-5", "1000.129"]),
                "Target": dice.choice(["", "1,200", "by 2025", "85%"]),
                "Last updated": dice.choice(["", "2020-06-30T00:00:00.000"]),
                "Link": dice.choice(["", "see website", "https://example.org/x"]),
                "Notes": dice.choice(["", "line one\r\nline two", "\x07bell \u202eturned"]),
            }
        )


def test_a_city_of_1500_lines_comes_in_within_ten_seconds():
    data = as_csv(*foreign_city(1_500))
    started = time.perf_counter()
    parsed = read(data)
    assert time.perf_counter() - started < 10
    assert parsed.faults == ()
    plan = parsed.plan
    assert len(plan.measures) == 1_500
    assert len({measure.code for measure in plan.measures}) == 1_500
    assert not any("<p>" in (measure.description or "") for measure in plan.measures)
    assert all(measure.as_printed["Council Districts"].startswith("District ") for measure in plan.measures)
    assert {report.stage for report in plan.reports} == set(doc.STAGES)
    assert parse(dump(plan), areas=AREAS, municipalities=MUNICIPALITIES).plan == plan


def test_states_nobody_mapped_are_listed_with_their_first_place():
    rows = [
        line(**{"Action ID": f"A{n}", "Status": state})
        for n, state in enumerate(["Stalled", "Completed", "stalled?", "Stalled"])
    ]
    known = "completed, in progress, not started, on hold, cancelled, unknown"
    assert read(as_csv(*rows)).faults == (
        Fault(
            "actions.csv!I2", f"o estado «Stalled» (2 ×) não está em [states] de mapa.toml; estão: {known}"
        ),
        Fault(
            "actions.csv!I4", f"o estado «stalled?» (1 ×) não está em [states] de mapa.toml; estão: {known}"
        ),
    )


@pytest.mark.parametrize(
    ("status", "done", "stage", "share"),
    [
        ("Completed", "", "completed", None),
        ("completed ", "100%", "completed", 1.0),
        ("", "0%", "not_started", 0.0),
        ("", "100 %", "completed", 1.0),
        ("", "30%", "in_progress", 0.3),
        ("In Progress", "n/a", "in_progress", None),
        ("In Progress", "130%", "in_progress", None),
    ],
)
def test_state_by_word_or_by_completion(status, done, stage, share):
    measure, reports = only(Status=status, **{"% Complete": done})
    assert [(report.stage, report.activities) for report in reports] == [
        (stage, {} if share is None else {"total": share})
    ]
    assert measure.basis == (None if share is None else "activities")


@pytest.mark.parametrize("changes", [{"Status": "Unknown"}, {"Status": "", "% Complete": ""}])
def test_a_line_that_says_no_state_has_no_report_and_keeps_its_words(changes):
    measure, reports = only(**changes)
    assert reports == ()
    assert measure.as_printed["Notes"] == "On track"
    assert measure.as_printed["Spent (USD)"] == "$1,000"
    assert measure.as_printed["Actual"] == "300"


def test_percentages_without_a_sign_are_told_by_the_whole_column():
    rows = [line(**{"Action ID": str(n), "% Complete": value}) for n, value in enumerate(["50", "1", "0"])]
    assert [report.activities["total"] for report in read(as_csv(*rows)).plan.reports] == [0.5, 0.01, 0.0]
    rows = [line(**{"Action ID": str(n), "% Complete": value}) for n, value in enumerate(["0.5", "1", "0"])]
    assert [report.activities["total"] for report in read(as_csv(*rows)).plan.reports] == [0.5, 1.0, 0.0]
    scaled = MAP.replace('completion = "% Complete"', 'completion = {column = "% Complete", scale = 10}')
    assert [r.activities["total"] for r in read(as_csv(*rows), scaled).plan.reports] == [0.05, 0.1, 0.0]


def test_codes_are_cleaned_made_unique_or_given():
    codes = ["A/1", "A-1", "", "  b  c ", "..", "A/1", "é" * 80]
    parsed = read(as_csv(*[line(**{"Action ID": code}) for code in codes]))
    assert [measure.code for measure in parsed.plan.measures] == [
        "A-1", "A-1-2", "3", "b c", "sem-codigo", "A-1-3", "é" * 56,
    ]  # fmt: skip
    unnamed = MAP.replace('code = "Action ID"\n', "")
    assert [m.code for m in read(as_csv(line(), line()), unnamed).plan.measures] == ["1", "2"]


def test_what_cannot_be_used_is_kept_as_printed():
    measure, _ = only(
        **{
            "Start Date": "Q3 FY19",
            "Due": "2019-13-45",
            "Budget (USD)": "TBC",
            "Link": "javascript:alert(1)",
            "Target": "by 2025",
        }
    )
    assert (measure.start, measure.end, measure.budget, measure.source) == (None, None, (), None)
    assert measure.indicators[0].target_type == "none"
    assert measure.indicators[0].target_text == "by 2025"
    assert measure.as_printed == {
        "Council Districts": "District 3; District 7",
        "Start Date": "Q3 FY19",
        "Due": "2019-13-45",
        "Budget (USD)": "TBC",
        "Link": "javascript:alert(1)",
    }


def test_dates_the_wrong_way_round_are_kept_and_not_used():
    measure, _ = only(**{"Start Date": "2021-01-01", "Due": "2020-01-01"})
    assert (measure.start, measure.end) == (None, None)
    assert measure.as_printed["Start Date"] == "2021-01-01"


def test_a_title_too_long_is_cut_and_kept_whole():
    measure, _ = only(Action="palavra " * 200)
    assert len(measure.title) <= 1_000
    assert measure.title.endswith("…")
    assert measure.as_printed["Action"] == ("palavra " * 200).strip()


def test_titles_take_the_first_column_that_says_something():
    two = MAP.replace('title = "Action"\n', 'title = ["Action", "Details"]\n', 1)
    assert [m.title for m in read(as_csv(line(Action="")), two).plan.measures] == [
        "First line second • one • two"
    ]
    assert read(as_csv(line(Action=""))).faults == (Fault("actions.csv!C2", "falta o título da medida"),)


def test_municipalities_are_used_when_they_are_codes():
    measure, _ = only(**{"Council Districts": "1106; 1115"})
    assert measure.municipalities == ("1106", "1115")
    assert measure.as_printed == {}


def test_columns_nobody_mapped_are_kept_unless_dropped():
    fewer = MAP.replace('narrative = "Notes"\n', "").replace('source_url = "Link"\n', "")
    measure = read(as_csv(line()), fewer).plan.measures[0]
    assert measure.as_printed["Notes"] == "On track"
    assert measure.as_printed["Link"] == "https://example.org/he1"
    dropped = fewer.replace("[file]\n", '[file]\nunmapped = "drop"\n')
    assert read(as_csv(line()), dropped).plan.measures[0].as_printed == {
        "Council Districts": "District 3; District 7"
    }


def test_workbooks_other_encodings_and_separators_are_read_alike():
    wanted = read(as_csv(line(Notes="café – “já”"))).plan
    assert read(as_csv(line(Notes="café – “já”"), encoding="cp1252", delimiter=";")).plan == wanted
    assert read(as_csv(line(Notes="café – “já”"), encoding="utf-16", delimiter="\t")).plan == wanted
    sheet = MAP.replace("[file]\n", '[file]\nsheet = "Actions"\nheader = 3\n')
    assert read(as_xlsx(line(Notes="café – “já”"), above=2), sheet, "plan.xlsx").plan == wanted


def test_a_workbook_may_hold_true_dates_and_numbers():
    true = line(
        **{
            "Start Date": 43556,
            "% Complete": 0.25,
            "Budget (USD)": 1200.5,
            "Spent (USD)": 10,
            "Target": 1200,
            "Actual": 5,
        }
    )
    plan = read(as_xlsx(true), MAP.replace("[file]\n", '[file]\nsheet = "Actions"\n'), "plan.xlsx").plan
    assert plan.measures[0].budget[0].planned == Decimal("1200.50")
    assert plan.reports[0].activities == {"total": 0.25}
    assert plan.reports[0].indicators == {"success": doc.Value(5.0)}


def test_a_thousand_or_a_decimal_is_asked_and_never_guessed():
    unsettled = MAP.replace('decimal = "."\n', "")
    measure = read(as_csv(line(**{"Budget (USD)": "1,234"})), unsettled).plan.measures[0]
    assert measure.budget == ()
    assert measure.as_printed["Budget (USD)"] == "1,234"


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
