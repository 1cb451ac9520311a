"""The sheet of a plan: what each person may report of it, what was said before, what stands in the working copy."""

import datetime as dt

import pytest

from rumo.deliver.progress.queries.sheet import sheet_of
from rumo.deliver.progress.queries.standing import Said
from rumo.deliver.progress.queries.windows import Window
from rumo.deliver.progress.queries.worklist import is_due, reported, worklist
from tests.factories import people, reporting

pytestmark = pytest.mark.django_db
DAY = reporting.SECOND
WINDOW = Window(dt.date(2026, 1, 1), DAY, "due_soon", due_on=dt.date(2026, 7, 31))


def sheet(user, slug=reporting.SLUG, day=DAY, dico=""):
    """What somebody may report on 20 July 2026."""
    return sheet_of(people.who(user), slug, day, dico=dico, today=reporting.TODAY)


def test_what_a_report_leaves_out_stays_as_an_earlier_one_said(country):
    early = dt.date(2025, 6, 30)
    reporting.plan(
        reports=[
            reporting.said(
                "M01",
                early,
                spent={"FAMI": 100, "Fundo novo": 5},
                published_at=dt.datetime(2025, 7, 20, tzinfo=dt.UTC),
            ),
            reporting.said(
                "M01", indicators={"i1": reporting.pf.Value(48.0)}, spent={}, narrative=None, activities={}
            ),
        ]
    )
    row = sheet(reporting.reporter()).row("M01")
    last = {cell.key: (cell.last, cell.last_on) for cell in row.cells if cell.last is not None}
    first = reporting.FIRST
    assert last == {
        "stage": ("in_progress", first),
        "activities/a1": (0.4, early),
        "indicators/i1": (48.0, first),
        "indicators/i2": (5.0, early),
        "spent/FAMI": (100, early),
        "spent/Fundo novo": (5, early),
        "narrative": ("Abriu o atendimento às terças e quintas.", early),
    }


def test_a_published_report_is_shown_and_closed(country):
    reporting.plan(reports=[reporting.said("M01", DAY, published_at=dt.datetime(2026, 7, 10, tzinfo=dt.UTC))])
    row = sheet(reporting.reporter()).row("M01")
    assert (row.state, row.editable, row.cell("indicators/i1").said) == ("published", False, 48.0)
    assert (row.cell("indicators/i1/sex:f").said, row.cell("indicators/i9/sex:f")) == (30.0, None)


def test_a_withdrawn_report_counts_as_never_made(country):
    away = reporting.said(
        "M01", version=2, withdrawn=True, published_at=dt.datetime(2026, 2, 1, tzinfo=dt.UTC), reason="Erro."
    )
    reporting.plan(reports=[reporting.said("M01"), away])
    assert sheet(reporting.reporter()).row("M01").cell("stage").last is None


@pytest.mark.parametrize(
    "asked",
    [{"slug": "outro"}, {"day": dt.date(2026, 12, 31)}, {"dico": "1312"}],
)
def test_what_is_not_to_be_reported_is_none(country, asked):
    reporting.plan()
    assert sheet(reporting.reporter(), **asked) is None


def test_an_owner_reports_for_all_or_for_each(country):
    reporting.plan(municipalities=("1106", "1107"), kind="intermunicipal")
    user = reporting.reporter()
    assert [place.dico for place in sheet(user).places] == ["", "1106", "1107"]
    assert sheet(user, dico="1107").place.dico == "1107"


def test_a_draft_of_one_municipality_is_not_another_s(country):
    row = reporting.plan(municipalities=("1106", "1107"), kind="intermunicipal")
    user = reporting.reporter()
    town = people.Municipality.objects.get(dico="1107")
    reporting.draft(row, place=town, cells={"stage": "completed"})
    states = {dico: sheet(user, dico=dico).row("M01").state for dico in ("", "1106", "1107")}
    assert states == {"": "", "1106": "", "1107": "draft"}


@pytest.mark.parametrize(
    ("start", "stages", "expected"),
    [
        (None, [], True),
        (dt.date(2026, 7, 1), [], False),
        (dt.date(2026, 6, 30), ["in_progress"], True),
        (None, ["cancelled"], False),
        (None, ["cancelled", "in_progress"], True),
    ],
)
def test_a_measure_is_due_when_it_began_and_was_not_given_up(start, stages, expected):
    reports = [Said(i, 1, None, dt.date(2026, 1, 1 + i), stage, None) for i, stage in enumerate(stages)]
    assert is_due(start, reports, WINDOW) is expected


@pytest.mark.parametrize(
    ("municipality", "day", "towns", "expected"),
    [
        (None, DAY, {7}, True),
        (7, DAY, {7}, True),
        (8, DAY, {7}, False),
        (8, DAY, set(), True),
        (None, dt.date(2025, 12, 31), set(), False),
        (None, dt.date(2026, 7, 1), set(), False),
    ],
)
def test_a_report_counts_for_whom_it_speaks_within_the_window(municipality, day, towns, expected):
    assert reported([Said(1, 1, municipality, day, "in_progress", None)], WINDOW, towns) is expected


def test_the_worklist_counts_what_is_sent_and_begun(country):
    row, user = reporting.plan(reports=[reporting.said("M01")]), reporting.reporter()
    sent = reporting.draft(row, "M02", by=user.public_id)
    reporting.progress.submit(drafts=[sent], confirmed=True, by=user.public_id, at=reporting.NOW)
    reporting.draft(row, "M03", by=user.public_id)
    late, now = worklist(people.who(user), today=reporting.TODAY).tasks
    assert (late.window.last, late.due, late.missing, late.late, late.over) == (
        reporting.FIRST,
        3,
        2,
        2,
        True,
    )
    assert (now.due, now.missing, now.begun, now.sent, now.late, now.over) == (3, 2, 1, 1, 1, False)
