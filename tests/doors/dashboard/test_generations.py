"""What a plan's page says of the plan before it, what an old measure's page says came of it, and what stays reserved."""

from dataclasses import replace

import pytest

from rumo.science.planfile import document as pf
from tests.doors.dashboard.reading_pages import read
from tests.factories.plans import Measure, Plan, publish, reserved_proof, rich_plan, rich_report

pytestmark = pytest.mark.usefixtures("country")
OLD = Plan(
    slug="outro-plano",
    title="O plano antigo",
    measures=tuple(Measure(code=str(n), title=f"Antiga {n}") for n in (7, 8, 9)),
)


@pytest.fixture
def both(country):
    """A plan and its successor, which carries one measure on, joins another and leaves the third."""
    publish(OLD)
    publish(replace(rich_plan(), title="O plano novo"))


def test_the_plan_says_what_passed_and_until_when_it_holds(both, client):
    page = read(client, "/pt/painel/planos/plano-exemplo/")
    assert page.text.count("Em vigor até ser substituído") == 2
    assert "O período acabou" in page.text
    assert "O que passou do plano anterior" in page.text
    for words in (
        "continuada",
        "integrada noutra",
        "abandonada",
        "Eram a mesma.",
        "Sem verba.",
        "O plano antigo",
    ):
        assert words in page.text, words
    assert "/pt/painel/planos/outro-plano/medidas/7/" in page.links


def test_a_plan_that_says_nothing_of_it_has_no_such_words(both, client):
    page = read(client, "/pt/painel/planos/outro-plano/")
    assert "Em vigor até ser substituído" not in page.text
    assert "O que passou do plano anterior" not in page.text
    assert "Terminou" in page.text


def test_an_old_measure_says_what_it_went_into_or_why_it_ended(both, client):
    for code in "89":
        page = read(client, f"/pt/painel/planos/outro-plano/medidas/{code}/")
        assert page.links.count("/pt/painel/planos/plano-exemplo/medidas/M1/") == 1
    page = read(client, "/pt/painel/planos/outro-plano/medidas/7/")
    assert "Não passou para o plano seguinte, O plano novo, porque: Sem verba." in page.text


def test_reserved_evidence_is_only_counted(country, client):
    proofs = (
        reserved_proof(),
        pf.Evidence("Ata", on=rich_report().reference_date, note="Assinada.", verification="seen"),
    )
    publish(replace(rich_plan(), reports=(replace(rich_report(), evidence=proofs),)))
    page = read(client, "/pt/painel/planos/plano-exemplo/medidas/M1/")
    assert "Prova reservada" in page.text
    assert "provado" in page.text
    for words in (
        "Ata",
        "Assinada.",
        "vista",
        "não aceite como prova",
        "conferida",
        "Faltou intérprete.",
        "Chamar outro.",
    ):
        assert words in page.text, words
    raw = page.answer.content.decode()
    for words in ("presen", "assinaturas", "Com nomes", "0a0a0a"):
        assert words not in raw, words
