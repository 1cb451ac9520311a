"""The pages of plans: the list, one plan, what its versions changed; their figures are the reading's own."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rumo.deliver.rollup.queries import lists, snapshot
from rumo.deliver.rollup.queries.reading import Moment
from rumo.deliver.rollup.queries.reading import read as figures_of
from rumo.deliver.rollup.queries.scopes import find_scope
from rumo.doors.web import clock
from tests.doors.dashboard.reading_pages import read
from tests.factories.plans import Activity, Measure, Plan, Report, publish, rich_plan

TODAY = dt.datetime(2026, 6, 30, 10, tzinfo=dt.UTC)
ALTO_MINHO, SETUBAL = "exemplo-alto-minho-2024-2027", "exemplo-setubal-2024-2026"
PAGES = [
    "/painel/planos/",
    f"/painel/planos/{ALTO_MINHO}/",
    "/painel/planos/beja-2022/",
    "/painel/planos/odemira-2015-2017/",
    f"/painel/planos/{SETUBAL}/versoes/",
    f"/painel/planos/{ALTO_MINHO}/medidas/AM-01/",
    f"/painel/planos/{SETUBAL}/medidas/3.4/",
    "/painel/planos/exemplo-evora-2024-2026/medidas/M11/",
    "/painel/planos/exemplo-evora-2024-2026/medidas/M17/",
    "/painel/como/",
    f"/painel/como/?scope=plan:{SETUBAL}",
    f"/painel/como/?scope=measure:{ALTO_MINHO}/AM-01",
    "/painel/como/?scope=measure:exemplo-evora-2024-2026/M17",
    "/painel/como/?scope=measure:odemira-2015-2017/9",
    "/painel/como/?scope=municipality:0101",
    "/metodologia/",
    "/dados/",
    "/registo/",
    "/pesquisa/",
    "/pesquisa/?q=lingua",
    "/pesquisa/?q=xyzzy",
    "/painel/planos/?q=xyzzy",
    f"/painel/planos/{ALTO_MINHO}/?as_of=2025-06-30&known_at=2025-03-01",
    f"/painel/planos/{ALTO_MINHO}/?exemplos=nao",
    f"/painel/planos/{ALTO_MINHO}/medidas/AM-01/?as_of=2024-02-01",
]


@pytest.fixture(autouse=True)
def one_day():
    """A day on which the demo has things done, late and silent."""
    with clock.frozen(TODAY):
        yield


def near(value):
    """The same to the six decimals a page writes."""
    return pytest.approx(value, abs=1e-6)


def total(scope, **moment):
    """The figures a page must show."""
    held = snapshot.snapshot()
    asked = Moment(moment.get("as_of", TODAY.date()), moment.get("known_at"))
    return figures_of(held, find_scope(scope, held), asked)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("lang", ["pt", "ar"])
def test_every_page_is_whole(seeded, client, address, lang):
    snapshot._held.clear()
    with CaptureQueriesContext(connection) as asked:
        page = read(client, f"/{lang}{address}")
    assert len(asked) <= 12
    assert page.answer.headers["ETag"].startswith('W/"')
    assert page.answer.cookies == {}
    assert [fault for fault in page.inline if fault != ("script", [("type", "application/ld+json")])] == []
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert all(table["caption"] == 1 and table["col"] and table["row"] for table in page.tables)
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


@pytest.mark.parametrize("address", PAGES)
def test_only_reading_is_allowed(seeded, client, address):
    assert client.post(f"/pt{address}").status_code == 405


@pytest.mark.parametrize(
    "when", [{}, {"as_of": dt.date(2025, 6, 30)}, {"known_at": dt.datetime(2025, 3, 1, tzinfo=dt.UTC)}]
)
def test_the_plans_figures_are_the_readings_own(seeded, client, when):
    query = "&".join(f"{name}={value.isoformat().replace('+00:00', 'Z')}" for name, value in when.items())
    page, wanted = (
        read(client, f"/pt/painel/planos/{ALTO_MINHO}/?{query}"),
        total(f"plan:{ALTO_MINHO}", **when),
    )
    scope = f"plan:{ALTO_MINHO}"
    for name in ("degree", "degree_reported", "planned", "upper", "coverage_fresh", "financial"):
        assert page.figures[name, scope] == near(wanted.total[name])
    rows = {row.key: row.degree for row in lists.rows(wanted, wanted.measures) if row.degree is not None}
    shown = {
        key[1].removeprefix("measure:"): value
        for key, value in page.figures.items()
        if key[1].startswith("measure:")
    }
    assert shown == near(rows)
    axes = {group.key: group.figures["degree"] for group in wanted.by("axis")}
    assert {key: page.figures["degree", f"{scope};axis={key}"] for key in axes} == near(axes)
    assert f"Fora de prazo: {len(lists.overdue(wanted))}" in page.text
    assert f"Sem notícias: {len(lists.silent(wanted))}" in page.text


def test_a_plan_tells_where_it_comes_from(country, client):
    publish(rich_plan())
    page = read(client, "/pt/painel/planos/plano-exemplo/")
    for words in (
        "Câmara, 1 de janeiro de 2024 · Ata 1",
        "lida em parte",
        "PT/1",
        "financiado",
        "Associação (exemplo) (associação)",
        "Totais anunciados",
    ):
        assert (words in page.text) is (words != "financiado")
    assert "https://exemplo.pt" in page.links
    assert "30 dias" in page.text
    assert "/api/v1/plans/plano-exemplo.xlsx" in page.links
    assert "/pt/painel/planos/plano-exemplo/calendario.ics" in page.links


def test_a_plan_without_measures_has_no_degree_and_says_so(country, client):
    publish(
        Plan(
            measures=(),
            as_printed={
                "generation": 2,
                "coverage_note": "Only the title was seen.",
                "sources": ["https://www.exemplo.pt/plano"],
            },
        )
    )
    page = read(client, "/pt/painel/planos/plano-exemplo/")
    assert page.figures == {}
    assert "Nenhuma medida publicada" in page.text
    assert "Geração de planos" in page.text
    assert "Only the title was seen." in page.text
    assert "Lisboa" in page.text
    listed = read(client, "/pt/painel/planos/")
    assert listed.figures == {}
    assert "nenhuma publicada" in listed.text


def test_an_invented_plan_left_out_says_so(seeded, client):
    page = read(client, f"/pt/painel/planos/{ALTO_MINHO}/?exemplos=nao")
    assert "Pediu que os exemplos ficassem de fora" in page.text
    assert page.figures == {}


def test_an_invented_plan_says_so_and_offers_no_page_without_itself(seeded, client):
    for address in (f"planos/{ALTO_MINHO}/", f"planos/{ALTO_MINHO}/medidas/AM-01/"):
        page = read(client, f"/pt/painel/{address}")
        assert "Plano inventado." in page.text
        assert "Ver sem os exemplos" not in page.text
    assert "Ver sem os exemplos" in read(client, "/pt/painel/").text


def test_before_its_publication_a_plan_is_not_there(seeded, client):
    for address in (
        f"planos/{ALTO_MINHO}/",
        f"planos/{ALTO_MINHO}/versoes/",
        f"planos/{ALTO_MINHO}/medidas/AM-01/",
        f"como/?scope=measure:{ALTO_MINHO}/AM-01",
    ):
        sign = "&" if "?" in address else "?"
        page = read(client, f"/pt/painel/{address}{sign}known_at=2020-01-01", 404)
        assert "Este plano ainda não estava publicado no momento que pediu." in page.text
    later = read(client, f"/pt/painel/planos/{SETUBAL}/medidas/2.7/?known_at=2025-01-01", 404)
    assert "Esta medida ainda não estava no plano no momento que pediu." in later.text
    assert read(client, f"/pt/painel/como/?scope=measure:{SETUBAL}/2.7&known_at=2025-01-01", 404)


def test_what_is_not_there_is_named(seeded, client):
    assert (
        "Não há nenhum plano publicado com o nome nada." in read(client, "/pt/painel/planos/nada/", 404).text
    )
    assert (
        "não tem nenhuma medida com o código 999"
        in read(client, "/pt/painel/planos/odemira-2015-2017/medidas/999/", 404).text
    )
    assert "«2026-13-01» não é uma data." in read(client, "/pt/painel/planos/?as_of=2026-13-01", 400).text
    assert "Escreva vigor=sim, ou nada." in read(client, "/pt/painel/planos/?vigor=talvez", 400).text
    assert "não é um âmbito" in read(client, "/pt/painel/como/?scope=world", 400).text


def test_the_list_is_narrowed_by_words_and_by_the_day(seeded, client):
    assert "3 planos" in read(client, "/pt/painel/planos/?vigor=sim").text
    assert "ODEMIRA INTEGRA" in read(client, "/pt/painel/planos/?q=ODEMÍRA").text
    assert "1 plano" in read(client, "/pt/painel/planos/?q=valença").text
    assert "Nenhum plano com essas palavras" in read(client, "/pt/painel/planos/?q=xyzzy").text
    earlier = read(client, "/pt/painel/planos/?as_of=2016-01-01&vigor=sim&exemplos=nao")
    assert "ODEMIRA INTEGRA" in earlier.text
    assert "exemplo" not in " ".join(link for link in earlier.links if "/planos/exemplo" in link)


def test_the_list_says_in_which_state_a_plan_is(country, client):
    publish(Plan(slug="a", start=None, end=None, measures=()))
    publish(Plan(slug="b", start=dt.date(2030, 1, 1), end=None, measures=()))
    publish(Plan(slug="c", start=None, end=dt.date(2030, 1, 1), measures=()))
    text = read(client, "/pt/painel/planos/").text
    for words in ("sem datas", "a fonte não diz as datas", "por começar", "2030–…", "em vigor", "…–2030"):
        assert words in text
    for slug, words in (("a", "Sem datas publicadas"), ("b", "Por começar"), ("c", "Em vigor")):
        assert words in read(client, f"/pt/painel/planos/{slug}/").text


def test_what_a_version_changed_is_told(seeded, client):
    page = read(client, f"/pt/painel/planos/{SETUBAL}/versoes/")
    assert "Da versão 1 para a 2" in page.text
    assert "alterada: meta" in page.text
    assert "porque: A linha nacional de saúde" in page.text
    assert f"/pt/painel/planos/{SETUBAL}/medidas/3.4/" in page.links
    assert (
        "Este plano só tem uma versão." in read(client, "/pt/painel/planos/odemira-2015-2017/versoes/").text
    )
    plan = read(client, f"/pt/painel/planos/{SETUBAL}/")
    assert "2 novas · 1 retirada" in plan.text
    assert f"/pt/painel/planos/{SETUBAL}/versoes/" in plan.links
    before = read(client, f"/pt/painel/planos/{SETUBAL}/?known_at=2025-01-01")
    assert "2 novas" not in before.text


def _large(count):
    names = [f"{i // 20 + 1}.{i % 20 + 1}" for i in range(count)]
    steps = (
        Activity(code="a1"),
        Activity(code="a2", start=dt.date(2026, 1, 1), end=dt.date(2027, 1, 1)),
        Activity(code="a3", end=dt.date(2026, 9, 1)),
    )
    measures = tuple(
        Measure(code=name, axis=f"Eixo {i // 20}", activities=steps, end=dt.date(2027, 1, 1 + i % 28))
        for i, name in enumerate(names)
    )
    return Plan(
        slug=f"grande-{count}",
        measures=measures,
        reports=tuple(Report(measure=name) for name in names[::2]),
        end=dt.date(2027, 12, 31),
    )


def _asked(client, address):
    snapshot._held.clear()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, headers={"Accept-Encoding": "br"})
    assert answer.status_code == 200
    return len(asked), len(answer.content)


def test_the_page_of_a_large_plan_asks_no_more_and_stays_light(country, client):
    publish(_large(1))
    publish(_large(300))
    for address in (
        "planos/grande-{}/",
        "planos/grande-{}/medidas/1.1/",
        "como/?scope=plan:grande-{}",
        "planos/grande-{}/versoes/",
    ):
        few, _size = _asked(client, f"/pt/painel/{address.format(1)}")
        many, size = _asked(client, f"/pt/painel/{address.format(300)}")
        assert many <= max(few, 12)
        assert few <= many <= few + 1
        assert size < 60_000
    page = read(client, "/pt/painel/planos/grande-300/")
    assert page.text.count("sem informação") > 100
    assert "de 900" in page.text
