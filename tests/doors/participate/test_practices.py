"""Good practices as everyone reads them: the list and its search, a card with its chain, side by side, the tombstone, the files."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rumo.deliver.rollup import actions as rollup
from rumo.doors.web import clock
from rumo.listen.practices import actions as practices
from rumo.listen.practices import queries
from tests.factories import people
from tests.factories import practices as make
from tests.factories.people import AT, BY

LIST, COMPARE = "/pt/boas-praticas/", "/pt/boas-praticas/comparar/"


@pytest.fixture(autouse=True)
def here(country):
    with clock.frozen(AT + dt.timedelta(hours=1)):
        yield


def read(client, url, status=200, **query):
    answer = client.get(url, query)
    assert answer.status_code == status
    return answer.content.decode()


def at(row):
    return f"{LIST}{row.slug}/"


def test_without_any_it_says_so(client):
    assert "Ainda não há boas práticas" in read(client, LIST)
    assert "Nenhuma prática com estas escolhas" in read(client, LIST, q="nada")


def test_the_list_searches_and_filters(client, django_assert_max_num_queries):
    town = people.municipality().municipality
    make.published("a", municipality=town, title="Balcão <móvel>")
    make.published("b", title="مكتب متنقل", language="ar", areas=("housing",))
    make.proposed("c", title="Por ler")
    with django_assert_max_num_queries(12):
        page = read(client, LIST)
    assert ("Balcão &lt;móvel&gt;" in page, '<bdi lang="ar">مكتب متنقل</bdi>' in page, "Por ler" in page) == (
        True, True, False,
    )  # fmt: skip
    found = read(client, LIST, q="balcao", area="labour", municipio="lisboa")
    assert ("Balcão &lt;móvel&gt;" in found, "مكتب" in found, "1 prática" in found) == (True, False, True)
    assert "مكتب متنقل" in read(client, LIST, q="مُتَنَقِّل")
    assert "Nenhuma prática" in read(client, LIST, dimensao="x:y")


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\0"}, {"q": "x" * 5000}, {"area": "x" * 300}, {"pagina": "-1"}, {"pagina": "٣"},
        {"pagina": "99999999"}, {"municipio": "%"}, {"dimensao": "\0"},
    ],
)  # fmt: skip
def test_an_odd_address_is_answered(client, query):
    make.published()
    read(client, LIST, **query)
    read(client, COMPARE, p=list(query.values()))


def test_a_long_list_has_pages_and_as_many_queries(client, django_assert_max_num_queries):
    for n in range(23):
        make.published(f"p{n}", title=f"Prática {n}")
    with django_assert_max_num_queries(12):
        first = read(client, LIST, area="labour")
    assert (first.count('name="p"'), "Página 1 de 2" in first) == (20, True)
    assert "?area=labour&amp;pagina=2" in first
    second = read(client, LIST, area="labour", pagina="2")
    assert (second.count('name="p"'), 'href="?area=labour"' in second) == (3, True)
    assert read(client, LIST, pagina="9").count('name="p"') == 3


def test_a_card_tells_everything(client, django_assert_max_num_queries):
    row = make.published(title="Balcão <móvel>", contact="https://municipio.exemplo.invalid/balcao")
    first = make.adopted(row, people.body(name="Um (exemplo)"), 2024, changed="Só <ao> sábado.")
    make.adopted(row, people.body(name="Dois (exemplo)"), 2025, adopted_from=first)
    make.adopted(row, people.body(name="Por confirmar (exemplo)"), 2025, confirmed=False)
    practices.recognise(
        practice=row, entity=people.body("university", "Universidade (exemplo)"), sentence="Funciona <bem>.",
        language="pt", by=BY, at=AT,
    )  # fmt: skip
    with django_assert_max_num_queries(12):
        page = read(client, at(row))
    for words in (
        "Balcão &lt;móvel&gt;", "Só &lt;ao&gt; sábado.", "Funciona &lt;bem&gt;.", "2 entidades adotaram",
        "a partir de", 'href="https://municipio.exemplo.invalid/balcao"', "por ano", "12\xa0500",
    ):  # fmt: skip
        assert words in page, words
    assert page.index("Um (exemplo)") < page.index("Dois (exemplo)")
    assert "Por confirmar" not in page
    assert client.get(at(row)).cookies == {}


def test_it_is_tagged_and_changes_at_once(client):
    row = make.published()
    answer = client.get(at(row))
    tag = {"HTTP_IF_NONE_MATCH": answer["ETag"]}
    assert (answer["Cache-Control"], client.get(at(row), **tag).status_code) == ("no-cache", 304)
    make.adopted(row)
    assert client.get(at(row), **tag).status_code == 200


def test_what_was_withdrawn_says_when_and_why_and_nothing_else(client):
    row = make.published(title="Segredo")
    rollup.withdraw_practice(practice=row, reason="ended", note="Acabou <aqui>.", by=BY, at=AT)
    page = read(client, at(row))
    assert ("deixou de se aplicar" in page, "Acabou &lt;aqui&gt;." in page, "Segredo" in page) == (
        True,
        True,
        False,
    )
    assert row.slug not in read(client, LIST)
    assert "Não escolheu nenhuma prática" in read(client, COMPARE, p=row.slug)


def test_what_is_not_public_is_not_found(client):
    row = make.proposed()
    read(client, at(row), 404)
    read(client, f"{LIST}nenhuma/", 404)


def test_side_by_side(client, django_assert_max_num_queries):
    rows = [make.published(f"p{n}", title=f"Prática <{n}>") for n in range(5)]
    with django_assert_max_num_queries(12):
        page = read(client, COMPARE, p=[row.slug for row in rows[:2]])
    assert ("Prática &lt;0&gt;" in page, "Prática &lt;1&gt;" in page, "Mostramos até quatro" in page) == (
        True,
        True,
        False,
    )
    page = read(client, COMPARE, p=[row.slug for row in rows])
    assert ("Prática &lt;4&gt;" in page, "Mostramos até quatro" in page) == (False, True)
    assert page.count('data-label="Prática &lt;3&gt;"') == 9
    assert "Não escolheu nenhuma prática" in read(client, COMPARE)


def test_a_file_of_a_public_practice_is_handed_out(client, settings):
    answer = client.get(f"{LIST}propor/")
    token = answer.context["token"]
    sent = {
        **{name: value for name, value in make.TEXTS.items() if isinstance(value, str)},
        "areas": ["labour"], "consent": "1", "token": token,
        "files": SimpleUploadedFile("prova.txt", b"Uma prova (exemplo).\n"),
    }  # fmt: skip
    assert client.post(f"{LIST}propor/", sent).status_code == 201
    row = queries.office_list(people.who(people.person("national_analyst", people.national())))[0]
    file = queries.card(queries.newest(row)).proofs[0].file
    url = f"{at(row)}ficheiros/{file.public_id}/"
    read(client, url, 404)
    practices.publish(practice=row, by=make.REVIEWER, at=AT)
    assert "prova.txt" in read(client, at(row))
    answer = client.get(url)
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"Uma prova (exemplo).\n")
    read(client, f"{at(row)}ficheiros/outro/", 404)
    practices.withdraw(practice=row, reason="ended", note="", by=BY, at=AT)
    read(client, url, 404)
