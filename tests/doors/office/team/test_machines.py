"""The office's page of machines' tokens: shown once, the same form the same, revoked, bad forms said."""

import html
import re

import pytest

from rumo.doors.web import clock
from rumo.ground.people.models import Token
from tests.factories import people as make
from tests.factories.people import AT


@pytest.fixture
def body(db):
    return make.body()


@pytest.fixture
def office(body, client):
    with clock.frozen(AT):
        yield make.signed_in(client, make.person("national_coordinator", make.national()))


def path_of(body):
    return f"/pt/gabinete/equipa/{body.public_id}/chaves/"


def form_of(answer):
    return re.search(r'name="token" value="([^"]+)"', answer.content.decode())[1]


def secret_of(answer):
    found = re.search(r"<code>(rumo_\w+)</code>", answer.content.decode())
    return found[1] if found else None


def test_a_secret_is_in_the_forms_own_answer_and_nowhere_else(office, body):
    form = form_of(office.get(path_of(body)))
    said = {"token": form, "name": "Sítio (exemplo)"}
    answer = office.post(path_of(body), said)
    assert (answer.status_code, answer["Cache-Control"]) == (201, "no-store, private")
    assert secret_of(answer) is not None
    assert secret_of(office.post(path_of(body), said)) == secret_of(answer)
    page = office.get(path_of(body))
    assert (secret_of(page), "Sítio (exemplo)" in page.content.decode()) == (None, True)
    assert Token.objects.count() == 1


def test_a_key_for_reports_is_made_on_the_same_page(office, body):
    said = {"token": form_of(office.get(path_of(body))), "name": "Gestão (exemplo)", "scope": "reports"}
    assert office.post(path_of(body), {**said, "scope": "tudo"}).status_code == 422
    answer = office.post(path_of(body), said)
    assert (answer.status_code, Token.objects.get().scope) == (201, "reports")
    assert answer.content.decode().count("Entregar relatórios dos planos da entidade") == 2


def test_few_queries_however_many(office, body, django_assert_max_num_queries):
    for number in range(5):
        office.post(path_of(body), {"token": form_of(office.get(path_of(body))), "name": f"Sítio {number}"})
    with django_assert_max_num_queries(12):
        office.get(path_of(body))


def test_what_is_wrong_is_said_and_kept(office, body):
    answer = office.post(path_of(body), {"token": "x", "name": "Sítio"})
    assert (answer.status_code, 'value="Sítio"' in answer.content.decode()) == (422, True)
    answer = office.post(path_of(body), {"token": form_of(answer), "name": " "})
    assert "Escreva que sistema vai usar a chave." in html.unescape(answer.content.decode())
    assert (answer.status_code, Token.objects.count()) == (422, 0)


def test_revoking_is_said_and_told_in_the_history(office, body):
    office.post(path_of(body), {"token": form_of(office.get(path_of(body))), "name": "Sítio (exemplo)"})
    row = Token.objects.get()
    for _time in range(2):
        answer = office.post(f"/pt/gabinete/equipa/chaves/{row.public_id}/revogar/", follow=True)
        assert "A chave de Sítio (exemplo) já não serve." in answer.content.decode()
    row.refresh_from_db()
    assert row.revoked_at == AT
    history = office.get(f"/pt/gabinete/historia/entity/{body.public_id}/").content.decode()
    assert history.count("revogou a chave de um sistema") == 1
    assert "Entregar contributos em consultas" in history
