"""One invented municipal plan with years of reports, as a plan file: the same for the same name and seed, and never to be taken for real."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from rumo.science.planfile import document as pf

LAST_CYCLE_ENDS = date(2026, 6, 30)
"""Cycles are years ending here, so that a nation does not depend on the day it is made."""
PLAN_ENDS = date(2026, 12, 31)
AXES = (
    "Eixo 1. Acolher e informar",
    "Eixo 2. Aprender e trabalhar",
    "Eixo 3. Viver e cuidar",
    "Eixo 4. Participar",
)
OBJECTIVES = ("Chegar a mais pessoas", "Encurtar a espera", "Fazer com as comunidades")
RESPONSIBLE = (
    "Câmara municipal, ação social (exemplo)",
    "Câmara municipal, educação (exemplo)",
    "Associação de migrantes (exemplo)",
    "Centro de saúde (exemplo)",
    "Centro de emprego (exemplo)",
    "Agrupamento de escolas (exemplo)",
)
DOING = ("Criar", "Reforçar", "Abrir", "Formar", "Divulgar", "Avaliar")
WHAT = ("o atendimento de proximidade", "aulas de português", "a mediação intercultural", "a equipa municipal", "o guia de acolhimento", "a rede de parceiros")  # fmt: skip
FUNDERS = ("Município", "Fundo nacional (exemplo)", "Fundo europeu (exemplo)")
TARGETS = (10, 20, 30, 50, 100)


def invent(
    slug: str, place: str, dico: str, *, areas: Sequence[str], measures: int, cycles: int, seed: int
) -> pf.Plan:
    """Return the plan of a municipality (`place`, `dico`): some measures late, silent, corrected, suspended or cancelled."""
    chance = random.Random(f"{seed}/{slug}")  # noqa: S311 - invented data, nothing secret
    begins = date(LAST_CYCLE_ENDS.year - cycles, 7, 1)
    said = tuple(_measure(chance, str(i + 1), areas, begins) for i in range(measures))
    spans = tuple(_cycle(begins.year + i) for i in range(cycles))
    reports = [report for measure in said for report in _reports(chance, measure, spans, begins)]
    return pf.Plan(
        slug=slug,
        title=f"Plano municipal de integração de {place} (sintético)",
        synthetic=True,
        municipalities=(dico,),
        promoter=f"Município de {place} (exemplo)",
        start=begins,
        end=PLAN_ENDS,
        language="pt",
        cycles=spans,
        measures=said,
        reports=tuple(reports),
    )


def _cycle(year: int) -> pf.Cycle:
    return pf.Cycle(date(year, 7, 1), date(year + 1, 6, 30), date(year + 1, 7, 31), 30)


def _measure(chance: random.Random, code: str, areas: Sequence[str], begins: date) -> pf.Measure:
    span = (PLAN_ENDS - begins).days
    start = begins + timedelta(days=chance.randrange(0, max(1, span // 2)))
    end = min(PLAN_ENDS, start + timedelta(days=chance.randrange(200, 1500)))
    dated = chance.random() > 0.05
    marked = dated and (end - start).days > 300 and chance.random() < 0.2
    budget = Decimal(chance.randrange(500, 20_000))
    return pf.Measure(
        code=code,
        title=f"{chance.choice(DOING)} {chance.choice(WHAT)} ({code})",
        areas=tuple(chance.sample(list(areas), chance.choice((1, 1, 2)))),
        axis=chance.choice(AXES),
        strategic_objective=chance.choice(OBJECTIVES),
        level=chance.choice((1, 1, 2)),
        start=start if dated else None,
        end=end if dated else None,
        weight=chance.choice((1.0, 1.0, 1.0, 0.5, 2.0)),
        milestones=(pf.Milestone(start + timedelta(days=150), 0.25),) if marked else (),
        responsible=(chance.choice(RESPONSIBLE),),
        budget=(
            pf.BudgetLine(FUNDERS[0], budget),
            pf.BudgetLine(chance.choice(FUNDERS[1:]), budget * 3),
        ),
        activities=tuple(pf.Activity(f"{code}.{n}", f"Passo {n}") for n in range(1, chance.choice((2, 3)))),
        indicators=tuple(_indicators(chance)),
    )


def _indicators(chance: random.Random) -> Iterator[pf.Indicator]:
    kind = chance.random()
    if kind < 0.6:
        target = float(chance.choice(TARGETS))
        yield pf.Indicator("i1", "Pessoas abrangidas", "product", "pessoas", "number", 0.0, target)
    elif kind < 0.7:
        yield pf.Indicator("i1", "Guia publicado", "product", None, "evidence")
    if kind > 0.85:
        yield pf.Indicator("r1", "Pessoas com trabalho um ano depois", "result", "pessoas")


def _reports(
    chance: random.Random, measure: pf.Measure, cycles: Sequence[pf.Cycle], begins: date
) -> Iterator[pf.Report]:
    """Yield a report a cycle, unless silent; progress never falls, and a few reports are corrected upwards later."""
    start, end = measure.start or begins, measure.end or PLAN_ENDS
    pace = chance.choice((0.4, 0.7, 0.9, 1.0, 1.0, 1.2))
    silent = chance.choice((0.0, 0.0, 0.02, 0.1)) if chance.random() > 0.02 else 1.0
    stops = chance.choice(("suspended", "cancelled")) if chance.random() < 0.04 else ""
    for cycle in cycles:
        done = max(0.0, min(1.0, pace * (cycle.end - start).days / max(1, (end - start).days)))
        if chance.random() < silent:
            continue
        published = datetime.combine(
            cycle.end + timedelta(days=chance.randrange(8, 40)), time(10, chance.randrange(60)), tzinfo=UTC
        )
        ended = stops if stops and done > 0.5 else ""
        report = _report(chance, measure, cycle.end, published, done, ended)
        yield report
        if chance.random() < 0.03:
            again = _report(chance, measure, cycle.end, published + timedelta(days=45), done, ended)
            yield pf.Report(
                **{
                    name: getattr(again, name)
                    for name in again.__slots__
                    if name not in ("version", "reason")
                },
                version=2,
                reason="Correção de um lapso (exemplo)",
            )
        if ended:
            return


def _report(
    chance: random.Random, measure: pf.Measure, day: date, published: datetime, done: float, ended: str
) -> pf.Report:
    stage = ended or ("completed" if done == 1 else "in_progress" if done > 0 else "not_started")
    values = {
        indicator.code: pf.Value(_value(indicator, done))
        for indicator in measure.indicators
        if indicator.target_type != "evidence"
    }
    proof = [indicator.code for indicator in measure.indicators if indicator.target_type == "evidence"]
    return pf.Report(
        measure=measure.code,
        reference_date=day,
        stage=stage,
        published_at=published,
        activities={
            a.code: round(min(1.0, done * chance.choice((0.9, 1.0, 1.1))), 2) for a in measure.activities
        },
        indicators=values,
        spent={line.funder: _spent(line, done, chance) for line in measure.budget},
        evidence=tuple(
            pf.Evidence("Guia (exemplo)", "link", code, "https://exemplo.invalid/guia", accepted=True)
            for code in proof
            if done > 0.8
        ),
        narrative="Decorreu como previsto (exemplo)." if chance.random() < 0.1 else None,
        reason="Falta de financiamento (exemplo)" if ended else None,
    )


def _value(indicator: pf.Indicator, done: float) -> float:
    return float(round(done * (indicator.target or 40)))


def _spent(line: pf.BudgetLine, done: float, chance: random.Random) -> Decimal:
    share = Decimal(str(round(min(1.0, done * chance.choice((0.8, 0.9, 1.0))), 3)))
    return ((line.planned or Decimal(0)) * share).quantize(Decimal("0.01"))
