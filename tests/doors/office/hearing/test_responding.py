"""The page of answers: who sees it, what comes first, one or several answered, what is to be mended."""

import pytest
from django.urls import reverse

from rumo.doors.web import clock
from rumo.listen.contributions import actions as contributions
from rumo.shape.synthesis.models import Response
from rumo.shape.synthesis.queries import declared, response_of
from tests.factories import listening, people, said, tables
from tests.factories.listening import AFTER, OPEN

GIVEN = {"disposition": "partly", "reason": "Há verba <para> uma turma."}


@pytest.fixture(autouse=True)
def now(country):
    with clock.frozen(AFTER):
        yield


@pytest.fixture
def asked():
    return listening.consultation()


@pytest.fixture
def analyst(client):
    user = people.person("national_analyst", people.national())
    people.signed_in(client, user)
    return user


def at(asked):
    return reverse("office:responses", args=[asked.slug])


def test_several_are_answered_with_the_same_words(client, analyst, asked, django_assert_max_num_queries):
    first, second, third = said.say(asked), said.answer(asked, "Salas.", language="ar"), said.say(asked)
    answer = client.post(at(asked), {"number": [first.number, third.number], **GIVEN})
    assert (answer.status_code, answer["Location"]) == (303, at(asked))
    assert {response_of(row).by for row in (first, third)} == {analyst.public_id}
    text = client.get(at(asked)).content.decode()
    with django_assert_max_num_queries(12):
        page = client.get(at(asked))
    assert [one["row"] for one in page.context["owed"]] == [second, first, third]
    for words in (
        "2 de 3", "2 contributos respondidos.", '<blockquote lang="ar" dir="auto">Salas.</blockquote>',
        "O que mudava?", "Há verba &lt;para&gt; uma turma.", "Aceite em parte",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"disposition": "x"}, "disposition-1"), ({"reason": " "}, "reason"), ({"number": []}, "owed"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, analyst, asked, change, field):
    row = said.say(asked)
    answer = client.post(at(asked), {"number": [row.number], **GIVEN, **change})
    page = answer.content.decode()
    assert (answer.status_code, Response.objects.count()) == (422, 0)
    assert (f'href="#{field}"' in page, f'id="{field}"' in page) == (True, True)
    assert ("Há verba &lt;para&gt; uma turma." in page) == (field != "reason")


def test_until_it_closes_nothing_is_answered(client, analyst, asked):
    row = said.say(asked)
    with clock.frozen(OPEN):
        page = client.get(at(asked)).content.decode()
        answer = client.post(at(asked), {"number": [row.number], **GIVEN})
    assert ("Responde-se depois de a consulta fechar" in page, "Publicar a resposta" in page) == (True, False)
    assert (answer.status_code, Response.objects.count()) == (422, 0)


def test_nothing_said_is_a_page_too(client, analyst, asked):
    assert "Não há nada a que responder" in client.get(at(asked)).content.decode()


def test_others_do_not_find_it(client, asked):
    people.signed_in(client, people.person("moderator", people.national()))
    assert (client.get(at(asked)).status_code, client.post(at(asked)).status_code) == (404, 404)


@pytest.fixture
def table(country):
    """The gathering of Lisbon that feeds no consultation, and what a table of it handed in."""
    board = tables.canvas(owner=people.municipality())
    tables.lay(board, "Faltam <casas>")
    return board.table.gathering, contributions.hand_in(canvas=board, by=people.BY, at=OPEN)


def test_what_a_table_wrote_is_answered_at_the_gathering_and_its_receipt_shows_it(client, table):
    row, given = table
    desk = people.signed_in(client, people.person("municipal_coordinator", people.municipality()))
    place = reverse("office:gathering-responses", args=[row.slug])
    page = desk.get(place).content.decode()
    assert ("Faltam &lt;casas&gt;" in page, "Cartão 1" in page, "Por responder" in page) == (True, True, True)
    assert desk.post(place, {"number": ["\x00"], **GIVEN}).status_code == 422
    assert desk.post(place, {"number": [given.contribution.number], **GIVEN}).status_code == 303
    assert response_of(given.contribution).reason == GIVEN["reason"]
    assert "1 de 1" in desk.get(place).content.decode()
    receipt = client.post(reverse("participate:receipt"), {"code": given.code}, follow=True)
    assert "Há verba &lt;para&gt; uma turma." in receipt.content.decode()


def test_another_gathering_s_cards_are_not_answered_here(client, table):
    _row, given = table
    other = tables.gathering(slug="outra", owner=people.municipality())
    desk = people.signed_in(client, people.person("municipal_coordinator", people.municipality()))
    place = reverse("office:gathering-responses", args=[other.slug])
    assert desk.post(place, {"number": [given.contribution.number], **GIVEN}).status_code == 422
    assert "depois de cada mesa fechar" in desk.get(place).content.decode()


def test_a_gathering_that_feeds_a_consultation_is_answered_there(client, asked):
    row = tables.gathering(owner=people.municipality(), consultation=asked)
    desk = people.signed_in(client, people.person("municipal_coordinator", people.municipality()))
    answer = desk.get(reverse("office:gathering-responses", args=[row.slug]))
    assert (answer.status_code, answer["Location"]) == (302, at(asked))


def test_a_facilitator_who_has_no_consultations_finds_the_way_back(client, table):
    row, _given = table
    desk = people.signed_in(client, people.person("facilitator", people.municipality()))
    page = desk.get(reverse("office:gathering-responses", args=[row.slug]))
    assert page.context["place"] == "gatherings"


def test_it_is_declared_answered_from_the_page_once_everything_is(client, analyst, asked):
    row = said.say(asked)
    assert "Declarar tudo respondido" not in client.get(at(asked)).content.decode()
    refused = client.post(at(asked), {"declare": "1"})
    assert (refused.status_code, "Falta responder a 1 contributo." in refused.content.decode()) == (422, True)
    client.post(at(asked), {"number": [row.number], **GIVEN, "reason": "Sobre {número}."})
    assert response_of(row).reason == f"Sobre {row.number}."
    assert "Declarar tudo respondido" in client.get(at(asked)).content.decode()
    for _again in range(2):
        assert client.post(at(asked), {"declare": "1"}).status_code == 303
    page = client.get(at(asked)).content.decode()
    assert ("Declarada respondida em" in page, "Declarar tudo respondido" in page) == (True, False)


def test_one_in_which_nothing_was_said_is_declared_too(client, analyst, asked):
    assert "Declarar tudo respondido" in client.get(at(asked)).content.decode()
    assert client.post(at(asked), {"declare": "1"}).status_code == 303
    assert declared(asked) is not None
