"""Quality checks while a plan is written: a perfect plan, one broken plan a check with its exact flags, and no plan that breaks a check."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from rumo.science.planfile import document as doc
from rumo.science.planfile.quality import Flag, flags
from tests.factories.planfile import plans

AREAS = {"labour": "Mercado de Trabalho", "health": "Saúde"}


def on(text):
    return dt.date.fromisoformat(text)


NUMBER = doc.Indicator(
    "i1", "Pessoas que acabam o curso", unit="pessoas", target_type="number", baseline=0.0, target=30.0,
    target_text="30 pessoas", targets=(doc.TargetPoint(on("2024-12-31"), 10.0),),
)  # fmt: skip
PROOF = doc.Indicator("i2", "Guia publicado", target_type="evidence", target_text="Guia publicado em linha")
COURSE = doc.Measure(
    "1", "Curso de português", areas=("labour",), level=1, start=on("2024-03-01"), end=on("2025-12-31"),
    milestones=(doc.Milestone(on("2024-12-31"), 0.5),), responsible=("Município",),
    budget=(doc.BudgetLine("FAMI", Decimal("750.00")), doc.BudgetLine("Município", Decimal("250.00"))),
    activities=(
        doc.Activity("1.1", "Inscrever", start=on("2024-03-01"), end=on("2024-06-30")),
        doc.Activity("1.2", "Ensinar", start=on("2024-07-01"), end=on("2025-12-31")),
    ),
    indicators=(NUMBER, PROOF),
)  # fmt: skip
GUIDE = doc.Measure(
    "2", "Guia de saúde", areas=("health",), level=2, weight=0.5, start=on("2024-01-01"), end=on("2024-12-31"),
    responsible=("Unidade de saúde",), budget=(doc.BudgetLine("Município", Decimal("99.00")),), indicators=(PROOF,),
)  # fmt: skip
PERFECT = doc.Plan(
    "exemplo", "Plano de exemplo", (COURSE, GUIDE), municipalities=("0211",), start=on("2024-01-01"), end=on("2025-12-31"),
    funding=doc.Funding("FAMI", None, Decimal("1000.00"), Decimal("750.00"), "EUR"),
    adopted=(doc.Adoption("câmara", on("2023-12-01"), "ata"),),
    cycles=(
        doc.Cycle(on("2024-01-01"), on("2024-12-31"), on("2025-01-31"), 30),
        doc.Cycle(on("2025-01-01"), on("2025-12-31"), on("2026-01-31"), 30),
    ),
)  # fmt: skip
FIRST, SECOND = PERFECT.cycles


def course(**changes):
    """The perfect plan with its first measure changed."""
    return replace(PERFECT, measures=(replace(COURSE, **changes), GUIDE))


def indicator(**changes):
    """The perfect plan with its first indicator changed."""
    return course(indicators=(replace(NUMBER, **changes), PROOF))


def cycles(*made):
    """The perfect plan with other cycles."""
    return replace(PERFECT, cycles=made)


def funded(budget=COURSE.budget, **changes):
    """The perfect plan with other money."""
    made = course(budget=budget)
    return replace(made, funding=replace(PERFECT.funding, **changes))


def lines(**amounts):
    return tuple(doc.BudgetLine(name, amount and Decimal(amount)) for name, amount in amounts.items())


def test_a_perfect_plan_has_no_flags():
    assert flags(PERFECT, areas=AREAS) == []


def test_an_empty_plan_is_told_what_it_lacks():
    assert [(flag.where, flag.code) for flag in flags(doc.Plan("exemplo", "Plano"))] == [
        ("adopted", "no_adoption"),
        ("cycles", "no_cycles"),
    ]


PLAN = [
    (
        replace(PERFECT, adopted=()),
        Flag("adopted", "no_adoption", "falta dizer que órgão aprovou o plano, quando e com que documento", "attention"),
    ),
    (
        cycles(),
        Flag("cycles", "no_cycles", "o plano não tem ciclos de relato: ninguém saberá quando dar notícias", "attention"),
    ),
    (
        cycles(replace(FIRST, start=on("2023-12-31")), SECOND),
        Flag("cycles[0].start", "outside_plan", "2023-12-31 é antes do início do plano (2024-01-01)", "attention"),
    ),
    (
        cycles(FIRST, replace(SECOND, end=on("2026-01-01"))),
        Flag("cycles[1].end", "outside_plan", "2026-01-01 é depois do fim do plano (2025-12-31)", "attention"),
    ),
    (
        cycles(replace(FIRST, due=on("2024-12-30")), SECOND),
        Flag("cycles[0].due", "cycle_due_early", "o prazo (2024-12-30) acaba antes do fim do ciclo (2024-12-31)", "attention"),
    ),
    (
        cycles(SECOND, replace(FIRST, end=on("2025-01-01"))),
        Flag(
            "cycles[0].start", "cycles_overlap",
            "o ciclo começa em 2025-01-01 e o anterior só acaba em 2025-01-01: estão sobrepostos", "attention",
        ),
    ),
    (
        cycles(FIRST, replace(SECOND, start=on("2025-01-03"))),
        Flag("cycles[1].start", "cycles_gap", "de 2025-01-01 a 2025-01-02 não há ciclo: esses dias ficam sem reporte", "advice"),
    ),
    (
        cycles(replace(FIRST, start=on("2024-01-02")), SECOND),
        Flag("cycles[0].start", "cycles_gap", "de 2024-01-01 a 2024-01-01 não há ciclo: esses dias ficam sem reporte", "advice"),
    ),
    (
        cycles(FIRST),
        Flag("cycles", "cycles_gap", "de 2025-01-01 a 2025-12-31 não há ciclo: o fim do plano fica sem reporte", "advice"),
    ),
    (
        funded(lines(FAMI="750", Município="251")),
        Flag(
            "funding.total", "funding_exceeded",
            "as medidas com verbas de «FAMI» somam 1001,00 e no plano está 1000,00: corrija um deles", "attention",
        ),
    ),
    (
        funded(lines(fami="750", Município="249")),
        Flag(
            "funding.total", "funding_left",
            "as medidas com verbas de «FAMI» somam 999,00 e no plano está 1000,00: falta distribuir 1,00", "advice",
        ),
    ),
    (
        funded(lines(FAMI="751", Município="249")),
        Flag(
            "funding.funded", "funding_exceeded",
            "as verbas de «FAMI» nas medidas somam 751,00 e no plano está 750,00: corrija um deles", "attention",
        ),
    ),
    (
        funded(programme=None),
        Flag("funding.total", "funding_exceeded", "as medidas somam 1099,00 e no plano está 1000,00: corrija um deles", "attention"),
    ),
    (
        funded(total=Decimal("700.00"), programme="Outro"),
        Flag("funding.funded", "funded_above_total", "o financiamento (750,00) é maior que o total (700,00)", "attention"),
    ),
    (
        course(title=" guia  de Saúde "),
        Flag("measures[1].title", "duplicate_title", "o título «Guia de saúde» já está em measures[0]: distinga-os", "attention"),
    ),
    (
        course(weight=11.0),
        Flag(
            "measures", "weights_apart",
            "os pesos vão de 0.5 a 11: as medidas mais leves quase não contam para o grau", "advice",
        ),
    ),
    (
        course(weight=0.7),
        Flag("measures", "level_two", "42 % do peso está no nível 2, que pode depender de financiamento por garantir", "advice"),
    ),
    (
        course(areas=("health",)),
        Flag("measures", "area_unserved", "nenhuma medida serve a área «Mercado de Trabalho»", "advice"),
    ),
]  # fmt: skip

MEASURE = [
    (
        course(responsible=()),
        Flag("measures[0].responsible", "no_responsible", "falta dizer que entidade é responsável pela medida", "attention"),
    ),
    (
        course(start=None, end=None, milestones=()),
        Flag("measures[0].start", "no_dates", "a medida não tem datas suas: valem as do plano, de 2024-01-01 a 2025-12-31", "advice"),
    ),
    (
        replace(course(start=None, milestones=()), start=None),
        Flag("measures[0].start", "no_dates", "não se sabe o início da medida nem o do plano: não terá grau previsto", "attention"),
    ),
    (
        replace(course(end=None, milestones=()), end=None),
        Flag("measures[0].end", "no_dates", "não se sabe o fim da medida nem o do plano: não terá grau previsto", "attention"),
    ),
    (
        course(end=on("2026-06-30")),
        Flag("measures[0].end", "outside_plan", "2026-06-30 é depois do fim do plano (2025-12-31)", "attention"),
    ),
    (
        course(milestones=(doc.Milestone(on("2023-01-01"), 0.5),)),
        Flag("measures[0].milestones[0].date", "outside_plan", "2023-01-01 é antes do início do plano (2024-01-01)", "attention"),
    ),
    (
        course(activities=(replace(COURSE.activities[0], start=on("2023-01-01")), COURSE.activities[1])),
        Flag("measures[0].activities[0].start", "outside_plan", "2023-01-01 é antes do início do plano (2024-01-01)", "attention"),
    ),
    (
        indicator(targets=(doc.TargetPoint(on("2027-01-01"), 1.0),)),
        Flag(
            "measures[0].indicators[0].targets[0].date", "outside_plan",
            "2027-01-01 é depois do fim do plano (2025-12-31)", "attention",
        ),
    ),
    (
        course(budget=lines(FAMI="750", Município=None)),
        Flag("measures[0].budget[1].planned", "no_amount", "falta o valor previsto de «Município»", "attention"),
    ),
    (
        course(activities=(COURSE.activities[0], doc.Activity("1.2", "Ensinar"))),
        Flag("measures[0].activities[1].start", "activity_undated", "a atividade não tem datas e outras desta medida têm", "advice"),
    ),
    (
        course(activities=(COURSE.activities[0], replace(COURSE.activities[1], title="INSCREVER"))),
        Flag(
            "measures[0].activities[1].title", "duplicate_title",
            "o título «INSCREVER» já está em measures[0].activities[0]: distinga-os", "attention",
        ),
    ),
    (
        course(indicators=()),
        Flag("measures[0].indicators", "no_indicator", "a medida não tem indicadores: não se verá o que mudou", "attention"),
    ),
    (
        replace(PERFECT, measures=(COURSE, replace(GUIDE, indicators=(replace(PROOF, kind="result"),)))),
        Flag(
            "measures[1].basis", "stage_basis",
            "sem atividades nem indicadores de produto com meta, o grau só poderá ser 0, 50 ou 100 %", "advice",
        ),
    ),
    (
        indicator(unit=" "),
        Flag("measures[0].indicators[0].unit", "no_unit", "falta a unidade do indicador, por exemplo pessoas, horas ou %", "attention"),
    ),
    (
        indicator(target_type="none"),
        Flag(
            "measures[0].indicators[0].target_type", "no_target",
            "o indicador de produto não tem meta: mostra-se, mas não entra no grau", "attention",
        ),
    ),
    (
        indicator(target=None),
        Flag("measures[0].indicators[0].target", "no_target", "falta o número da meta", "attention"),
    ),
    (
        indicator(baseline=None),
        Flag("measures[0].indicators[0].baseline", "no_baseline", "falta o valor de partida: conta-se a partir de 0", "advice"),
    ),
    (
        indicator(target_text="Mais pessoas"),
        Flag(
            "measures[0].indicators[0].target_text", "vague_target",
            "a meta «Mais pessoas» não diz nenhum número: escreva quanto", "advice",
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("plan", "flag"), PLAN + MEASURE, ids=lambda value: getattr(value, "code", ""))
def test_each_check_flags_its_one_thing(plan, flag):
    assert flags(plan, areas=AREAS) == [flag]


def test_a_measure_without_area_serves_none():
    bare = replace(PERFECT, measures=(replace(COURSE, areas=()), GUIDE))
    message = "a medida não serve nenhuma área nacional: não contará em nenhuma"
    assert flags(bare) == [Flag("measures[0].areas", "no_area", message, "attention")]


@pytest.mark.parametrize(
    "plan",
    [
        course(basis="stage", indicators=(replace(NUMBER, kind="result"), PROOF)),
        replace(PERFECT, measures=(COURSE, replace(GUIDE, basis="stage", indicators=(replace(PROOF, kind="result"),)))),
        indicator(baseline=None, aggregation="sum"),
        indicator(kind="context", target_type="none", target=None, baseline=None),
        indicator(target_text=None),
        course(activities=(doc.Activity("1.1", "Inscrever"), doc.Activity("1.2", None), doc.Activity("1.3", None))),
        course(start=None, milestones=()),
        replace(PERFECT, start=None, end=None),
        replace(PERFECT, funding=None),
        funded(programme="Outro"),
        cycles(doc.Cycle(on("2024-01-01"), on("2024-12-31")), doc.Cycle(on("2025-01-01"), on("2025-12-31"))),
        course(weight=10.0),
        course(weight=0.75),
    ],
)  # fmt: skip
def test_what_may_well_be_meant_is_left_alone(plan):
    assert flags(plan, areas=AREAS) == []


@given(plans())
def test_no_plan_breaks_a_check(plan):
    found = flags(plan, areas=AREAS)
    assert {type(flag) for flag in found} <= {Flag}
    assert len({(flag.where, flag.code, flag.message) for flag in found}) == len(found)
    assert all(flag.where and flag.message and flag.severity in ("attention", "advice") for flag in found)


@given(plans())
def test_more_areas_asked_for_only_adds_flags(plan):
    found = flags(plan)
    assert [flag for flag in flags(plan, areas=AREAS) if flag.code != "area_unserved"] == found
