"""Comments on a text, votes on statements, statements of one's own, proposals and support, positions with annexes."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rumo.doors.web import clock
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions import models as m
from tests.factories import listening

BASE = f"/pt/consultas/{listening.SLUG}"
ME = {"lingua": "pt", "audience": "residents"}


@pytest.fixture
def opened(db, client):
    row = listening.consultation()
    with clock.frozen(listening.OPEN):
        yield row


def token_of(response):
    return re.search(r'name="token" value="([^"]+)"', response.content.decode())[1]


def send(client, path, **said):
    """Open a form and send it."""
    return client.post(path, {**ME, "token": token_of(client.get(path)), **said})


def test_paragraphs_are_commented_and_reworded(opened, client):
    said = {"c-2": "Todos os dias é pouco.", "r-2": "Duas aulas por dia.", "p-2": "1", "c-3": ""}
    assert send(client, f"{BASE}/texto/", **said).status_code == 201
    passage = m.Passage.objects.get()
    assert (passage.place, passage.text, passage.rewording) == (
        "paragraph:2", "Todos os dias é pouco.", "Duas aulas por dia.",
    )  # fmt: skip
    assert "é pouco" not in client.get(f"{BASE}/texto/").content.decode()
    contributions.moderate(passage=passage, shown=True, reason="", note="", by="m", at=listening.OPEN)
    assert "é pouco" in client.get(f"{BASE}/texto/").content.decode()


def test_only_what_may_be_left_out_says_so(opened, client):
    text = client.get(f"{BASE}/texto/").content.decode()
    paragraphs, end = text.split("<h2>Enviar os comentários</h2>")
    assert paragraphs.count("(facultativo)") == len(listening.PARAGRAPHS)
    assert end.count("(facultativo)") == 1  # the address


def test_a_receipt_costs_no_reading(opened, client, django_assert_max_num_queries):
    """Of what was just sent everything is at hand: a dozen statements from the form to the receipt, and eight a vote."""
    paths = [f"{BASE}/propostas/", f"{BASE}/afirmacoes/"]
    first = send(client, paths[0], texto="Uma horta na escola.")
    assert (first.status_code, "Uma horta" in first.content.decode()) == (201, True)
    said = {**ME, "texto": "Uma biblioteca.", "token": token_of(client.get(paths[0]))}
    with django_assert_max_num_queries(12):
        assert client.post(paths[0], said).status_code == 201
    said = {**ME, "token": token_of(client.get(paths[1])), "voto": "concordo"}
    client.post(paths[1], {**said, "afirmacao": 1})
    with django_assert_max_num_queries(8):
        assert client.post(paths[1], {**said, "afirmacao": 2}).status_code == 200


def test_a_receipt_just_given_says_what_it_says_when_asked_again(opened, client):
    """Drawn from what was at hand or read from the tables: the same page."""
    said = {"c-2": "Todos os dias é pouco.", "r-2": "Duas aulas por dia.", "p-2": "1", "c-3": "Um só?"}
    token = token_of(client.get(f"{BASE}/texto/"))
    pages = [client.post(f"{BASE}/texto/", {**ME, "token": token, **said}) for _ in range(2)]
    assert [page.status_code for page in pages] == [201, 200]
    bodies = [
        re.findall(r'<dl class="review">.*?</dl>|<ul class="list">.*?</ul>', one.content.decode(), re.S)
        for one in pages
    ]
    assert (bodies[0] == bodies[1], len(bodies[0])) == (True, 2)


def test_nothing_said_is_no_contribution(opened, client):
    for path in ("texto", "propostas", "posicao", "afirmacoes/nova"):
        assert send(client, f"{BASE}/{path}/").status_code == 422
    assert m.Contribution.objects.count() == 0


def test_statements_one_by_one_to_a_receipt(opened, client):
    path = f"{BASE}/afirmacoes/"
    response = client.get(path)
    seen = []
    for vote in ("concordo", "discordo", "passo"):
        seen.append(re.search(r'name="afirmacao" value="(\d+)"', response.content.decode())[1])
        said = {**ME, "token": token_of(response), "afirmacao": seen[-1], "voto": vote}
        response = client.post(path, said)
        assert response.status_code == 200
    assert sorted(seen) == ["1", "2", "3"]
    assert m.Contribution.objects.get().kind == "ballot"
    assert sorted(m.Vote.objects.values_list("value", flat=True)) == [-1, 0, 1]
    end = client.post(path, {"token": token_of(response), "ir": "terminar"})
    assert (end.status_code, m.Contribution.objects.get().number in end.content.decode()) == (200, True)


def test_votes_that_are_none(opened, client):
    path = f"{BASE}/afirmacoes/"
    for said in (
        {"voto": "sim"},
        {"voto": "concordo", "afirmacao": "99"},
        {"voto": "concordo", "afirmacao": "x"},
        {"ir": "terminar"},
    ):
        assert send(client, path, **said).status_code == 422
    assert client.post(path, {"token": "x"}).status_code == 422
    assert m.Contribution.objects.count() == 0


def test_a_statement_of_a_participant_is_put_to_everyone_once_read(opened, client):
    send(client, f"{BASE}/afirmacoes/nova/", texto="Faltam creches.", publico="1")
    (row,) = m.Contribution.objects.all()
    statement = contributions.adopt(contribution=row, by="m", at=listening.OPEN)
    assert (statement.number, statement.from_participant) == (4, True)
    assert contributions.adopt(contribution=row, by="m", at=listening.OPEN) == statement


def test_proposals_are_made_read_and_supported(opened, client):
    send(client, f"{BASE}/propostas/", texto="Abrir a escola à noite.", publico="1")
    (row,) = m.Contribution.objects.all()
    support = f"{BASE}/propostas/{row.number}/apoiar/"
    assert client.get(support).status_code == 404
    contributions.moderate(
        passage=m.Passage.objects.get(), shown=True, reason="", note="", by="m", at=listening.OPEN
    )
    assert send(client, support).status_code == 201
    assert "1 apoio" in client.get(f"{BASE}/propostas/").content.decode()
    assert client.get(f"{BASE}/propostas/xxx/apoiar/").status_code == 404


def test_a_position_comes_with_annexes(opened, client):
    annex = SimpleUploadedFile("posicao.txt", b"Texto da nossa posicao.\n")
    said = {"organisation": "Associação, exemplo", "texto": "Somos a favor.", "anexos": annex}
    assert send(client, f"{BASE}/posicao/", **said).status_code == 201
    row = m.Contribution.objects.get()
    assert (row.organisation_name, m.Attachment.objects.get().file.name) == (
        "Associação, exemplo",
        "posicao.txt",
    )


def test_a_file_that_is_no_document_is_refused_and_nothing_is_kept(opened, client):
    annex = SimpleUploadedFile("posicao.pdf", b"MZ\x90\x00" * 100)
    said = {"organisation": "Associação, exemplo", "texto": "Somos a favor.", "anexos": annex}
    response = send(client, f"{BASE}/posicao/", **said)
    assert (response.status_code, m.Contribution.objects.count()) == (422, 0)
    assert "Somos a favor." in response.content.decode()


def test_annexes_are_asked_for_again_where_something_else_is_to_be_mended(opened, client):
    annex = SimpleUploadedFile("posicao.txt", b"Texto da nossa posicao.\n")
    again = "Os anexos não ficaram guardados"
    response = send(client, f"{BASE}/posicao/", texto="Somos a favor.", anexos=annex)
    assert (response.status_code, again in response.content.decode()) == (422, True)
    assert again not in send(client, f"{BASE}/posicao/", texto="Somos a favor.").content.decode()


def test_what_is_wrong_with_a_comment_is_said_beside_it(opened, client):
    page = send(client, f"{BASE}/texto/", **{"c-2": "a" * 20_001, "c-3": "Bem."}).content.decode()
    assert page.count('<p class="wrong"') == 1
    assert page.count('id="c-2" name="c-2" rows="3" dir="auto" aria-invalid="true"') == 1
    assert 'href="#c-2"' in page


def test_a_form_sent_again_with_something_else_says_that_it_was_not_taken(opened, client):
    token = token_of(client.get(f"{BASE}/propostas/"))
    told = "essa mudança não ficou"
    first = client.post(f"{BASE}/propostas/", {**ME, "token": token, "texto": "Mais salas."})
    assert (first.status_code, told in first.content.decode()) == (201, False)
    again = client.post(f"{BASE}/propostas/", {**ME, "token": token, "texto": "Menos salas."})
    page = again.content.decode()
    assert (again.status_code, told in page, "Mais salas." in page) == (200, True, True)
    assert m.Contribution.objects.count() == 1


@pytest.mark.parametrize("name", ["corrigir", "ouvir", "retirar", "endereco", "recorrer"])
def test_what_carries_a_code_leads_to_where_it_is_asked_for(db, client, name):
    response = client.get(f"/ar/comprovativo/{name}/")
    assert (response.status_code, response["Location"]) == (302, "/ar/comprovativo/")


@pytest.mark.parametrize(
    "path", ["texto", "afirmacoes", "afirmacoes/nova", "propostas", "posicao", "responder"]
)
def test_closed_is_said(opened, client, path):
    with clock.frozen(listening.AFTER):
        assert client.get(f"{BASE}/{path}/").status_code == 409


@pytest.mark.parametrize("path", ["texto", "propostas", "posicao", "afirmacoes/nova"])
def test_a_form_that_is_nobodys_keeps_what_was_written(opened, client, path):
    response = client.post(
        f"{BASE}/{path}/", {**ME, "token": "forged", "texto": "Escrevi isto", "c-2": "Escrevi isto"}
    )
    assert (response.status_code, "Escrevi isto" in response.content.decode()) == (422, True)
