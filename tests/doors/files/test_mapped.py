"""A foreign city's own action plan comes in through a mapping file: 1,500 lines, its columns, its language, HTML in cells."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest

from rumo.science.planfile import Fault, dump, parse
from rumo.science.planfile import document as doc
from tests.doors.files.city import MAP, as_csv, as_xlsx, foreign_city, line, only, read
from tests.factories.planfile import AREAS, MUNICIPALITIES


def test_a_line_becomes_a_measure():
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
    assert parsed.flags == (
        Fault(
            "actions.csv!F2",
            "«District 3; District 7» não se consegue usar: fica como no original, em as_printed",
        ),
    )


def test_what_a_line_says_of_the_present_becomes_a_report():
    parsed = read(as_csv(line()))
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


def test_a_city_of_1500_lines_comes_in_whole():
    parsed = read(as_csv(*foreign_city(1_500)))
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


def test_constants_lists_of_columns_and_odd_lines():
    odd = (
        MAP.replace('axis = "Outcome"', 'axis = {value = "Eixo"}\nlevel = "Target"\nweight = "Actual"')
        .replace('funder = "City of Springfield"', 'funder = {column = "Lead Department(s)"}')
        .replace('target = "Target"', 'target = {value = 5}\nkind = "result"\naggregation = "max"')
        .replace("decimal =", "delimiter = ','\nencoding = 'utf-8'\ndecimal =")
    )
    parsed = read(
        as_csv(line(Actual="-1"), line(**{"Measure of success": "", "Actual": "", "Link": ""})), odd
    )
    assert parsed.faults == ()
    first, second = parsed.plan.measures
    assert (first.axis, first.level, first.weight, first.budget[0].funder) == (
        "Eixo",
        None,
        1.0,
        "Parks, Water, Parks",
    )
    assert (first.as_printed["Target"], first.as_printed["Actual"]) == ("1,200", "-1")
    assert (first.indicators[0].target, first.indicators[0].kind, first.indicators[0].aggregation) == (
        5.0,
        "result",
        "max",
    )
    assert (second.indicators, second.source) == ((), None)


def test_headers_that_repeat_or_are_blank_have_names_of_their_own():
    data = b"Title,Note,Note,,\nA,1,2,3\n\n,,,\n"
    toml = '[plan]\nslug="x"\ntitle="X"\n[columns]\ntitle="Title"\n'
    assert read(data, toml).plan.measures[0].as_printed == {"Note": "1", "Note (2)": "2", "Coluna D": "3"}


def test_a_zip_is_no_table():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", "x")
    assert read(out.getvalue()).faults == (
        Fault("actions.csv", "é um zip: envie um só livro .xlsx ou um só ficheiro CSV"),
    )
