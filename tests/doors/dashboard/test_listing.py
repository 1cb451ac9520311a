"""The list of measures: filters, order, pages, files, and what it answers to an address it cannot make sense of."""

import pytest

from rumo.deliver.rollup.queries import lists
from tests.doors.dashboard.reading_pages import read
from tests.doors.dashboard.test_country import one_day, reading

__all__ = ["one_day"]


def listed(page):
    """The measures on a page, in order."""
    return [
        scope.removeprefix("measure:")
        for name, scope in page.figures
        if name == "degree" and scope.startswith("measure:")
    ]


def rows(**wanted):
    """The keys of the measures that pass a filter, and their rows."""
    found = reading()
    return {row.key: row for row in lists.rows(found, lists.narrowed(found, lists.Filter(**wanted)))}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("state=completed", {"state": "completed"}),
        ("schedule=critical", {"schedule": "critical"}),
        ("area=culture", {"area": "culture"}),
        ("area=-", {"area": "-"}),
        ("level=2&area=health", {"level": "2", "area": "health"}),
        ("only=stale", {"only": "stale"}),
        ("only=overdue", {"only": "overdue"}),
        ("municipality=0705&state=suspended", {"municipality": "0705", "state": "suspended"}),
        ("region=PT11&area=housing", {"region": "PT11", "area": "housing"}),
        ("responsible=CLAIM+de+%C3%89vora", {"responsible": "CLAIM de Évora"}),
        ("q=biblioteca", {"text": "biblioteca"}),
        (
            "axis=Eixo+1+%E2%80%93+Acolher+e+informar&level=1",
            {"axis": "Eixo 1 – Acolher e informar", "level": "1"},
        ),
    ],
)
def test_the_list_is_what_the_filter_says(seeded, client, query, wanted):
    page, found = read(client, f"/pt/painel/medidas/?{query}"), rows(**wanted)
    assert listed(page) == list(found)[:50]
    unit = "medida" if len(found) == 1 else "medidas"
    assert f"{len(found)} {unit}" in page.text
    for key in listed(page):
        assert page.figures["degree", f"measure:{key}"] == pytest.approx(found[key].degree, abs=1e-6)
    assert (
        sum(link.startswith("/api/v1/measures.") and query.partition("&")[0] in link for link in page.links)
        == 2
    )


def test_several_states_are_those_of_any(seeded, client):
    page = read(client, "/pt/painel/medidas/?state=suspended,cancelled")
    assert set(listed(page)) == {*rows(state="suspended"), *rows(state="cancelled")}


def test_the_scope_narrows_and_can_be_taken_off(seeded, client):
    page = read(
        client,
        "/pt/painel/medidas/?scope=plan:exemplo-evora-2024-2026&area=culture&responsible=Biblioteca+p%C3%BAblica",
    )
    assert all(key.startswith("exemplo-evora") for key in listed(page))
    assert "Âmbito: " in page.text
    assert "/pt/painel/medidas/?area=culture&responsible=Biblioteca+p%C3%BAblica" in page.links
    assert "/pt/painel/medidas/?scope=plan%3Aexemplo-evora-2024-2026&area=culture" in page.links


def test_nothing_found_says_what_to_do(seeded, client):
    page = read(client, "/pt/painel/medidas/?q=xyzzy&area=culture")
    assert "Nenhuma medida passa este filtro" in page.text


@pytest.mark.parametrize("name", ["degree", "planned", "end", "newest"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_order(seeded, client, name, sign):
    page, found = read(client, f"/pt/painel/medidas/?area=culture&sort={sign}{name}"), rows(area="culture")
    values = [getattr(found[key], name) for key in listed(page)]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=sign == "-")
    assert values[len(known) :] == [None] * (len(values) - len(known))


def test_pages_follow_one_another(seeded, client):
    every, seen, address = list(rows()), [], "/pt/painel/medidas/?sort="
    while address:
        page = read(client, address)
        seen += listed(page)
        ahead = [link for link in page.links if f"page={len(seen) // 50 + 1}" in link]
        address = ahead[0] if ahead and len(seen) < len(every) else None
    assert seen == every
    second = read(client, "/pt/painel/medidas/?page=2&sort=end")
    assert "/pt/painel/medidas/?sort=end" in second.links
    assert "Página 2 de" in second.text


@pytest.mark.parametrize(
    ("query", "where", "words"),
    [
        ("as_of=ontem", "as_of=ontem", "não é uma data"),
        ("as_of=1066-01-01", "as_of=1066-01-01", "Escolha uma data entre"),
        ("known_at=x", "known_at=x", "não é um momento"),
        ("exemplos=talvez", "exemplos=talvez", "exemplos=sim"),
        ("state=feita", "state=feita", "completed"),
        ("schedule=tarde", "schedule=tarde", "critical"),
        ("only=urgent", "only=urgent", "overdue, silent, stale"),
        ("sort=colour", "sort=colour", "-degree"),
        ("page=0", "page=0", "não é uma página"),
        ("page=x", "page=x", "não é uma página"),
        ("page=9999999999", "page=9999999999", "não é uma página"),
        ("page=99", "page=99", "páginas"),
        ("scope=lua", "scope=lua", "não é um âmbito"),
    ],
)
def test_a_bad_address_is_told_what_where_and_how(seeded, client, query, where, words):
    page = read(client, f"/pt/painel/medidas/?{query}", 400)
    assert "Há um erro no endereço" in page.text
    assert where in page.text
    assert words in page.text
    assert "/pt/painel/medidas/" in page.links
