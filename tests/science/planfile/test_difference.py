"""What a second import changes, said line by line."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from rumo.science.planfile import Change, difference, dump, parse
from rumo.science.planfile import document as doc
from tests.factories.planfile import AREAS, MUNICIPALITIES, plans

REPORT = doc.Report("1", dt.date(2024, 6, 30), "in_progress")
PLAN = doc.Plan(
    slug="x",
    title="Plano",
    measures=(
        doc.Measure(
            "1",
            "Curso",
            activities=(doc.Activity("1.1", "Inscrever"),),
            indicators=(doc.Indicator("i1", "Turmas"),),
        ),
        doc.Measure("2", "Guia"),
    ),
    reports=(REPORT,),
)


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(plans())
def test_a_plan_differs_in_nothing_from_itself(plan):
    assert difference(plan, plan) == []


CARRIED = {"from": "y/4", "fate": "merged", "into": "1", "reason": None}


def test_every_kind_of_change_has_its_line():
    first = replace(
        PLAN.measures[0],
        title="Cursos",
        budget=(doc.BudgetLine("FAMI", Decimal("1.00")),),
        activities=(replace(PLAN.measures[0].activities[0], weight=2.0), doc.Activity("1.2", "Avaliar")),
        indicators=(doc.Indicator("i2", "Alunos"),),
    )
    new = replace(
        PLAN,
        title="Novo",
        end=dt.date(2025, 1, 1),
        until_replaced=True,
        carried=(doc.Carried("y/4", "merged", "1"),),
        measures=(first, doc.Measure("3", "Mural")),
        reports=(
            REPORT,
            replace(REPORT, version=2, stage="completed"),
            replace(REPORT, municipality="1106"),
            replace(REPORT, reference_date=dt.date(2024, 12, 31)),
        ),
    )
    assert difference(PLAN, new) == [
        Change("plan", "", "changed", "title", "Plano", "Novo"),
        Change("plan", "", "changed", "end", None, "2025-01-01"),
        Change("plan", "", "changed", "until_replaced", False, True),
        Change("plan", "", "changed", "carried", [], [CARRIED]),
        Change("measure", "1", "changed", "title", "Curso", "Cursos"),
        Change("measure", "1", "changed", "budget", [], [{"funder": "FAMI", "planned": "1.00"}]),
        Change("activity", "1/1.1", "changed", "weight", 1, 2),
        Change("activity", "1/1.2", "added", new="Avaliar"),
        Change("indicator", "1/i2", "added", new="Alunos"),
        Change("indicator", "1/i1", "dropped", old="Turmas"),
        Change("measure", "3", "added", new="Mural"),
        Change("measure", "2", "dropped", old="Guia"),
        Change("report", "1 · 2024-06-30 · v2", "corrected"),
        Change("report", "1 · 2024-06-30 · 1106 · v1", "added"),
        Change("report", "1 · 2024-12-31 · v1", "added"),
    ]


def test_what_passed_from_the_former_plan_is_one_change():
    new = replace(PLAN, until_replaced=True, carried=(doc.Carried("y/4", "merged", "1"),))
    passed = [{"from": "y/4", "fate": "merged", "into": "1", "reason": None}]
    assert difference(PLAN, new) == [
        Change("plan", "", "changed", "until_replaced", False, True),
        Change("plan", "", "changed", "carried", [], passed),
    ]


def test_a_report_missing_from_the_new_file_is_no_change():
    assert difference(PLAN, replace(PLAN, reports=())) == []


@pytest.mark.parametrize("printed", [[1, "b"], {"k": 1.0}, [{"k": [1, {"m": [None, True]}]}], []])
def test_the_sources_words_change_as_they_are(printed):
    old, new = {"lido": ["a", {"b": []}]}, {"lido": printed}
    assert difference(replace(PLAN, as_printed=old), replace(PLAN, as_printed=new)) == [
        Change("plan", "", "changed", "as_printed", old, new)
    ]


def test_the_sources_numbers_go_out_and_come_back_whatever_their_size():
    printed = {"a": 10**100, "b": -(10**16) - 1, "c": 1.5e300, "d": [2**53 + 1, {"e": 1e16}]}
    out = dump(replace(PLAN, as_printed=printed))
    again = parse(out, areas=AREAS, municipalities=MUNICIPALITIES)
    assert (out["as_printed"], again.plan.as_printed) == (printed, printed)
