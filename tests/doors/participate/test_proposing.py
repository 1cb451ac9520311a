"""Proposing a practice without an account: the form, its receipt, what is wrong, correcting what came back, taking it back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rumo.doors.web import clock
from rumo.ground.files.models import StoredFile
from rumo.listen.practices import actions as practices
from rumo.listen.practices import queries
from rumo.listen.practices.models import Practice, Version
from tests.factories import people
from tests.factories import practices as make
from tests.factories.people import AT, BY

FORM, RECEIPT = "/pt/boas-praticas/propor/", "/pt/comprovativo/"
CORRECT, GIVE_UP = "/pt/comprovativo/pratica/corrigir/", "/pt/comprovativo/pratica/retirar/"
SAID = {
    **{name: value for name, value in make.TEXTS.items() if isinstance(value, str)},
    "areas": ["labour"], "languages": ["pt", "ar"], "municipality": "1106", "consent": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def here(country):
    with clock.frozen(AT):
        yield


def token_of(answer):
    return re.search(r'name="token" value="([^"]+)"', answer.content.decode())[1]


def send(client, **changes):
    return client.post(FORM, {**SAID, "token": token_of(client.get(FORM)), **changes})


def code_in(answer):
    return "-".join(re.findall(r"<span>([0-9A-Z]{3})</span>", answer.content.decode()))


def told(answer):
    return answer.status_code, answer.content.decode()


def test_it_is_proposed_and_the_receipt_shows_it(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(FORM)
    first = client.post(FORM, sent := {**SAID, "token": token_of(client.get(FORM))})
    again = client.post(FORM, sent)
    row = Practice.objects.get()
    assert (first.status_code, again.status_code, code_in(first)) == (201, 200, code_in(again))
    assert (row.state, row.municipality.dico, row.proposed_by) == ("proposed", "1106", "participant")
    assert "no-store" in first["Cache-Control"]
    with django_assert_max_num_queries(12):
        status, page = told(client.post(RECEIPT, {"code": code_in(first).lower()}))
    assert (status, "Balcão móvel (exemplo)" in page, row.number in page) == (200, True, True)
    assert told(client.post(RECEIPT, {"code": "nada"}))[0] == 404


def test_what_is_wrong_is_told_and_nothing_is_lost(client):
    status, page = told(send(client, title="", areas=[], consent="", cost="muito", problem="Isto <b> fica."))
    assert status == 422
    for place in ("title", "areas-1", "consent", "cost"):
        assert (f'href="#{place}"' in page, f'id="{place}"' in page) == (True, True), place
    assert ("Isto &lt;b&gt; fica." in page, 'value="ar" checked' in page) == (True, True)
    assert 'value="1106" selected' in page
    assert not Practice.objects.exists()
    status, page = told(client.post(FORM, {**SAID, "token": "x"}))
    assert (status, "esteve aberto demasiado tempo" in page, 'id="main"' in page) == (422, True, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"municipality": "99999999"}, {"municipality": "\0"}, {"areas": ["x" * 300]}, {"language": "xx"},
        {"title": "x" * 100_000}, {"cost": "1e999"}, {"languages": ["\0"]}, {"dimensions": ["a:b"]}, {"body": "x"},
    ],
)  # fmt: skip
def test_an_odd_form_is_never_a_fault_of_ours(client, changes):
    assert send(client, **changes).status_code in (201, 422)


def test_a_file_that_cannot_be_kept_is_told(client):
    status, page = told(send(client, files=SimpleUploadedFile("programa.exe", b"MZ\x90\x00" * 20)))
    assert (status, 'href="#files"' in page, Practice.objects.count()) == (422, True, 0)
    many = [SimpleUploadedFile(f"{n}.txt", b"a\n") for n in range(11)]
    assert (send(client, files=many).status_code, StoredFile.objects.count()) == (422, 0)


def test_what_came_back_is_corrected(client):
    code = code_in(send(client, files=SimpleUploadedFile("prova.txt", b"Prova.\n")))
    row = Practice.objects.get()
    practices.return_(practice=row, reason="evidence", note="Falta um <número>.", by=BY, at=AT)
    page = told(client.post(RECEIPT, {"code": code}))[1]
    assert ("falta mostrar os resultados" in page, "Falta um &lt;número&gt;." in page) == (True, True)
    status, page = told(client.post(CORRECT, {"code": code}))
    assert (status, 'value="Balcão móvel (exemplo)"' in page, 'value="labour" checked' in page) == (
        200,
        True,
        True,
    )
    wrong = client.post(CORRECT, {**SAID, "code": code, "enviar": "1", "title": ""})
    assert (wrong.status_code, f'value="{code.replace("-", "")}"' in wrong.content.decode()) == (422, True)
    done = client.post(CORRECT, {**SAID, "code": code, "enviar": "1", "title": "Balcão <com> números"})
    row.refresh_from_db()
    assert (done.status_code, row.state, Version.objects.get().title) == (
        200,
        "proposed",
        "Balcão <com> números",
    )
    assert queries.card(Version.objects.get()).proofs[0].file.name == "prova.txt"
    practices.take(practice=row, by=BY, at=AT)
    late = client.post(CORRECT, {**SAID, "code": code, "enviar": "1"})
    assert (late.status_code, "já não se pode corrigir" in late.content.decode()) == (422, True)


def test_it_is_taken_back_after_being_asked(client):
    code = code_in(send(client))
    assert "Retirar a sua proposta?" in told(client.post(GIVE_UP, {"code": code}))[1]
    for _ in range(2):
        status, page = told(client.post(GIVE_UP, {"code": code, "confirmo": "1"}))
        assert (status, "Retirámos a sua proposta." in page) == (200, True)
    assert Practice.objects.get().state == "withdrawn"
    assert "Já não há nada a fazer" in told(client.post(RECEIPT, {"code": code}))[1]


def test_once_public_only_staff_take_it_off(client):
    code = code_in(send(client))
    practices.publish(practice=Practice.objects.get(), by=make.REVIEWER, at=AT)
    status, page = told(client.post(GIVE_UP, {"code": code, "confirmo": "1"}))
    assert (status, "peça à equipa que a retire" in page, "Ver a página pública" in page) == (409, True, True)


@pytest.mark.parametrize("url", [CORRECT, GIVE_UP])
def test_a_code_of_nothing_is_not_found(client, url):
    assert (client.post(url, {"code": "nada"}).status_code, client.get(url).status_code) == (404, 405)


def test_who_speaks_for_a_body_proposes_in_its_name(client):
    body = people.body()
    user = people.person("representative", body)
    people.signed_in(client, user)
    page = client.get(FORM)
    assert body.public_id in page.content.decode()
    answer = client.post(FORM, {**SAID, "body": body.public_id, "organisation": "", "token": token_of(page)})
    row = Practice.objects.get()
    assert (answer.status_code, row.body, row.proposed_by) == (201, body, user.public_id)
    assert row.slug.startswith("balcao-movel-exemplo-")
    other = people.body(name="Outra (exemplo)")
    refused = send(client, body=other.public_id)
    assert (refused.status_code, 'href="#body-1"' in refused.content.decode()) == (422, True)


def test_in_a_language_that_is_not_whole_it_is_offered_too(client):
    answer = client.get("/ne/boas-praticas/propor/")
    assert (answer.status_code, client.get("/ne/boas-praticas/").status_code) == (200, 200)
    assert 'href="/ne/acessibilidade/"' in answer.content.decode()
