"""Leaving an address on the receipt's page, for whoever holds its code."""

import pytest

from rumo.doors.web import clock
from rumo.listen.contributions import models as m
from tests.factories import listening
from tests.factories.saying import send

PATH = "/pt/comprovativo/endereco/"


@pytest.fixture
def got(db):
    """The receipt of a ballot in an open consultation."""
    with clock.frozen(listening.OPEN):
        yield send(listening.consultation(), "ballot")


def test_it_is_left_and_told(got, client):
    assert PATH in client.post("/pt/comprovativo/", {"code": got.code}).content.decode()
    page = client.post(PATH, {"code": got.code, "email": "nome@exemplo.invalid"})
    assert (page.status_code, "Mandámos o comprovativo para esse endereço." in page.content.decode()) == (
        200,
        True,
    )
    assert m.Contact.objects.count() == 1


def test_what_is_wrong_is_told_and_kept(got, client):
    page = client.post(PATH, {"code": got.code, "email": "nome"}).content.decode()
    assert ("Escreva o endereço completo" in page, 'value="nome"' in page) == (True, True)
    assert client.post(PATH, {"code": "A" * 27, "email": "nome@exemplo.invalid"}).status_code == 404
    assert m.Contact.objects.count() == 0


def test_a_wrong_address_in_a_form_is_told_at_its_field(got, client):
    path = f"/pt/consultas/{listening.SLUG}/propostas/"
    token = client.get(path).content.decode().partition('name="token" value="')[2].partition('"')[0]
    said = {"token": token, "lingua": "pt", "audience": "residents", "texto": "Mais salas.", "email": "nome"}
    page = client.post(path, said)
    assert (page.status_code, 'id="email-error"' in page.content.decode()) == (422, True)
