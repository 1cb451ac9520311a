"""Translations of what people say, in the office: asked for a page of texts, read beside them, written and revised."""

import pytest
from django.urls import reverse

from rumo.doors.desk import translating
from rumo.doors.web import clock
from rumo.ground.outbox.models import Job
from rumo.listen.contributions.models import Translation
from tests.factories import engines, listening, people, said
from tests.factories.listening import AFTER, OPEN

BANGLA = "আমাদের শিক্ষক দরকার"


@pytest.fixture(autouse=True)
def now(country, settings):
    settings.TRANSLATION_ENGINE = engines.FAKE
    with clock.frozen(OPEN):
        yield


@pytest.fixture
def asked():
    return listening.consultation()


@pytest.fixture
def staff(client):
    user = people.person("national_coordinator", people.national())
    people.signed_in(client, user)
    return user


def queue(asked):
    return reverse("office:moderate", args=[asked.slug])


def form_of(row):
    key = f"{row.number}~proposal"
    return {"item": [key], f"keys-{key}": key, "ask": "translate", "into": "pt"}


def test_moderators_ask_for_what_they_cannot_read_and_read_it_beside(client, staff, asked):
    row = said.say(asked, text=BANGLA, language="bn")
    assert "Pedir tradução automática" in client.get(queue(asked)).content.decode()
    answer = client.post(queue(asked), form_of(row), follow=True)
    assert answer.redirect_chain == [(queue(asked), 303)]
    assert "Ficou pedida a tradução de 1 texto" in answer.content.decode()
    assert "já estava pedido" in client.post(queue(asked), form_of(row), follow=True).content.decode()
    assert translating.translate_waiting().texts == 1
    text = client.get(queue(asked)).content.decode()
    assert f'<blockquote lang="pt" dir="auto">[pt] {BANGLA}</blockquote>' in text
    assert text.index(f'<blockquote lang="bn" dir="auto">{BANGLA}') < text.index("[pt]")
    assert "tradução automática" in text


def test_who_answers_asks_too(client, staff, asked):
    row = said.say(asked, text=BANGLA, language="bn")
    with clock.frozen(AFTER):
        page = reverse("office:responses", args=[asked.slug])
        assert "Pedir tradução automática" in client.get(page).content.decode()
        sent = {"ask": "translate", "into": "en", "shown": [row.number]}
        assert "Ficou pedida" in client.post(page, sent, follow=True).content.decode()
        assert Job.objects.get().payload["language"] == "en"


def test_a_language_there_is_not_or_no_translator_is_told(client, staff, asked, settings):
    row = said.say(asked, text=BANGLA, language="bn")
    told = "Não há tradutor automático para essa língua."
    assert told in client.post(queue(asked), {**form_of(row), "into": "xx"}, follow=True).content.decode()
    settings.TRANSLATION_ENGINE = ""
    assert told in client.post(queue(asked), form_of(row), follow=True).content.decode()
    assert "Pedir tradução automática" not in client.get(queue(asked)).content.decode()
    assert not Job.objects.exists()


def test_a_person_writes_a_translation_and_another_revises_it(client, staff, asked):
    row = said.say(asked, text=BANGLA, language="bn")
    page = reverse("office:contribution-translation", args=[asked.slug, row.number]) + "?para=pt"
    assert client.get(page).status_code == 200
    sent = {"place": "proposal", "text": "Precisamos de professores.", "state": "human"}
    answer = client.post(page, sent, follow=True)
    assert "A tradução ficou guardada." in answer.content.decode()
    assert Translation.objects.values_list("text", "state", "by").get() == (
        "Precisamos de professores.",
        "human",
        staff.public_id,
    )
    client.post(page, {**sent, "state": "reviewed"})
    assert Translation.objects.get().state == "reviewed"
    refused = client.post(page, {**sent, "text": " "})
    assert refused.status_code == 422
    assert 'href="#text-proposal"' in refused.content.decode()
    assert [client.get(page.replace("para=pt", f"para={code}")).status_code for code in ("xx", "bn")] == [
        404,
        200,
    ]
    nobody = reverse("office:contribution-translation", args=[asked.slug, "nobody"])
    assert client.get(nobody).status_code == 404
