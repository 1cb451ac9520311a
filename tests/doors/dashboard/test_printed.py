"""What a source says beside the fields is quoted, never computed with; changes and report values read as words."""

import datetime as dt
from decimal import Decimal

from rumo.doors.dashboard.printed import Quote, printed
from rumo.science.planfile import document as pf
from tests.doors.dashboard.reading_pages import read
from tests.factories.plans import Indicator, Measure, Plan, Report, publish, revised


def test_words_are_quoted_figures_are_not_and_addresses_stand_apart():
    said = printed(
        {
            "generation": 2,
            "areas_or_axes": {"prioritarias": ["Saúde", "Habitação"], "outras": ["Cultura"]},
            "funding": {"fami_eur": 104721.22, "taxa_pct": 75.0, "fundo": "FAMI"},
            "approval": {"camara": "2015-06-18", "unanime": True, "contra": False, "nada": None},
            "diagnosis_reported": {"estrangeiros_2023": 13702},
            "note": "Only the title was seen.",
            "sources": ["https://www.exemplo.pt/plano", "https://www.exemplo.pt/plano"],
        }
    )
    shown = [Quote(q.label, q.text.replace("\u00a0", " "), q.quoted) for q in said.quotes]
    assert shown == [
        Quote("Geração de planos", "2", False),
        Quote("Áreas ou eixos · prioritárias", "Saúde; Habitação", True),
        Quote("Áreas ou eixos · <code>outras</code>", "Cultura", True),
        Quote("Financiamento · FAMI", "104 721,22 €", False),
        Quote("Financiamento · taxa", "75 %", False),
        Quote("Financiamento · fundo", "FAMI", True),
        Quote("Aprovação · câmara", "2015-06-18", False),
        Quote("Aprovação · <code>unanime</code>", "sim", False),
        Quote("Aprovação · <code>contra</code>", "não", False),
        Quote("Diagnóstico · estrangeiros em 2023", "13 702", False),
    ]
    assert said.notes == ["Only the title was seen."]
    assert said.links == [("https://www.exemplo.pt/plano", "exemplo.pt")]
    assert bool(said)
    assert not printed({})


def test_any_finite_figure_and_any_address_is_printed(country, client):
    odd = {
        "a": 1e26,
        "b_eur": 1e26,
        "c_pct": 10**400,
        "d": True,
        "e": "x",
        "f": None,
        "g": -12345,
        "url": "http://[x",
    }
    publish(Plan(as_printed=odd, measures=(Measure(code="M1", as_printed=odd),)))
    for path in ("/pt/painel/planos/plano-exemplo/", "/pt/painel/planos/plano-exemplo/medidas/M1/"):
        assert client.get(path).status_code == 200
    said = printed(odd)
    many = "100" + " 000" * 8
    assert [quote.text.replace("\u00a0", " ") for quote in said.quotes] == [
        many,
        f"{many} €",
        "10" + " 000" * 133,
        "sim",
        "x",
        "-12 345",
    ]
    assert said.links == [("http://[x", "http://[x")]


def test_a_change_of_money_and_milestones_is_readable(country, client):
    first = Plan(
        measures=(Measure(code="M1", budget=(pf.BudgetLine("FAMI", Decimal("10.00")),)), Measure(code="M2"))
    )
    publish(first)
    marks = (pf.Milestone(dt.date(2024, 6, 1), 0.25),)
    changed = Measure(
        code="M1", budget=(pf.BudgetLine("FAMI", Decimal("20.00")),), milestones=marks, weight=2.5
    )
    publish(
        revised(
            first,
            title="Outro título",
            measures=(changed, Measure(code="M2")),
            effective_on=dt.date(2024, 2, 1),
        )
    )
    text = read(client, "/pt/painel/planos/plano-exemplo/versoes/").text
    for words in ("alterada: título", "FAMI, 20.00", "2024-06-01, 0,25", "alterada: peso", "2,5"):
        assert words in text, words


def test_a_report_on_something_the_version_no_longer_names_is_still_told(country, client):
    first = Plan(
        measures=(Measure(code="M1", indicators=(Indicator(code="i1"),)),),
        reports=(Report(indicators={"i1": pf.Value(3.0)}),),
    )
    publish(first)
    later = Measure(
        code="M1", indicators=(Indicator(code="i1", kind="context", unit="n.º", title="Pedidos"),)
    )
    publish(revised(first, measures=(later,), effective_on=dt.date(2024, 7, 1)))
    text = read(client, "/pt/painel/planos/plano-exemplo/medidas/M1/").text
    assert "Pedidos" in text
    assert "contexto" in text
