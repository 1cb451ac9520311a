"""What holds of every page: it answers, it can be kept, it sets nothing, its outline is whole, it asks little of the database."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rumo.deliver.rollup import actions as rollup
from rumo.deliver.rollup.queries import snapshot
from rumo.ground.territory.models import Municipality
from tests.doors.dashboard.reading_pages import read
from tests.factories import plans as make

PAGES = [
    "/",
    "/painel/",
    "/painel/regioes/PT1C/",
    "/painel/regioes/district:07/",
    "/painel/regioes/cim:alto-minho/",
    "/painel/regioes/PT30/",
    "/painel/municipios/evora/",
    "/painel/municipios/beja/",
    "/painel/municipios/agueda/",
    "/painel/areas/labour/",
    "/painel/em-atraso/",
    "/painel/em-atraso/?region=PT1C",
    "/painel/medidas/",
    "/painel/medidas/?only=overdue&sort=-end",
    "/painel/medidas/?state=suspended,cancelled",
    "/painel/medidas/?q=xyzzy",
    "/painel/comparar/",
    "/painel/comparar/?com=municipality:0705&com=Set%C3%BAbal&com=region:PT11&com=municipality:0101",
]
AT_OTHER_TIMES = [
    "/painel/?as_of=2025-06-30",
    "/painel/?as_of=1995-01-01",
    "/painel/?as_of=2025-06-30&known_at=2025-03-01",
    "/painel/?exemplos=nao",
    "/painel/municipios/evora/?exemplos=nao",
    "/?as_of=2025-06-30&known_at=2025-03-01&exemplos=nao",
]


@pytest.mark.parametrize("address", PAGES + AT_OTHER_TIMES)
@pytest.mark.parametrize("lang", ["pt", "ar"])
def test_every_page_is_whole(seeded, client, address, lang):
    with CaptureQueriesContext(connection) as asked:
        page = read(client, f"/{lang}{address}")
    assert len(asked) <= 12
    assert page.answer.headers["ETag"].startswith('W/"')
    assert (page.answer.cookies, page.inline) == ({}, [])
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    assert all(table["caption"] == 1 and table["col"] and table["row"] for table in page.tables)
    assert len(page.ids) == len(set(page.ids))
    anchors = {link[1:] for link in page.links if link.startswith("#")}
    assert anchors <= set(page.ids)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_stands_before_anything_is_published(country, client, address):
    page = read(client, f"/pt{address}", 200 if address == "/" else 404)
    assert page.headings.count(1) == 1
    wanted = "Ainda não há planos" if address == "/" else "Ainda não há nenhum plano publicado."
    assert wanted in page.text


@pytest.mark.parametrize("address", PAGES)
def test_only_reading_is_allowed(seeded, client, address):
    assert client.post(f"/pt{address}").status_code == 405


def _plan(number, dico):
    measures = tuple(make.Measure(code=f"M{i}", end=dt.date(2024 + i, 12, 31)) for i in range(3))
    return make.Plan(
        slug=f"plano-{number}",
        title=f"Plano {number}",
        municipalities=(dico,),
        measures=measures,
        reports=(make.Report(measure="M1"),),
    )


def _asked(client, address):
    snapshot._held.clear()
    with CaptureQueriesContext(connection) as asked:
        read(client, address)
    return len(asked)


def test_the_number_of_queries_does_not_grow_with_the_number_of_plans(country, client):
    towns = list(Municipality.objects.values_list("dico", flat=True))
    addresses = [f"/pt{address}" for address in PAGES]
    rollup.import_plan(document=_plan(0, "0705"), publish=True, by=make.BY, at=make.AT)
    before = {address: _asked(client, address) for address in addresses}
    for number, dico in enumerate(towns[:299], 1):
        rollup.import_plan(document=_plan(number, dico), publish=True, by=make.BY, at=make.AT)
    after = {address: _asked(client, address) for address in addresses}
    assert {address: count for address, count in after.items() if count > 12} == {}
    more = {
        address: (before[address], after[address])
        for address in addresses
        if after[address] > before[address] + 1
    }
    assert more == {}
