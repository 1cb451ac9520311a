"""Questions and polls while a talk is given: shown once read, in order of support, each form counted once."""

import datetime as dt
import re

import pytest

from rumo.doors.web import clock
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences import models as m
from tests.factories import conferences as make
from tests.factories.conferences import AT, BY, MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot():
    make.public()
    with clock.frozen(MORNING):
        yield m.Slot.objects.get()


def address(slot):
    return f"/pt/encontros/conferencia-exemplo/programa/{slot.number}/perguntas/"


def token_on(page):
    return re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]


def post(client, slot, token=None, **typed):
    return client.post(address(slot), {"token": token or token_on(client.get(address(slot))), **typed})


def asked(slot, text, token, state="shown"):
    row = conferences.ask(slot=slot, text=text, language="pt", token=token, at=MORNING)
    return conferences.moderate(question=row, state=state, by=BY, at=MORNING)


def poll(slot):
    return conferences.poll(
        slot=slot, text="Concorda?", options=["Sim", "Não", "Sim"], language="pt", by=BY, at=MORNING
    )


def test_a_question_is_shown_once_somebody_read_it_and_counted_once_a_form(slot, client):
    token = token_on(client.get(address(slot)))
    for _time in range(2):
        answer = post(client, slot, token, texto="Quanto custa <b>?")
        assert (answer.status_code, answer.content.decode().count("&lt;b&gt;")) == (200, 0)
    one = m.Question.objects.get()
    conferences.moderate(question=one, state="shown", by=BY, at=MORNING)
    assert client.get(address(slot)).content.decode().count("<p>Quanto custa &lt;b&gt;?</p>") == 1


def test_the_most_supported_stands_first_and_a_form_supports_once(slot, client):
    first, second = asked(slot, "Primeira?", "a"), asked(slot, "Segunda?", "b")
    token = token_on(client.get(address(slot)))
    for words in ("Apoiou esta pergunta.", "Já tinha apoiado esta pergunta."):
        assert post(client, slot, token, apoiar=second.number).content.decode().count(words) == 1
    page = client.get(address(slot)).content.decode()
    assert page.index("Segunda?") < page.index("Primeira?")
    assert (m.Support.objects.count(), page.count("1 apoio<"), first.pk < second.pk) == (1, 1, True)


@pytest.mark.parametrize("state", ["hidden", "answered"])
def test_what_is_not_open_is_not_supported(slot, client, state):
    one = asked(slot, "Primeira?", "a", state)
    assert post(client, slot, apoiar=one.number).status_code == (404 if state == "hidden" else 422)
    assert m.Support.objects.count() == 0


@pytest.mark.parametrize("text", ["", " ", "x" * 601])
def test_a_question_says_something_and_not_too_much(slot, client, text):
    answer = post(client, slot, texto=text)
    assert (answer.status_code, [one.field for one in answer.context["faults"]]) == (422, ["texto"])


def test_a_form_open_too_long_is_asked_again(slot, client):
    assert post(client, slot, "x", texto="Olá?").status_code == 422
    assert m.Question.objects.count() == 0


def test_a_day_after_its_end_nothing_is_asked(slot, client):
    token = token_on(client.get(address(slot)))
    with clock.frozen(MORNING + dt.timedelta(days=1, minutes=20)):
        assert client.get(address(slot)).content.decode().count("Enviar a pergunta") == 0
        assert post(client, slot, token, texto="Olá?").status_code == 422


def test_a_poll_counts_one_choice_a_form(slot, client):
    row = poll(slot)
    assert row.options == ["Sim", "Não"]
    token = token_on(client.get(address(slot)))
    for words in ("Contámos o seu voto.", "O seu voto já estava contado."):
        answer = post(client, slot, token, sondagem=row.number, opcao="1")
        assert answer.content.decode().count(words) == 1
    post(client, slot, sondagem=row.number, opcao="0")
    page = client.get(address(slot)).content.decode()
    assert (page.count("Sim</bdi>: 1"), page.count("Não</bdi>: 1")) == (1, 1)
    for chosen in ("", "2", "-1", "x", "99999"):
        assert post(client, slot, sondagem=row.number, opcao=chosen).status_code == 422
    assert conferences.close_poll(poll=row, by=BY, at=MORNING) is True
    assert conferences.close_poll(poll=row, by=BY, at=MORNING) is False
    assert post(client, slot, sondagem=row.number, opcao="0").status_code == 422
    assert (m.Vote.objects.count(), post(client, slot, sondagem="nada", opcao="0").status_code) == (2, 404)


@pytest.mark.parametrize(
    ("text", "options", "field"),
    [
        ("", ["a", "b"], "text"),
        ("x" * 301, ["a", "b"], "text"),
        ("?", ["a", "a"], "options"),
        ("?", ["a", "x" * 101], "options"),
    ],
)
def test_a_poll_asks_something_with_two_options(slot, text, options, field):
    with pytest.raises(conferences.ConferenceRefused) as refused:
        conferences.poll(slot=slot, text=text, options=options, language="pt", by=BY, at=MORNING)
    assert list(refused.value.faults) == [field]


def test_before_the_programme_is_public_there_is_nothing_to_ask():
    row = make.conference()
    slot = make.slot(row, make.room(row))
    with pytest.raises(conferences.ConferenceRefused, match="já não se fazem"):
        conferences.ask(slot=slot, text="?", language="pt", token="a", at=AT)
    with pytest.raises(conferences.ConferenceRefused, match="ainda não é público"):
        poll(slot)


@pytest.mark.parametrize("state", ["", "waiting", "x"])
def test_a_question_is_not_put_back_unread(slot, state):
    one = asked(slot, "?", "a")
    with pytest.raises(conferences.ConferenceRefused):
        conferences.moderate(question=one, state=state, by=BY, at=MORNING)
