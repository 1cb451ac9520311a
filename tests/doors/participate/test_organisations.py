"""An organisation asks for an account, and sends its position with it or without; what everyone reads of it."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rumo.doors.web import clock
from rumo.ground.outbox.models import Message
from rumo.ground.people import actions as people
from rumo.ground.people.models import Enrolment, User
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules.saying import Said, Text
from tests.factories import listening
from tests.factories import people as make
from tests.factories.people import AT, BY

ASK, CONFIRM = "/pt/organizacoes/conta/", "/pt/organizacoes/conta/confirmar/"
POSITION = f"/pt/consultas/{listening.SLUG}/posicao/"
SAID = {
    "kind": "association", "name": "Associação do Bairro (exemplo)", "tax_number": "", "person": "Direção, exemplo",
    "email": "geral@associacao.exemplo.invalid", "proof": "Está na página da associação.",
}  # fmt: skip
SENT = {"lingua": "pt", "audience": "associations", "texto": "Faltam mediadores.", "publico": "1"}


@pytest.fixture(autouse=True)
def at_open(db):
    """The clock stands while the consultation is open."""
    with clock.frozen(listening.OPEN):
        yield


def token_of(page):
    return re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]


def verified(name="Associação do Bairro (exemplo)", email="geral@associacao.exemplo.invalid"):
    """An organisation that is verified, and who represents it."""
    row = people.verify(enrolment=make.enrolment(name, name=name, email=email), by=BY, at=AT)
    return row.entity, User.objects.get(email=email)


def send(client, **said):
    """Open the form of positions and send it; return the answer."""
    return client.post(POSITION, {**SENT, "token": token_of(client.get(POSITION)), **said})


def public(client):
    """The public page of what was sent."""
    return client.get(f"/pt/contributos/{m.Contribution.objects.get().number}/").content.decode()


def test_it_asks_and_confirms_its_address(client):
    page = client.post(ASK, {**SAID, "token": token_of(client.get(ASK))})
    assert (page.status_code, "geral@associacao.exemplo.invalid" in page.content.decode()) == (201, True)
    row = Enrolment.objects.get()
    assert make.code_for(row) not in page.content.decode()
    wrong = client.post(CONFIRM, {"email": row.email, "code": "AAAA-AAAA"})
    assert (wrong.status_code, "Este código não serve." in wrong.content.decode()) == (422, True)
    right = client.post(CONFIRM, {"email": row.email, "code": make.code_for(row)})
    assert (right.status_code, "O endereço está confirmado" in right.content.decode()) == (200, True)
    row.refresh_from_db()
    assert row.state == "waiting"


def test_what_is_wrong_is_told_and_kept(client):
    page = client.post(
        ASK, {**SAID, "kind": "", "tax_number": "123456789", "token": token_of(client.get(ASK))}
    )
    text = page.content.decode()
    assert (page.status_code, 'href="#kind-1"' in text, 'href="#tax_number"' in text) == (422, True, True)
    assert 'value="Associação do Bairro (exemplo)"' in text
    old = client.post(ASK, {**SAID, "token": "x"})
    assert (old.status_code, "Este formulário esteve aberto demasiado tempo" in old.content.decode()) == (
        422,
        True,
    )
    assert (Enrolment.objects.count(), Message.objects.count()) == (0, 0)


def test_the_code_given_again_says_how_it_stands(client):
    row = make.enrolment(at=listening.OPEN)
    said = {"email": row.email, "code": make.code_for(row)}
    people.refuse(enrolment=row, reason="Não atende o telefone.", by=BY, at=listening.OPEN)
    assert "Não atende o telefone." in client.post(CONFIRM, said).content.decode()
    Enrolment.objects.update(state="waiting", reason="", decided_at=None)
    people.verify(enrolment=row, by=BY, at=listening.OPEN)
    assert "A organização está verificada" in client.post(CONFIRM, said).content.decode()


def test_sent_with_an_account_it_is_verified(client):
    listening.consultation()
    body, user = verified()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    annex = SimpleUploadedFile("posicao.txt", b"Anexo.", content_type="text/plain")
    answer = send(client, body=body.public_id, organisation="Outro nome", anexos=annex)
    assert answer.status_code == 201
    row = m.Contribution.objects.get()
    assert (row.organisation, row.organisation_name) == (body, "Associação do Bairro (exemplo)")
    assert m.Attachment.objects.count() == 1
    assert "organização verificada" in public(client)


def test_sent_without_it_waits_to_be_verified(client):
    listening.consultation()
    verified()
    assert send(client, organisation="Associação do Bairro (exemplo)").status_code == 201
    assert m.Contribution.objects.get().organisation is None
    page = public(client)
    assert ("por verificar" in page, "organização verificada" in page) == (True, False)


def test_an_account_of_none_speaks_for_none(client):
    listening.consultation()
    body, _user = verified()
    client.force_login(make.account(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "não fala por nenhuma organização" in client.get(POSITION).content.decode()
    assert send(client, body=body.public_id, organisation="Outra").status_code == 201
    assert m.Contribution.objects.get().organisation is None


def test_who_speaks_for_several_says_for_which(client):
    listening.consultation()
    _one, user = verified()
    other = make.body(name="Segunda (exemplo)")
    third = make.body(name="Terceira (exemplo)")
    people.grant(user=user, entity=other, role="representative", by=BY, at=AT)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for said in ({}, {"body": third.public_id}):
        refused = send(client, **said)
        assert (refused.status_code, 'href="#body-1"' in refused.content.decode()) == (422, True)
    assert send(client, body=other.public_id).status_code == 201
    assert m.Contribution.objects.get().organisation == other


def test_whose_role_ended_speaks_no_more(client):
    listening.consultation()
    body, user = verified()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(POSITION)
    people.revoke(
        membership=people.grant(user=user, entity=body, role="representative", by=BY, at=AT), by=BY, at=AT
    )
    said = {**SENT, "token": token_of(page), "body": body.public_id}
    assert client.post(POSITION, said).status_code == 422  # no name was written
    assert m.Contribution.objects.count() == 0


def test_a_correction_keeps_the_name_of_a_verified_body(client):
    row = listening.consultation()
    body, _user = verified()
    said = Said(
        kind="position", language="pt", audience="associations", organisation=body,
        texts={"position": Text("Texto.")},
    )  # fmt: skip
    made = contributions.submit(consultation=row, said=said, token="t", at=listening.OPEN).contribution
    fixed = replace(said, organisation=None, organisation_name="Outra")
    again = contributions.correct(contribution=made, said=fixed, at=listening.OPEN)
    assert (again.organisation_name, again.organisation) == (body.name, body)


def test_pages_ask_little_of_the_database(client, django_assert_max_num_queries):
    listening.consultation()
    _body, user = verified()
    with django_assert_max_num_queries(12):
        client.get(POSITION)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(12):
        client.get(POSITION)
    for path in (ASK, CONFIRM):
        with django_assert_max_num_queries(2):
            assert client.get(path)["Cache-Control"] == "no-store, private"
