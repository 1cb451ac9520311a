"""The page of one measure and the one that explains its figures: what was promised, said, proven, corrected."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from rumo.doors.web import clock
from rumo.science.planfile import document as pf
from tests.doors.dashboard.reading_pages import read
from tests.doors.dashboard.test_plan_pages import ALTO_MINHO, SETUBAL, TODAY, near, total
from tests.factories.plans import Indicator, Measure, Plan, Report, publish, rich_plan

EVORA = "exemplo-evora-2024-2026"
NUMBER = r"([\d\u00a0.]+(?:,\d+)?)"


@pytest.fixture(autouse=True)
def one_day():
    """The day the demo is read on."""
    with clock.frozen(TODAY):
        yield


def how(client, scope, more=""):
    """The explanation of a scope."""
    return read(client, f"/pt/painel/como/?scope={scope}{more}")


def number(text):
    """A number as the page writes it."""
    return float(text.replace("\u00a0", "").replace(".", "").replace(",", "."))


@pytest.mark.parametrize(
    "key", [f"{ALTO_MINHO}/AM-01", f"{EVORA}/M9", f"{EVORA}/M11", f"{SETUBAL}/2.7", "odemira-2015-2017/9"]
)
def test_figures_are_the_readings_own(seeded, client, key):
    slug, code = key.split("/")
    page, wanted = read(client, f"/pt/painel/planos/{slug}/medidas/{code}/"), total(f"measure:{key}").total
    told = how(client, f"measure:{key}")
    assert page.figures["degree", f"measure:{key}"] == near(wanted["degree"])
    assert page.figures["planned", f"measure:{key}"] == near(wanted["planned"])
    if ("degree", f"measure:{key}") in told.figures:
        assert told.figures["degree", f"measure:{key}"] == near(wanted["degree"])


def test_a_measure_is_told_from_its_promise_to_its_proof(country, client):
    publish(rich_plan())
    page = read(client, "/pt/painel/planos/plano-exemplo/medidas/M1/")
    for words in ("Em execução, segundo o relatório de 30 de junho de 2024.", "calculado pelas atividades", "10 até 30/06/2024", "OE 1", "OO 1",
                  "mulheres migrantes", "Objetivo de Desenvolvimento Sustentável 10.7", "Medida 9, outro-plano", "até junho", "Abriu o balcão.",
                  "1 prova", "provado", "1 de julho de 2024: 50\u00a0% feito", "Duas linhas.", "a assegurar com ou sem financiamento externo"):  # fmt: skip
        assert words.replace("\u00a0", " ") in page.text.replace("\u00a0", " "), words
    assert "https://exemplo.pt/ata" in page.links
    assert "sex:f" not in page.text
    assert "750 €" in page.text.replace("\u00a0", " ")
    assert "400 €" in page.text.replace("\u00a0", " ")


def test_a_silent_measure_is_said_to_be_unknown_not_undone(seeded, client):
    page = read(client, f"/pt/painel/planos/{EVORA}/medidas/M17/")
    assert "Sem informação: ainda não há nenhum relatório publicado." in page.text
    assert "não quer dizer que nada se fez" in page.text.lower()
    assert "O grau não se conhece" in how(client, f"measure:{EVORA}/M17").text
    stale = read(client, f"/pt/painel/planos/{EVORA}/medidas/M7/")
    assert re.search(r"Sem notícias há \d+ meses\.", stale.text)


def test_a_correction_stands_beside_what_it_replaced(seeded, client):
    page = read(client, f"/pt/painel/planos/{ALTO_MINHO}/medidas/AM-01/")
    assert "Corrigido em 24 de fevereiro de 2025" in page.text
    assert "Ver o que dizia antes, publicado em" in page.text
    assert "Monção" in page.text
    before = read(
        client, f"/pt/painel/planos/{ALTO_MINHO}/medidas/AM-01/?known_at=2025-02-01&as_of=2025-02-01"
    )
    assert "Corrigido em 24 de fevereiro de 2025" not in before.text


def test_a_withdrawn_report_counts_as_never_made(country, client):
    gone = Report(
        version=2, withdrawn=True, reason="Data errada.", published_at=dt.datetime(2024, 8, 1, tzinfo=dt.UTC)
    )
    publish(Plan(reports=(Report(), gone)))
    page = read(client, "/pt/painel/planos/plano-exemplo/medidas/M1/")
    assert "relatório retirado" in page.text
    assert (
        "porque Data errada.. Conta como se nunca tivesse sido feito." in page.text
    )  # the quotation marks are drawn
    assert "Sem informação" in page.text


def test_a_dropped_measure_says_why(seeded, client):
    page = read(client, f"/pt/painel/planos/{SETUBAL}/medidas/3.4/")
    assert "a verba passou para a medida 3.8." in page.text
    assert "já não tem esta medida" in how(client, f"measure:{SETUBAL}/3.4").text
    assert "não entra em nenhuma soma" in how(client, f"measure:{EVORA}/M6").text


def test_over_attainment_is_shown_and_not_counted(seeded, client):
    page = read(client, f"/pt/painel/planos/{EVORA}/medidas/M9/")
    assert "sem limite:" in page.text
    assert "conta 1" in how(client, f"measure:{EVORA}/M9").text


def test_the_explanation_can_be_done_again_by_hand(seeded, client):
    page = how(client, f"measure:{ALTO_MINHO}/AM-01")
    sums = re.findall(rf"{NUMBER} ÷ {NUMBER} = {NUMBER}\s?%", page.text)
    *places, mean = [[number(part) for part in found] for found in sums]
    assert len(places) == 4
    assert all(
        part / whole * 100 == pytest.approx(shown, abs=0.051) for part, whole, shown in [*places, mean]
    )
    assert sum(shown for _part, _whole, shown in places) / 4 == pytest.approx(mean[2], abs=0.06)


def test_the_sums_of_a_plan_can_be_done_again_by_hand(seeded, client):
    scope = f"plan:{EVORA}"
    page, wanted = how(client, scope), total(scope).total
    for name in ("degree", "degree_reported", "coverage", "planned", "upper"):
        assert page.figures[name, scope] == near(wanted[name])
    sums = re.findall(rf"{NUMBER} ÷ {NUMBER} = {NUMBER}\s?%", page.text)
    assert len(sums) == 5
    assert all(
        number(part) / number(whole) * 100 == pytest.approx(number(shown), abs=0.06)
        for part, whole, shown in sums
    )
    weights = [row for row in page.figures if row[0] == "degree" and row[1].startswith("measure:")]
    assert len(weights) == 28 - wanted["states"]["no_information"] - wanted["states"]["cancelled"]


def test_more_measures_than_fit_lead_to_the_list_and_the_file(seeded, client):
    page = how(client, "country")
    assert "50 de 87 medidas" in page.text.replace("\u00a0", " ") or "50 de " in page.text
    assert "/api/v1/measures.csv?scope=country" in page.links
    assert "/pt/painel/medidas/" in page.links
    assert "Média dos planos" in page.text


def test_a_scope_without_measures_has_nothing_to_compute(seeded, client):
    page = how(client, "municipality:0101")
    assert "um conjunto vazio não tem grau" in page.text
    assert page.figures == {}


@pytest.mark.parametrize("scope", ["region:PT1C", "area:labour", "municipality:0705", "country"])
def test_every_kind_of_scope_is_explained(seeded, client, scope):
    assert how(client, scope).figures["degree", scope] == near(total(scope).total["degree"])


def test_milestones_and_ends_are_explained(country, client):
    marks = (pf.Milestone(dt.date(2024, 7, 1), 0.5),)
    measures = (
        Measure(code="M1", milestones=marks),
        Measure(code="M2", activities=()),
        Measure(code="M3", start=None, end=None),
    )
    reports = (
        Report(),
        Report(measure="M2", activities={}, stage="suspended"),
        Report(measure="M2", activities={}, reference_date=dt.date(2024, 3, 31)),
    )
    publish(Plan(measures=measures, reports=reports, start=None, end=None))
    for day, words in (
        ("2024-04-01", "0,0 % + 91 ÷ 182 × 50,0 % ="),
        ("2023-12-01", "O prazo ainda não começou."),
        ("2026-01-01", "O prazo já acabou"),
    ):
        assert words in how(client, "measure:plano-exemplo/M1", f"&as_of={day}").text.replace("\u00a0", " ")
    assert "não há previsto" in how(client, "measure:plano-exemplo/M3").text
    assert "O grau lê-se do estado anterior: em execução." in how(client, "measure:plano-exemplo/M2").text


def test_every_kind_of_target_is_said(country, client):
    indicators = (
        Indicator(code="i1", aggregation="last"),
        Indicator(code="i2", target_type="date", target=None),
        Indicator(code="i3", target_type="none", target=None, unit="n.º"),
        Indicator(code="i4", target_type="evidence", target=None),
        Indicator(code="i5", kind="result", title=None),
        Indicator(code="i6", baseline=30.0, target=30.0),
    )
    said = {
        "i1": pf.Value(12.0),
        "i2": pf.Value(1.0),
        "i3": pf.Value(4.0),
        "i4": pf.Value(0.0),
        "i6": pf.Value(31.0),
        "gone": pf.Value(1.0),
    }
    report = Report(
        activities={},
        indicators={key: value for key, value in said.items() if key != "gone"},
        spent={"Outro": Decimal("5.00")},
    )
    publish(Plan(measures=(Measure(code="M1", activities=(), indicators=indicators),), reports=(report,)))
    page = read(client, "/pt/painel/planos/plano-exemplo/medidas/M1/")
    assert page.text.count("entra no grau") == 4
    for words in ("sem meta", "por fazer", "12 pessoas", "feito", "5 €"):
        assert words in page.text.replace("\u00a0", " ")
    assert "sim ou não" in how(client, "measure:plano-exemplo/M1").text


def test_a_measure_links_to_the_one_it_carries_on_and_back(country, client):
    publish(Plan(slug="antes"))
    publish(
        Plan(
            slug="depois",
            title="Plano novo",
            measures=(Measure(code="A.1", title="Continuar a atender", continues="antes/M1"),),
        )
    )
    assert (
        "/pt/painel/planos/antes/medidas/M1/" in read(client, "/pt/painel/planos/depois/medidas/A.1/").links
    )
    earlier = read(client, "/pt/painel/planos/antes/medidas/M1/")
    assert "O que gerou" in earlier.text
    assert "/pt/painel/planos/depois/medidas/A.1/" in earlier.links


@pytest.mark.parametrize(
    ("code", "segment"), [("50%", "50%25"), ("%2F", "%252F"), ("<b>", "%3Cb%3E"), ("a b?#", "a%20b%3F%23")]
)
def test_links_to_a_measure_with_an_odd_code_lead_back_to_it(country, client, code, segment):
    publish(Plan(measures=(Measure(code=code),)))
    path = f"/pt/painel/planos/plano-exemplo/medidas/{segment}/"
    page = read(client, f"{path}?exemplos=nao")
    own = {link.partition("?")[0] for link in page.links if link.startswith("/pt/") and "/medidas/" in link}
    assert own == {path, f"{path}visto/"}
    refused = client.get(f"{path}?as_of=x")
    assert refused.status_code == 400
    assert f'<a class="go" href="{path}">' in refused.content.decode()
