"""The country's page and the first page: their figures are the reading's own, at any time and with or without the examples."""

import datetime as dt

import pytest

from rumo.deliver.rollup.queries import lists
from rumo.deliver.rollup.queries.reading import Moment
from rumo.deliver.rollup.queries.reading import read as figures_of
from rumo.deliver.rollup.queries.scopes import find_scope
from rumo.deliver.rollup.queries.snapshot import snapshot
from rumo.doors.web import clock
from tests.doors.dashboard.reading_pages import read

TODAY = dt.datetime(2026, 6, 30, 10, tzinfo=dt.UTC)
HEADLINE = (
    "degree",
    "degree_reported",
    "degree_plan_mean",
    "planned",
    "upper",
    "coverage_fresh",
    "financial",
)


@pytest.fixture(autouse=True)
def one_day():
    """A day on which the demo has things done, late and silent."""
    with clock.frozen(TODAY):
        yield


def near(value):
    """A figure as it is written: six decimals."""
    return None if value is None else pytest.approx(value, abs=6e-7)


def reading(scope="country", as_of=dt.date(2026, 6, 30), known_at=None, synthetic=True):
    """The figures the page must show."""
    held = snapshot()
    return figures_of(held, find_scope(scope, held), Moment(as_of, known_at, synthetic))


@pytest.mark.parametrize(
    ("query", "moment"),
    [
        ("", {}),
        ("?as_of=2025-06-30", {"as_of": dt.date(2025, 6, 30)}),
        (
            "?as_of=2025-06-30&known_at=2025-06-30T10:00:00Z",
            {"as_of": dt.date(2025, 6, 30), "known_at": dt.datetime(2025, 6, 30, 10, tzinfo=dt.UTC)},
        ),
        ("?exemplos=nao", {"synthetic": False}),
    ],
)
def test_the_figures_are_the_readings_own(seeded, client, query, moment):
    page, wanted = read(client, f"/pt/painel/{query}"), reading(**moment)
    total = wanted.total
    shown = {name: page.figures[name, "country"] for name in HEADLINE if (name, "country") in page.figures}
    assert shown == {name: near(total[name]) for name in shown}
    assert set(HEADLINE) - set(shown) <= {"degree_reported"}
    states = total["states"]
    assert page.figures["completed", "country"] == states["completed"]
    assert page.figures["completed_or_in_progress", "country"] == states["completed"] + states["in_progress"]
    assert {
        name: page.figures[name, "country"]
        for name, count in total["schedule"].items()
        if count and name != "completed"
    } == {name: count for name, count in total["schedule"].items() if count and name != "completed"}
    for kind, by in (("area", "area"), ("region", "region"), ("municipality", "municipality")):
        for group in wanted.by(by):
            if group.key:
                assert page.figures["degree", f"{kind}:{group.key}"] == near(group.figures["degree"])
    assert f"Fora de prazo: {len(lists.overdue(wanted))}" in page.text
    assert f"Sem notícias: {len(lists.silent(wanted))}" in page.text


def test_the_headline_is_a_sentence(seeded, client):
    page = read(client, "/pt/painel/?as_of=2025-06-30&exemplos=sim")
    assert "medidas com informação · previsto" in page.text
    assert "Concluídas ou em execução" in page.text


def test_links_carry_what_was_asked(seeded, client):
    page = read(client, "/pt/painel/?as_of=2025-06-30&exemplos=nao")
    within = [link for link in page.links if link.startswith("/pt/painel/") and "comparar" not in link]
    kept = [link for link in within if "as_of=2025-06-30" in link and "exemplos=nao" in link]
    changed = {"/pt/painel/?as_of=2025-06-30", "/pt/painel/?exemplos=nao", "/pt/painel/"}
    permalinks = {link for link in within if "known_at" in link}
    assert set(within) - set(kept) - permalinks <= changed
    assert len(permalinks) == 1
    assert all("as_of=2025-06-30" in link for link in page.links if link.startswith("/api/v1/"))


def test_banners_stand_only_where_they_apply(seeded, client):
    today = read(client, "/pt/painel/")
    assert "inclui 3 planos inventados, marcados «exemplo»" in today.text
    assert "/pt/painel/?exemplos=nao" in today.links
    assert "Está a ver" not in today.text
    without = read(client, "/pt/painel/?exemplos=nao&as_of=2025-06-30")
    assert "deixam de fora 3 planos inventados" in without.text
    assert "/pt/painel/?as_of=2025-06-30" in without.links
    assert "Está a ver Portugal como estava em 30 de junho de 2025." in without.text
    known = read(client, "/pt/painel/?as_of=2025-06-30&known_at=2025-07-15")
    assert "Conta só o que estava publicado até 15 de julho de 2025." in known.text
    assert "inventado" not in read(client, "/pt/painel/municipios/beja/").text


def test_the_permalink_gives_the_same_figures(seeded, client):
    page = read(client, "/pt/painel/regioes/PT1C/")
    [link] = {link for link in page.links if "known_at" in link}
    again = read(client, link)
    assert again.figures == page.figures
    assert link in again.links


def test_news_are_of_the_thirty_days_before(seeded, client):
    assert (
        "Nenhum relatório foi publicado nestes 30 dias." in read(client, "/pt/painel/?as_of=2020-06-30").text
    )
    count, _news = lists.news(reading(), TODAY - dt.timedelta(days=3650), TODAY + dt.timedelta(days=1))
    assert count > 0


def test_an_area_that_nobody_serves_is_still_a_page(bring, client):
    page = read(client, "/pt/painel/areas/religion/", 404)
    assert "Ainda não há nenhum plano publicado." in page.text


def test_the_first_page_counts_what_there_is(seeded, client):
    page = read(client, "/pt/")
    assert page.figures["plans", "country"] == 5
    assert page.figures["measures", "country"] == reading().total["measures"]
    assert page.figures["degree", "country"] == near(reading().total["degree"])
    assert page.figures["reports", "country"] > 100
    assert page.figures["evidence", "country"] > 100
    earlier = read(client, "/pt/?as_of=2025-06-30&known_at=2025-01-01&exemplos=nao")
    assert (earlier.figures["reports", "country"], earlier.figures["evidence", "country"]) == (0, 0)
    assert "Consultas públicas sem conta, com comprovativo e com resposta." in " ".join(page.text.split())


def test_the_map_says_what_the_list_says(seeded, client):
    page = read(client, "/pt/painel/")
    assert (
        page.text.count("sem plano publicado") == 308 - 14 + 1
        or "municípios têm um plano publicado" in page.text
    )
    assert page.answer.content.count(b'<use class="s') >= 308


def test_the_page_is_light(seeded, client):
    answer = client.get("/pt/painel/", headers={"Accept-Encoding": "br"})
    assert len(answer.content) < 60_000
