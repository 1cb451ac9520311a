"""Sending an abstract with no account: once a form, a receipt, mended until closing, withdrawn at any time, told what was decided."""

import datetime as dt
import re

import pytest

from rumo.doors.web import clock
from rumo.ground.outbox.models import Message
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences import models as m
from tests.factories import conferences as make
from tests.factories.conferences import AT, BY

pytestmark = pytest.mark.django_db
CALL = "/pt/encontros/conferencia-exemplo/chamada/"
TYPED = {
    "title": "Aprender no bairro", "text": "Dois anos de aulas.\r\n\r\nCom números.", "kind": "Comunicação",
    "topic": "Escola", "language": "pt", "name": "Autora, exemplo", "organisation": "Associação (exemplo)",
    "others": "Segundo, exemplo; Universidade (exemplo)\n\nTerceira, exemplo", "email": "autora@exemplo.invalid",
    "public": "1",
}  # fmt: skip


@pytest.fixture
def row():
    found = make.conference()
    make.call(found)
    with clock.frozen(AT):
        yield found


def token_on(page):
    return re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]


def code_on(page):
    return "".join(re.findall(r"<span>(\w{3})</span>", page.content.decode()))


def send(client, **over):
    return client.post(CALL, {**TYPED, "token": token_on(client.get(CALL)), **over})


def wrong(answer):
    return {fault.field for fault in answer.context["faults"]}


def test_a_form_becomes_an_abstract_and_its_receipt(row, client):
    token = token_on(client.get(CALL))
    answer = client.post(CALL, {**TYPED, "token": token})
    assert answer.status_code == 201
    one = m.Abstract.objects.get()
    told = (one.title, one.text, one.kind, one.minutes, one.topic, one.public)
    assert told == (
        "Aprender no bairro",
        "Dois anos de aulas.\n\nCom números.",
        "Comunicação",
        20,
        "Escola",
        True,
    )
    assert list(m.Author.objects.values_list("name", "organisation", "email")) == [
        ("Autora, exemplo", "Associação (exemplo)", "autora@exemplo.invalid"),
        ("Segundo, exemplo", "Universidade (exemplo)", ""),
        ("Terceira, exemplo", "", ""),
    ]
    again = client.post(CALL, {**TYPED, "token": token})
    assert (again.status_code, code_on(again), m.Abstract.objects.count()) == (200, code_on(answer), 1)
    letter = Message.objects.get()
    assert (letter.kind, letter.to) == ("abstract.received", "autora@exemplo.invalid")
    assert letter.payload["code"].replace("-", "") == code_on(answer)


@pytest.mark.parametrize(
    ("field", "value", "at"),
    [
        ("title", " ", "title"),
        ("title", "x" * 301, "title"),
        ("text", "", "text"),
        ("text", "x" * 4001, "text"),
        ("kind", "Dança", "kind-1"),
        ("topic", "", "topic"),
        ("language", "xx", "language"),
        ("name", "", "name"),
        ("name", "x" * 201, "name"),
        ("organisation", "x" * 301, "organisation"),
        ("others", "; só a organização", "others"),
        ("others", "\n".join(f"Pessoa {n}" for n in range(20)), "others"),
        ("email", "nada", "email"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_kept(row, client, field, value, at):
    answer = send(client, **{field: value})
    assert (answer.status_code, wrong(answer), m.Abstract.objects.count()) == (422, {at}, 0)
    assert answer.content.decode().count('value="autora@exemplo.invalid"') == (field != "email")


def test_a_form_without_its_token_is_asked_again(row, client):
    answer = client.post(CALL, {**TYPED, "token": "x"})
    assert (answer.status_code, wrong(answer), m.Abstract.objects.count()) == (422, {"main"}, 0)


@pytest.mark.parametrize("at", [make.OPENS - dt.timedelta(seconds=1), make.CLOSES])
def test_outside_its_term_there_is_no_form(row, client, at):
    with clock.frozen(at):
        assert client.get(CALL).content.decode().count("<textarea") == 0


def test_a_call_that_closed_meanwhile_takes_nothing(row):
    with pytest.raises(conferences.ConferenceRefused, match="não está aberta"):
        make.abstract(m.Call.objects.get(), at=make.CLOSES)


def test_with_the_code_it_is_mended_until_closing(row, client):
    code = code_on(send(client))
    form = client.post(f"{CALL}corrigir/", {"code": code})
    assert form.content.decode().count("Terceira, exemplo") == 1
    bad = client.post(f"{CALL}corrigir/", {**TYPED, "code": code, "title": ""})
    assert (bad.status_code, wrong(bad)) == (422, {"title"})
    done = client.post(f"{CALL}corrigir/", {**TYPED, "code": code, "title": "Outro título", "others": ""})
    assert done.status_code == 200
    one = m.Abstract.objects.get()
    assert (one.title, one.corrected_at, m.Author.objects.count()) == ("Outro título", AT, 1)
    with clock.frozen(make.CLOSES):
        late = client.post(f"{CALL}corrigir/", {**TYPED, "code": code})
    assert late.content.decode().count("Este resumo já não se pode corrigir.") == 1


def test_withdrawing_asks_first_and_leaves_nothing(row, client):
    code = code_on(send(client))
    assert client.post(f"{CALL}retirar/", {"code": code}).status_code == 200
    assert m.Abstract.objects.get().state == "received"
    client.post(f"{CALL}retirar/", {"code": code, "confirmo": "1"})
    one = m.Abstract.objects.get()
    assert (one.state, one.title, one.text, m.Author.objects.count()) == ("withdrawn", "", "", 0)
    again = client.post(f"{CALL}retirar/", {"code": code, "confirmo": "1"})
    assert again.content.decode().count("Este resumo já foi retirado.") == 1


def test_withdrawing_takes_it_out_of_a_public_programme_and_its_speakers_with_it(row):
    call, here = m.Call.objects.get(), make.room(row)
    one = make.accepted(call)
    conferences.bring_authors(gathering=row, by=BY, at=AT)
    who = m.Speaker.objects.get()
    make.slot(row, here, abstract=one, speakers=[who])
    make.slot(row, here, 60, title="Debate", chairs=[make.speaker(row, "Outra, exemplo")])
    conferences.publish(gathering=row, by=BY, at=AT)
    conferences.withdraw(abstract=one, at=AT)
    slot = m.Slot.objects.get(abstract=one)
    assert (slot.cancelled_at, m.Programme.objects.get().revision) == (AT, 1)
    assert list(m.Speaker.objects.values_list("name", flat=True)) == ["Outra, exemplo"]


def test_who_also_chairs_elsewhere_stays_and_what_was_cancelled_before_stays_so(row):
    call, here = m.Call.objects.get(), make.room(row)
    one = make.accepted(call)
    conferences.bring_authors(gathering=row, by=BY, at=AT)
    who = m.Speaker.objects.get()
    placed = make.slot(row, here, abstract=one, speakers=[who])
    make.slot(row, here, 60, title="Debate", chairs=[who])
    conferences.publish(gathering=row, by=BY, at=AT)
    conferences.drop_slot(slot=placed, by=BY, at=AT)
    conferences.withdraw(abstract=one, at=AT)
    who.refresh_from_db()
    assert (who.author_id, m.Seat.objects.count(), m.Programme.objects.get().revision) == (None, 1, 1)


def test_withdrawn_before_publication_it_stands_nowhere(row):
    one = make.accepted(m.Call.objects.get())
    make.slot(row, make.room(row), abstract=one)
    conferences.withdraw(abstract=one, at=AT)
    assert (m.Slot.objects.count(), m.Programme.objects.get().revision) == (0, 0)


def test_the_receipt_tells_the_decision_and_what_reviewers_say_to_authors(row, client):
    code = code_on(send(client))
    one = m.Abstract.objects.get()
    review = conferences.assign(abstract=one, membership=make.reviewer(), by=BY, at=AT)
    conferences.review(
        review=review, scores={"Clareza": 5, "Interesse": 4}, to_authors="Mostre os números.",
        to_committee="Só nós.", by=BY, at=AT,
    )  # fmt: skip
    before = client.post("/pt/comprovativo/", {"code": code}).content.decode()
    assert (before.count("Mostre os números."), before.count("Por decidir")) == (0, 1)
    conferences.decide(abstract=one, decision="waiting", reason="Há muitos bons.", by=BY, at=AT)
    after = client.post("/pt/comprovativo/", {"code": code}).content.decode()
    assert (after.count("Há muitos bons."), after.count("Mostre os números."), after.count("Só nós.")) == (
        1,
        1,
        0,
    )
    letter = Message.objects.get(kind="abstract.decided")
    assert (letter.to, letter.payload["decision"]) == ("autora@exemplo.invalid", "waiting")


@pytest.mark.parametrize("act", ["corrigir", "retirar"])
def test_a_code_that_is_nobody_s_or_of_another_call_finds_nothing(row, client, act):
    other = make.conference(slug="outra")
    make.call(other)
    code = code_on(send(client))
    for slug, typed in (("conferencia-exemplo", "ABC"), ("outra", code)):
        answer = client.post(f"/pt/encontros/{slug}/chamada/{act}/", {"code": typed})
        assert (answer.status_code, wrong(answer)) == (404, {"code"})
