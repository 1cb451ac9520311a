"""Regions, municipalities and areas: each says its own figures, what it has not, and where else to look."""

import datetime as dt

import pytest

from rumo.deliver.rollup.queries.snapshot import snapshot
from rumo.doors.dashboard.looking import look
from rumo.doors.dashboard.places import kind_of_region
from rumo.doors.web import clock
from tests.doors.dashboard.reading_pages import read
from tests.doors.dashboard.test_country import TODAY, near, one_day, reading

__all__ = ["one_day"]


@pytest.mark.parametrize(
    ("address", "scope"),
    [
        ("regioes/PT1C/", "region:PT1C"),
        ("regioes/district:07/", "region:district:07"),
        ("regioes/cim:alto-minho/", "region:cim:alto-minho"),
        ("municipios/evora/", "municipality:0705"),
        ("areas/labour/", "area:labour"),
    ],
)
def test_a_scope_shows_its_own_figures(seeded, client, address, scope):
    page, total = read(client, f"/pt/painel/{address}"), reading(scope).total
    for name in ("degree", "degree_reported", "planned", "upper", "coverage_fresh", "financial"):
        assert page.figures[name, scope] == near(total[name])


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("regioes/PT17/", "PT1A"),
        ("regioes/district:99/", "district:99"),
        ("municipios/atlantida/", "atlantida"),
        ("areas/astronomy/", "astronomy"),
        ("medidas/?scope=plan:nada", "nada"),
    ],
)
def test_what_is_not_there_is_said(seeded, client, address, words):
    page = read(client, f"/pt/painel/{address}", 404)
    assert words in page.text
    assert page.headings == [1]


def test_a_former_region_leads_to_its_successors(seeded, client):
    page = read(client, "/pt/painel/regioes/PT17/", 404)
    assert {"/pt/painel/regioes/PT1A/", "/pt/painel/regioes/PT1B/"} <= set(page.links)


def test_kinds_of_region():
    kinds = {
        "PT": "País",
        "PT1": "NUTS I",
        "PT11": "NUTS II",
        "PT111": "NUTS III",
        "district:07": "Distrito ou ilha",
        "?": "Região",
    }
    assert {code: kind_of_region(code) for code in kinds} == kinds
    assert kind_of_region("cim:oeste") == "Entidade intermunicipal"


def test_a_municipality_without_a_plan_says_so(seeded, client):
    page = read(client, "/pt/painel/municipios/agueda/")
    assert "Não conhecemos nenhum plano publicado com medidas para Águeda." in page.text
    assert page.figures["population_2021", "municipality:0101"] == 46418
    assert "Como ter uma palavra a dizer" in page.text
    assert "O que está feito" not in page.text


def test_a_municipality_with_a_plan_without_measures_says_so(seeded, bring, client, tmp_path):
    page = read(client, "/pt/painel/municipios/beja/")
    assert "Plano Municipal para a Integração de Migrantes de Beja" in page.text


def test_a_resident_reads_four_answers(seeded, client):
    page = read(client, "/pt/painel/municipios/caminha/")
    for heading in (
        "O que o município prometeu",
        "O que está feito",
        "Quem responde",
        "Como ter uma palavra a dizer",
    ):
        assert heading in page.text
    assert "exemplo" in page.text


def test_the_code_of_a_municipality_leads_to_its_name(seeded, client):
    answer = client.get("/pt/painel/municipios/0705/?as_of=2025-06-30")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/pt/painel/municipios/evora/?as_of=2025-06-30",
    )


def test_two_of_one_name_are_told_apart(seeded, client):
    assert "Lagoa (Algarve)" in read(client, "/pt/painel/municipios/lagoa-algarve/").text


def test_an_intermunicipal_plan_is_shown_in_each_of_its_municipalities(seeded, client):
    for slug in ("caminha", "moncao", "valenca"):
        assert "Alto Minho" in read(client, f"/pt/painel/municipios/{slug}/").text


def test_a_region_without_measures_still_names_its_municipalities(seeded, client):
    page = read(client, "/pt/painel/regioes/PT30/")
    assert "Nenhum" in page.text or "Não conhecemos nenhum plano publicado" in page.text
    assert "Funchal" in page.text


def test_the_examples_can_be_left_out(seeded, client):
    page = read(client, "/pt/painel/municipios/evora/?exemplos=nao")
    assert "Não conhecemos nenhum plano publicado com medidas para Évora." in page.text
    assert "deixam de fora 1 plano inventado" in page.text


def test_an_area_without_measures_says_so(seeded, client):
    page = read(client, "/pt/painel/areas/religion/?exemplos=nao")
    assert "Nenhum plano publicado aqui tem medidas nesta área." in page.text


def test_a_time_line_ends_on_the_headline(seeded, rf):
    with clock.frozen(TODAY):
        seen = look(rf.get("/pt/painel/"), "country")
        [today] = [point for point in seen.line if point.day == dt.date(2026, 6, 30)]
    assert (today.planned, today.proven) == (seen.total["planned"], seen.total["degree"])
    assert snapshot() is seen.held
