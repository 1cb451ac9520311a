"""The plans shipped with the product: the real ones come in without a fault, and the invented ones are complete, marked and well written."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from rumo.science.planfile.difference import difference
from rumo.science.planfile.document import Plan
from rumo.science.planfile.parse import Parsed, parse

DATA = Path(__file__).resolve().parents[2] / "rumo" / "data"
DEMO = sorted((DATA / "demo").glob("*.json"))
REAL = sorted((DATA / "plans").glob("*.json"))
EVORA, SETUBAL, SETUBAL_2, MINHO = (
    DATA / "demo" / f"exemplo-{name}.json"
    for name in ("evora-2024-2026", "setubal-2024-2026", "setubal-2024-2026.v2", "alto-minho-2024-2027")
)
TODAY = dt.date(2026, 11, 22)
BRAZILIAN = (
    "usuário cadastro cadastrar contato equipe registro gerenciar gerenciamento ônibus celular banheiro trem planejar "
    "planejamento monitorar monitoramento acadêmico econômico econômica autônomo treinamento time você vocês dezesseis "
    "dezessete dezenove bilíngue fato prefeitura registrado registrada"
)
OLD_SPELLING = (
    "acção acções acto actas actividade actividades actual actualizada adopção afecto afectado aspecto colectivo "
    "direcção director efectivo electrónico excepto facturas inspecção lectivo objectivo objectivos óptimo projecto "
    "projectos recepção respectivo sector selecção tecto Janeiro Fevereiro Março Abril Maio Junho Julho Agosto Setembro "
    "Outubro Novembro Dezembro"
)
OTHER = "utilizador utilizadores submeter submetido submetida submetidos submetidas"


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def parsed(path: Path) -> Parsed:
    terms = read(DATA / "vocabularies" / "areas.json")["terms"]
    names = {n.casefold(): t["key"] for t in terms for n in (t["key"], t["labels"]["pt"], *t["aliases"])}
    with (DATA / "territory" / "municipios.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["dico"] for row in csv.DictReader(file)}
    return parse(read(path), areas=names, municipalities=codes)


def plan(path: Path) -> Plan:
    got = parsed(path)
    assert got.faults == ()
    assert got.plan is not None
    return got.plan


def prose(node: object) -> list[str]:
    """Every text of a file but addresses."""
    if isinstance(node, dict):
        return [text for key, value in node.items() if key != "url" for text in prose(value)]
    if isinstance(node, list):
        return [text for value in node for text in prose(value)]
    return [node] if isinstance(node, str) and not node.startswith("http") else []


def words(path: Path) -> set[str]:
    return {word for text in prose(read(path)) for word in re.findall(r"[\w-]+", text)}


def id_of(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", REAL, ids=id_of)
def test_real_plan_comes_in_without_fault_and_without_reports(path: Path) -> None:
    got = plan(path)
    assert (got.slug, got.synthetic, got.reports) == (path.stem, False, ())


def test_there_are_21_real_plans_and_four_demo_files() -> None:
    assert (len(REAL), DEMO) == (21, sorted([EVORA, SETUBAL, SETUBAL_2, MINHO]))


def test_demo_places_have_no_real_plan() -> None:
    demo = {code for path in DEMO for code in plan(path).municipalities}
    real = {code for path in REAL for code in plan(path).municipalities}
    assert demo & real == set()


@pytest.mark.parametrize("path", DEMO, ids=id_of)
def test_demo_plan_comes_in_without_fault_or_flag(path: Path) -> None:
    assert parsed(path).faults == ()
    assert parsed(path).flags == ()


@pytest.mark.parametrize("path", DEMO, ids=id_of)
def test_demo_plan_is_marked_as_invented(path: Path) -> None:
    got = plan(path)
    assert got.synthetic
    assert got.slug.startswith("exemplo-")
    assert got.title.endswith(" (exemplo)")
    assert str(got.promoter).endswith(" (exemplo)")


@pytest.mark.parametrize("path", DEMO, ids=id_of)
def test_demo_evidence_points_only_to_example_addresses(path: Path) -> None:
    urls = {e.url for r in plan(path).reports for e in r.evidence}
    assert {url for url in urls if not str(url).startswith("https://exemplo.pt/")} == set()


@pytest.mark.parametrize("path", DEMO, ids=id_of)
def test_demo_plan_is_whole(path: Path) -> None:
    got = plan(path)
    assert 24 <= len(got.measures) <= 32
    assert len({area for measure in got.measures for area in measure.areas}) == 13
    assert [m.code for m in got.measures if not m.title.strip() or not m.responsible or not m.areas] == []
    assert {m.level for m in got.measures} == {1, 2}
    assert got.cycles and got.adopted and got.partners


@pytest.mark.parametrize("path", DEMO, ids=id_of)
def test_demo_text_is_european_portuguese(path: Path) -> None:
    refused = f"{BRAZILIAN} {OLD_SPELLING} {OTHER}".split()
    assert words(path).intersection(refused) == set()


@pytest.mark.parametrize("path", DEMO, ids=id_of)
def test_no_narrative_is_said_twice(path: Path) -> None:
    told = Counter(report.narrative for report in plan(path).reports if report.narrative)
    assert [text for text, times in told.items() if times > 1] == []


@pytest.mark.parametrize("path", DEMO, ids=id_of)
def test_reports_come_out_after_the_date_they_speak_of_and_not_in_the_future(path: Path) -> None:
    for report in plan(path).reports:
        assert report.published_at is not None
        assert report.reference_date < report.published_at.date() <= dt.date(2026, 11, 20)
        assert report.published_at.weekday() < 5


@pytest.mark.parametrize("path", DEMO, ids=id_of)
def test_parts_of_a_value_add_up_to_its_total(path: Path) -> None:
    for report in plan(path).reports:
        for value in report.indicators.values():
            sums: Counter[str] = Counter()
            for part, number in value.by.items():
                sums[part.split(":")[0]] += number  # type: ignore[assignment]
            assert set(sums.values()) <= {value.total}


@pytest.mark.parametrize(
    "paths", [(EVORA,), (SETUBAL, SETUBAL_2), (MINHO,)], ids=("evora", "setubal", "minho")
)
def test_money_spent_never_falls_and_stays_within_the_budget(paths: tuple[Path, ...]) -> None:
    plans = [plan(path) for path in paths]
    spent: dict[tuple, object] = {}
    for report in sorted(
        (r for p in plans for r in p.reports if not r.withdrawn),
        key=lambda r: (r.reference_date, r.published_at),
    ):
        for funder, amount in report.spent.items():
            key = (report.measure, funder, report.municipality)
            assert amount >= spent.get(key, 0), key
            spent[key] = amount
    planned = {(m.code, b.funder): b.planned for p in plans for m in p.measures for b in m.budget}
    totals: Counter = Counter()
    for (measure, funder, _), amount in spent.items():
        totals[measure, funder] += amount  # type: ignore[assignment]
    assert [key for key, amount in totals.items() if amount > planned[key]] == []


def test_every_case_the_pages_must_show_is_there() -> None:
    plans = [plan(path) for path in DEMO]
    reports = [r for p in plans for r in p.reports]
    indicators = [i for p in plans for m in p.measures for i in m.indicators]
    assert {r.stage for r in reports} == {"not_started", "in_progress", "completed", "suspended", "cancelled"}
    assert {i.kind for i in indicators} == {"product", "result", "context"}
    assert {i.target_type for i in indicators} == {"number", "date", "evidence", "none"}
    assert {i.aggregation for i in indicators} == {"last", "sum", "mean", "max", "min"}
    assert {e.accepted for r in reports for e in r.evidence} == {True, False}
    assert Counter(p.slug for p in plans for r in p.reports if r.withdrawn) == {EVORA.stem: 1, MINHO.stem: 1}
    assert [
        (i.baseline, i.target)
        for i in indicators
        if i.direction == "decrease" and (i.baseline, i.target) == (90, 30)
    ] == [(90, 30)]
    assert all(r.reason for r in reports if r.stage in ("suspended", "cancelled"))
    recent = [r for r in reports if r.published_at and (TODAY - r.published_at.date()).days <= 30]
    assert len(recent) >= 10


def test_second_version_adds_two_measures_drops_one_and_loses_nothing_reported() -> None:
    first, second = plan(SETUBAL), plan(SETUBAL_2)
    changes = [
        (c.what, c.key, c.happened) for c in difference(first, second) if c.what not in ("plan", "report")
    ]
    assert [key for what, key, how in changes if (what, how) == ("measure", "added")] == ["2.7", "3.8"]
    assert [key for what, key, how in changes if (what, how) == ("measure", "dropped")] == ["3.4"]
    assert [d.code for d in second.dropped] == ["3.4"]
    assert [c for c in changes if c[0] in ("activity", "indicator") and c[2] == "dropped"] == []
    assert sorted({key for what, key, how in changes if what == "indicator" and how == "changed"}) == [
        "2.1/i1",
        "3.2/i1",
    ]
    assert (first.version, second.version, second.effective_on) == (1, 2, dt.date(2025, 7, 1))
    assert max(r.reference_date for r in first.reports) < min(r.reference_date for r in second.reports)


def test_intermunicipal_plan_reports_by_municipality_and_one_is_silent() -> None:
    got = plan(MINHO)
    assert got.kind == "intermunicipal"
    said = {r.municipality for r in got.reports if r.measure == "AM-01"}
    assert said == {"1602", "1608", "1610"}
    assert set(got.municipalities) - said == {"1604"}
