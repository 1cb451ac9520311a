"""Showing once that one is one, through a real identity provider: what comes of it, what is kept, and every way it can go wrong."""

import re
from html import unescape

import pytest
import requests
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from rumo.doors.participate import eid, errands
from rumo.doors.web import clock
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules.marking import mark_of
from tests.doors import identity
from tests.factories import listening
from tests.listen.contributions.privacy.attack import columns_with, tables

SITE = "http://127.0.0.1:8000"
PATH = f"/pt/consultas/{listening.SLUG}/responder/"
BACK = "/participar/identidade/volta/"
SAID = {"lingua": "pt", "audience": "residents", "q-q1": "no"}


@pytest.fixture(scope="module")
def provider():
    """One provider for the tests of this file."""
    with identity.running(f"{SITE}{BACK}") as address:
        yield address


@pytest.fixture
def offered(db, provider, settings):
    """An open consultation that takes one answer a person, on a site with that provider, which tells the civil number."""
    settings.SITE_URL, settings.EID_ISSUER = SITE, provider
    settings.EID_CLIENT_ID, settings.EID_SECRET = "rumo", identity.SECRET
    settings.EID_SCOPE, settings.EID_CLAIM = "openid civil", "nic"
    row = listening.consultation(once=True)
    with clock.frozen(listening.OPEN):
        yield row


def field(page, name):
    """What a page's form carries under a name."""
    return re.search(rf'name="{name}" value="([^"]+)"', page.content.decode())[1]


def to_who(client, path=PATH):
    """Answer until the page that asks who it is."""
    page = client.get(path)
    while field(page, "pagina") != "quem":
        page = client.post(
            path, {**SAID, "token": field(page, "token"), "pagina": field(page, "pagina"), "ir": "seguinte"}
        )
    return page


def leaving(client, page, path=PATH):
    """Choose the provider; return the page that leads there."""
    return client.post(path, {**SAID, "token": field(page, "token"), "pagina": "quem", "ir": "confirmar"})


def href(page):
    """Where the page that leads to the provider leads."""
    return unescape(re.search(r'<a class="button" href="(http[^"]+)"', page.content.decode())[1])


def answered(address, name):
    """Go to the provider and answer as one of its people; return the path and query people are sent back with."""
    seat = requests.Session()
    page = seat.get(address, timeout=10)
    place = f"{page.url}/{name}"
    while not place.startswith(f"{SITE}{BACK}"):
        place = seat.get(place, allow_redirects=False, timeout=10).headers["Location"]
    return place.removeprefix(SITE)


def confirmed(client, name="cidada", path=PATH):
    """The page after somebody showed who they are."""
    return client.get(answered(href(leaving(client, to_who(client, path), path)), name))


def send(client, page):
    """Send from the review."""
    return client.post(PATH, {"token": field(page, "token"), "pagina": "rever", "ir": "enviar"})


def test_somebody_shows_who_they_are_and_a_mark_alone_is_kept(offered, client, caplog):
    page = confirmed(client)
    assert (page.status_code, field(page, "pagina")) == (200, "rever")
    assert "Confirmou quem é com a Chave Móvel Digital." in page.content.decode()
    assert send(client, page).status_code == 201
    row = m.Contribution.objects.get()
    assert (row.assurance, row.answers) == ("eid", {"q1": "no"})
    mark = mark_of(offered, "12345678", kind="questionnaire")
    assert list(m.Uniqueness.objects.values_list("mark", flat=True)) == [mark]
    copy = tables()
    assert [columns_with(said, copy) for said in ("12345678", "cidada")] == [[], []]
    assert ("12345678" in caplog.text, m.Draft.objects.count()) == (False, 0)
    assert set(client.cookies) == {"csrf"}
    shown = client.get(f"/pt/contributos/{row.number}/").content.decode()
    assert ("Chave Móvel" in shown, "eid" in shown) == (False, False)


def test_the_same_person_is_told_at_once_and_another_is_let_in(offered, client):
    send(client, confirmed(client))
    again = confirmed(Client())
    told = "Já há uma resposta sua nesta consulta. Para a mudar, use o código do comprovativo."
    assert (field(again, "pagina"), told in again.content.decode()) == ("quem", True)
    assert send(Client(), confirmed(client, "outra")).status_code == 201
    marks = set(m.Uniqueness.objects.values_list("mark", flat=True))
    assert (len(marks), m.Contribution.objects.count()) == (2, 2)


def test_a_citizens_card_typed_and_confirmed_is_one_person(offered, client):
    page = to_who(client)
    typed = {"token": field(page, "token"), "pagina": "quem", "ir": "seguinte", "identity": "12345678 9 ZZ4"}
    assert send(client, client.post(PATH, typed)).status_code == 201
    assert m.Contribution.objects.get().assurance == ""
    assert "Já há uma resposta sua nesta consulta." in confirmed(client).content.decode()


def test_another_consultation_makes_another_mark(offered, client):
    other = listening.consultation("outra", once=True)
    send(client, confirmed(client))
    page = confirmed(client, path="/pt/consultas/outra/responder/")
    client.post(
        "/pt/consultas/outra/responder/", {"token": field(page, "token"), "pagina": "rever", "ir": "enviar"}
    )
    marks = dict(m.Uniqueness.objects.values_list("consultation_id", "mark"))
    assert (len(marks), marks[offered.pk] != marks[other.pk]) == (2, True)


def test_two_that_come_back_as_one_person_are_taken_once(offered, client):
    one, two = client, Client()
    pages = [confirmed(each) for each in (one, two)]
    assert [send(each, page).status_code for each, page in zip((one, two), pages, strict=True)] == [201, 422]
    assert m.Contribution.objects.count() == 1


def test_who_turns_back_keeps_what_they_wrote_and_the_way_without_it(offered, client):
    page = confirmed(client, "recusar")
    told = "Não se confirmou quem é, e nada ficou guardado. Pode usar o número de um documento."
    assert (field(page, "pagina"), told in page.content.decode()) == ("quem", True)
    typed = {"token": field(page, "token"), "pagina": "quem", "ir": "seguinte", "identity": "AB 123"}
    assert send(client, client.post(PATH, typed)).status_code == 201
    assert m.Contribution.objects.get().answers == {"q1": "no"}


def test_they_come_back_from_the_page_before_too(offered, client):
    page = leaving(client, to_who(client))
    back = client.post(PATH, {"token": field(page, "token"), "pagina": "rever", "ir": "anterior"})
    assert field(back, "pagina") == "quem"


@pytest.mark.parametrize("query", ["", "?state=x&code=y", "?state=&error=access_denied", "?code=y"])
def test_an_answer_nobody_asked_for_is_a_clear_page(offered, client, query):
    page = client.get(f"{BACK}{query}")
    assert (page.status_code, "Este pedido já não serve" in page.content.decode()) == (400, True)


def test_an_answer_serves_once_in_time_and_in_the_browser_that_asked(offered, client):
    place = answered(href(leaving(client, to_who(client))), "cidada")
    other = Client()
    other.get(PATH)
    assert other.get(place).status_code == 400  # and it is spent
    assert client.get(place).status_code == 400
    place = answered(href(leaving(client, to_who(client))), "cidada")
    assert [client.get(place).status_code for _time in range(2)] == [200, 400]
    place = answered(href(leaving(client, to_who(client))), "cidada")
    with clock.frozen(listening.OPEN + errands.contributions.ERRAND):
        assert client.get(place).status_code == 400
    assert m.Contribution.objects.count() == 0


def test_a_forged_code_proves_nothing(offered, client):
    place = answered(href(leaving(client, to_who(client))), "cidada")
    page = client.get(re.sub(r"code=[^&]+", "code=forged", place))
    told = "A resposta do serviço de identidade não serve. Tente de novo, ou use o número de um documento."
    assert (field(page, "pagina"), told in page.content.decode()) == ("quem", True)


def asked_for(asked):
    """What the provider gives back for an asking: code and issuer."""
    place = answered(eid.address(asked, state="s", back=f"{SITE}{BACK}", language="pt"), "cidada")
    given = dict(part.split("=") for part in place.partition("?")[2].split("&"))
    return {"code": given["code"], "issuer": requests.utils.unquote(given["iss"]), "back": f"{SITE}{BACK}"}


def test_a_code_serves_once_with_its_own_nonce_and_secret(offered):
    asked = eid.asking()
    given = asked_for(asked)
    assert eid.identity(asked, **given) == "12345678"
    with pytest.raises(eid.NotProven, match="the provider refused"):
        eid.identity(asked, **given)
    for wrong, why in (
        (eid.Asked("another", asked.verifier), "another nonce"),
        (eid.Asked(asked.nonce, eid.asking().verifier), "the provider refused"),
    ):
        with pytest.raises(eid.NotProven, match=why):
            eid.identity(wrong, **asked_for(asked))


def test_only_this_provider_for_this_site_with_the_number_asked_for(offered, settings):
    asked = eid.asking()
    for issuer in ("https://outro.invalid", ""):
        with pytest.raises(eid.NotProven, match="another issuer"):
            eid.identity(asked, **{**asked_for(asked), "issuer": issuer})
    settings.EID_CLAIM = "nif"
    with pytest.raises(eid.NotProven, match="no identity in it"):
        eid.identity(asked, **asked_for(asked))
    settings.EID_CLAIM = "sub"
    assert eid.identity(asked, **asked_for(asked)) == "cidada"


def test_a_provider_that_does_not_answer_leaves_the_other_way(offered, client, settings):
    page = to_who(client)
    place = answered(href(leaving(client, page)), "cidada")
    settings.EID_ISSUER = "http://localhost:9"
    told = "O serviço de identidade não responde agora. Tente mais tarde, ou use o número de um documento."
    for answer in (leaving(client, page), client.get(place)):
        assert (answer.status_code, field(answer, "pagina")) == (503, "quem")
        assert told in answer.content.decode()
        assert 'name="identity"' in answer.content.decode()


def test_without_a_provider_nothing_is_offered(offered, client, settings):
    settings.EID_ISSUER = ""
    page = to_who(client)
    assert ("Confirmar quem é" in page.content.decode(), client.get(BACK).status_code) == (False, 400)
    assert field(leaving(client, page), "pagina") == "quem"
    assert reverse("eid-back") == BACK


def test_where_nobody_is_counted_nothing_is_asked(offered, client):
    open_to_all = listening.consultation("outra")
    page = client.get(f"/pt/consultas/{open_to_all.slug}/")
    assert "Chave Móvel" not in page.content.decode()
    assert "Chave Móvel" in client.get(f"/pt/consultas/{offered.slug}/").content.decode()


def test_ballots_too(offered, client):
    path = f"/pt/consultas/{offered.slug}/afirmacoes/"
    page = client.get(path)
    assert "Um voto por pessoa" in page.content.decode()
    refused = client.post(path, {"token": field(page, "token"), "ir": "comecar", "identity": " "})
    assert refused.status_code == 422
    first = client.get(answered(href(leaving(client, page, path)), "cidada"))
    vote = {"token": field(first, "token"), "afirmacao": field(first, "afirmacao"), "voto": "concordo"}
    assert client.post(path, {**vote, "audience": "residents"}).status_code == 200
    assert m.Contribution.objects.get().assurance == "eid"
    again = client.get(answered(href(leaving(client, client.get(path), path)), "cidada"))
    assert "Já há uma resposta sua" in again.content.decode()
    number = client.post(path, {"token": field(again, "token"), "ir": "comecar", "identity": "12345678"})
    vote = {"token": field(number, "token"), "afirmacao": field(number, "afirmacao"), "voto": "passo"}
    twice = client.post(path, {**vote, "audience": "residents"})
    assert (twice.status_code, "Um voto por pessoa" in twice.content.decode()) == (422, True)


def test_support_for_a_proposal_too(offered, client):
    base = f"/pt/consultas/{offered.slug}/propostas/"
    said = {"lingua": "pt", "audience": "residents", "texto": "Mais salas.", "publico": "1"}
    assert client.post(base, {**said, "token": field(client.get(base), "token")}).status_code == 201
    m.Passage.objects.update(state="shown")
    path = f"{base}{m.Contribution.objects.get().number}/apoiar/"
    page = client.get(path)
    assert client.post(path, {"token": field(page, "token"), "audience": "residents"}).status_code == 422
    back = client.post(path, {"token": field(page, "token"), "ir": "anterior"})
    assert (back.status_code, 'name="identity"' in back.content.decode()) == (200, True)
    home = client.get(answered(href(leaving(client, page, path)), "cidada"))
    assert 'name="identity"' not in home.content.decode()
    sent = {"token": field(home, "token"), "audience": "residents"}
    assert client.post(path, sent).status_code == 201
    assert m.Contribution.objects.get(kind="support").assurance == "eid"
    turned = client.get(answered(href(leaving(client, client.get(path), path)), "recusar"))
    assert "Não se confirmou quem é" in turned.content.decode()


def test_once_closed_there_is_nothing_to_come_back_to(offered, client):
    place = answered(href(leaving(client, to_who(client))), "cidada")
    type(offered).objects.update(closes_at=listening.OPEN)
    assert client.get(place).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_in_a_browser_without_script(live_server, open_page, settings, monkeypatch):
    with identity.running(f"{live_server.url}{BACK}") as address:
        settings.SITE_URL, settings.EID_ISSUER = live_server.url, address
        settings.EID_CLIENT_ID, settings.EID_SECRET = "rumo", identity.SECRET
        listening.consultation(once=True)
        monkeypatch.setattr(clock, "now", lambda: listening.OPEN)
        page = open_page(PATH, script=False, width=360)
        page.locator("#audience-1").check()
        page.locator("button[name=ir][value=seguinte]").click()
        page.locator("#q-q1-2").check()
        for _page in range(4):
            page.locator("button[name=ir][value=seguinte]").click()
        page.get_by_role("button", name="Confirmar quem é com a Chave Móvel Digital").click()
        page.get_by_role("link", name="Continuar para a Chave Móvel Digital").click()
        page.get_by_role("link", name="cidada", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Reveja antes de enviar")
        page.get_by_role("button", name="Enviar contributo").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Recebemos o seu contributo")
    assert m.Contribution.objects.get().assurance == "eid"
