"""Pages in languages that are not whole: what they lack is marked, other doors answer in the language that stands in."""

import re

import pytest

from rumo.doors.web import clock, tongues
from tests.factories import listening

EN, PT, END = tongues.OPEN["en"], tongues.OPEN["pt"], tongues.CLOSE


@pytest.fixture
def opened(db):
    listening.consultation()
    with clock.frozen(listening.OPEN):
        yield f"consultas/{listening.SLUG}/"


@pytest.mark.parametrize(
    ("code", "told", "way"), [("ne", "अङ्ग्रेजीमा", "ltr"), ("ur", "انگریزی", "rtl"), ("es", "portugués", "ltr")]
)
def test_a_page_of_the_residents_says_what_it_lacks_in_the_readers_language(client, opened, code, told, way):
    response = client.get(f"/{code}/{opened}")
    text = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{code}" dir="{way}">' in text
    assert told in re.search(r'<p class="partly wide">(.*?)</p>', text)[1]
    assert f'<span lang="{tongues.REST[code]}" dir="ltr">' in text
    assert not re.search(f"[{EN}{PT}{END}]", text)
    assert response["Content-Language"] == code
    assert 'class="partly' not in client.get(f"/ar/{opened}").content.decode()


def test_another_door_answers_in_the_language_that_stands_in(client, db):
    for path, there in (
        ("/ne/", "/ne/consultas/"),
        ("/ne/painel/?em=2027-01-01", "/en/painel/?em=2027-01-01"),
        ("/es/metodologia/", "/pt/metodologia/"),
        ("/bn/gabinete/", "/en/gabinete/"),
        ("/ur/privacidade/", "/en/privacidade/"),
    ):
        response = client.get(path)
        status = 302 if path == "/ne/" else 307  # a form sent there goes on whole
        assert (response.status_code, response["Location"]) == (status, there), path
    sent = client.post("/zh/gabinete/consultas/nova/", {"slug": "a"})
    assert (sent.status_code, sent["Location"]) == (307, "/en/gabinete/consultas/nova/")
    assert client.get("/ne/nada/").status_code == 404


def test_a_page_elsewhere_is_offered_in_whole_languages_and_leads_others_to_the_consultations(client, db):
    page = client.get("/pt/privacidade/").content.decode()
    assert re.findall(r'<link rel="alternate" hreflang="(\w+)"', page) == ["pt", "en", "fr", "uk", "ar"]
    links = dict(re.findall(r'<a href="([^"]+)" lang="(\w+)"', page))
    assert links["/en/privacidade/"] == "en"
    assert links["/ne/consultas/"] == "ne"


def test_numbers_and_days_are_written_in_the_language(client, opened):
    page = client.get(f"/ne/{opened}").content.decode()
    assert "जनवरी" in page
    assert "Janeiro" not in page


def test_an_address_without_language_asks_for_it_each_by_its_own_name(client, opened):
    response = client.get(f"/{opened}", HTTP_ACCEPT_LANGUAGE="ne,en;q=0.5")
    page = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert "<script" not in page
    assert "<h1>तपाईं कुन भाषामा अगाडि बढ्न चाहनुहुन्छ?</h1>" in page
    links = re.findall(
        r'<a class="button quiet" href="([^"]+)" hreflang="(\w+)" lang="\2" dir="(\w+)">([^<]+)</a>', page
    )
    assert [(href, name) for href, _code, _dir, name in links][:4] == [
        (f"/pt/{opened}", "Português"), (f"/en/{opened}", "English"), (f"/ar/{opened}", "العربية"),
        (f"/fr/{opened}", "Français"),
    ]  # fmt: skip
    assert len(links) == 13
    assert {code for _href, code, way, _name in links if way == "rtl"} == {"ar", "ur"}
    assert "Accept-Language" in response["Vary"]
    assert (
        client.get(f"/{opened}", HTTP_IF_NONE_MATCH=response["ETag"], HTTP_ACCEPT_LANGUAGE="ne").status_code
        == 304
    )


def test_the_journey_goes_on_in_the_language_chosen_at_its_start(client, opened):
    path = f"/pt/{opened}responder/"
    token = re.search(r'name="token" value="([^"]+)"', client.get(path).content.decode())[1]
    sent = {"token": token, "pagina": "inicio", "ir": "seguinte", "lingua": "bn", "audience": "migrants"}
    response = client.post(path, sent)
    page = response.content.decode()
    assert '<html lang="bn" dir="ltr">' in page
    assert f'action="/bn/{opened}responder/"' in page
    assert ">পরবর্তী</button>" in page
    assert response["Content-Language"] == "bn"
    assert "এখনও অনুবাদ হয়নি" in page  # the question itself is in Portuguese, and marked so
    assert '<bdi lang="pt" dir="auto">Tem filhos na escola?</bdi>' in page


def test_votes_go_on_in_the_language_chosen_until_the_receipt(client, opened):
    path = f"/pt/{opened}afirmacoes/"
    page = client.get(path).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    number = re.search(r'name="afirmacao" value="([^"]+)"', page)[1]
    sent = {"token": token, "afirmacao": number, "voto": "concordo", "lingua": "ar", "audience": "migrants"}
    page = client.post(path, sent).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert page.count('name="lingua" value="ar"') == 2
    done = client.post(path, {"token": token, "ir": "terminar", "lingua": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in done
