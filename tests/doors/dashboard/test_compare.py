"""Comparing: by name, never by rank; up to four; what nobody knows is said beside its field."""

import pytest

from tests.doors.dashboard.reading_pages import read
from tests.doors.dashboard.test_country import near, one_day, reading

__all__ = ["one_day"]


def test_sides_stand_in_alphabetical_order_with_their_own_figures(seeded, client):
    page = read(
        client,
        "/pt/painel/comparar/?com=municipality:1512&com=%C3%A9vora&com=region:PT11&com=municipality:0101",
    )
    at = [
        page.text.index(name, page.text.index("Residentes, em 2021") - 40)
        for name in ("Águeda", "Évora", "Norte (NUTS II)", "Setúbal")
    ]
    assert at == sorted(at)
    for scope in ("municipality:0705", "municipality:1512", "region:PT11"):
        total = reading(scope).total
        assert page.figures["degree", scope] == near(total["degree"])
        assert page.figures["planned", scope] == near(total["planned"])
        assert page.figures["measures", scope] == total["measures"]
    assert page.figures["measures", "municipality:0101"] == 0
    assert page.figures["population_2021", "municipality:0705"] == 53_883
    assert "não há aqui classificação" in page.text


def test_a_region_adds_up_its_people(seeded, client):
    page = read(
        client, "/pt/painel/comparar/?com=region:PT1C&com=region:district:07&com=region:cim:alentejo-central"
    )
    assert (
        page.figures["population_2021", "region:PT1C"]
        > page.figures["population_2021", "region:district:07"]
        > 100_000
    )


def test_the_same_place_twice_is_one(seeded, client):
    page = read(client, "/pt/painel/comparar/?com=municipality:0705&com=%C3%89VORA&com=")
    assert page.headings.count(2) == 4


def test_an_unknown_name_is_told_beside_its_field(seeded, client):
    page = read(client, "/pt/painel/comparar/?com=municipality:0705&com=Atl%C3%A2ntida")
    assert "Não conhecemos «Atlântida»." in page.text
    assert "#com-2" in page.links
    assert "com-2-error" in page.ids


def test_five_are_too_many(seeded, client):
    page = read(
        client, "/pt/painel/comparar/?" + "&".join(f"com=municipality:010{i}" for i in range(1, 6)), 400
    )
    assert "Escolha até 4 municípios ou regiões." in page.text


@pytest.mark.parametrize("query", ["", "?as_of=2025-06-30&exemplos=nao"])
def test_the_form_alone_is_a_page(seeded, client, query):
    page = read(client, f"/pt/painel/comparar/{query}")
    assert page.headings[:2] == [1, 2]
