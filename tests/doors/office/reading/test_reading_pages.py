"""Pages of readings and of residents' words: who gets in, what is mended, what is said twice, what two write at once."""

import pytest
from django.urls import reverse

from rumo.deliver.plans.models import Measure, Plan
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.models import IndependentReading, Sighting
from rumo.doors.web import clock
from tests.factories import outside as make
from tests.factories import people, plans
from tests.factories.people import AT

TYPED = {"level": "limited", "read_on": "2026-01-02", "reasons": "Fui lá <ver>.", "since": ""}


@pytest.fixture(autouse=True)
def plan(country):
    plans.publish(plans.Plan())
    Plan.objects.update(owner=people.municipality("1106"))
    with clock.frozen(AT):
        yield


@pytest.fixture
def evaluator(client):
    user = people.person("evaluator", make.university())
    people.signed_in(client, user)
    return user


@pytest.fixture
def chief(client_class):
    return people.signed_in(
        client_class(), people.person("municipal_coordinator", people.municipality("1106"))
    )


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def test_a_reading_is_found_written_published_replied_to_and_withdrawn(
    client, evaluator, chief, django_assert_max_num_queries
):
    assert (
        at("reading-new", "plano-exemplo", "M1")
        in client.get(at("readings"), {"q": "LINGUA"}).content.decode()
    )
    assert "Nenhuma medida" in client.get(at("readings"), {"q": "submarino"}).content.decode()
    for _ in range(2):
        answer = client.post(at("reading-new", "plano-exemplo", "M1"), TYPED)
        assert answer.status_code == 302
    row = IndependentReading.objects.get()
    assert answer["Location"] == at("reading", row.public_id)
    assert chief.get(at("reading", row.public_id)).status_code == 404
    for _ in range(2):
        assert client.post(at("reading-publish", row.public_id)).status_code == 302
    with django_assert_max_num_queries(12):
        page = chief.get(at("reading", row.public_id)).content.decode()
    assert "Fui lá &lt;ver&gt;." in page
    answer = chief.post(at("reading-reply", row.public_id), {"text": " ", "was": ""})
    assert (answer.status_code, "Escreva a resposta." in answer.content.decode()) == (422, True)
    for _ in range(2):
        answer = chief.post(at("reading-reply", row.public_id), {"text": "Abre em maio.", "was": ""})
        assert answer.status_code == 302
    answer = chief.post(at("reading-reply", row.public_id), {"text": "Abre em junho.", "was": ""})
    assert answer.status_code == 409
    assert all(text in answer.content.decode() for text in ("Abre em maio.", "Abre em junho."))
    assert client.post(at("reading-reply", row.public_id), {"text": "x"}).status_code == 404
    answer = client.post(at("reading-withdraw", row.public_id), {"reason": ""})
    assert (answer.status_code, "Diga porque" in answer.content.decode()) == (422, True)
    for _ in range(2):
        answer = client.post(at("reading-withdraw", row.public_id), {"reason": "Engano."})
        assert answer.status_code == 302
    assert client.post(at("reading-publish", row.public_id)).status_code == 409
    assert chief.post(at("reading-reply", row.public_id), {"text": "Tarde."}).status_code == 409
    assert client.post(at("reading-edit", row.public_id), TYPED).status_code == 409
    with django_assert_max_num_queries(12):
        assert "retirada" in client.get(at("readings")).content.decode()


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"level": "great"}, "Escolha o que encontrou.", "level-1"),
        ({"reasons": " "}, "Escreva as razões", "reasons"),
        ({"read_on": "ontem"}, "Escreva o dia da leitura", "read_on"),
        ({"read_on": "2026-01-03"}, "O dia da leitura ainda não chegou.", "read_on"),
        ({"reasons": "x" * 5001}, "O texto tem 5001", "reasons"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, evaluator, change, words, field):
    answer = client.post(at("reading-new", "plano-exemplo", "M1"), {**TYPED, "reasons": "Fui lá.", **change})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert (f'href="#{field}"' in page, f'id="{field}"' in page) == (True, True)
    assert change.get("reasons", "Fui lá.").strip() in page
    assert not IndependentReading.objects.exists()


def test_who_reads_for_two_bodies_says_for_which(client, evaluator):
    council = people.body("council", "Conselho (exemplo)")
    people.people.grant(user=evaluator, entity=council, role="evaluator", by=people.BY, at=AT)
    answer = client.post(at("reading-new", "plano-exemplo", "M1"), TYPED)
    assert (answer.status_code, "Escolha em nome de que entidade lê." in answer.content.decode()) == (
        422,
        True,
    )
    said = {**TYPED, "reader": council.public_id}
    assert client.post(at("reading-new", "plano-exemplo", "M1"), said).status_code == 302
    assert IndependentReading.objects.get().reader == council


def test_two_evaluators_see_both_texts(client, evaluator):
    row = make.reading(public=False, by=evaluator.public_id)
    assert row.written_at.isoformat() in client.get(at("reading-edit", row.public_id)).content.decode()
    with clock.frozen(AT.replace(minute=5)):
        said = {**TYPED, "reasons": "De outra.", "since": AT.isoformat()}
        assert client.post(at("reading-edit", row.public_id), said).status_code == 302
    said = {**TYPED, "reasons": "De mim.", "since": AT.isoformat()}
    answer = client.post(at("reading-edit", row.public_id), said)
    assert answer.status_code == 409
    assert all(text in answer.content.decode() for text in ("De outra.", "De mim.", "T12:05:00"))
    answer = client.post(at("reading-edit", row.public_id), {**said, "since": "x"})
    assert answer.status_code == 302


def test_a_draft_is_thrown_away(client, evaluator):
    row = make.reading(public=False)
    assert client.post(at("reading-withdraw", row.public_id))["Location"] == at("readings")
    assert client.post(at("reading-withdraw", row.public_id)).status_code == 404


def test_what_is_not_ones_own_is_not_found(client, client_class):
    row = make.reading()
    people.signed_in(client, people.person("evaluator", people.body("council", "Outro (exemplo)")))
    overseer = people.signed_in(client_class(), people.person("auditor", people.national()))
    assert client.get(at("reading", row.public_id)).status_code == 404
    assert client.get(at("reading-new", "nenhum", "M1")).status_code == 404
    assert overseer.get(at("reading", row.public_id)).status_code == 200
    assert overseer.get(at("reading-edit", row.public_id)).status_code == 404
    assert overseer.get(at("reading-new", "plano-exemplo", "M1")).status_code == 404


@pytest.fixture
def said():
    measure = Measure.objects.get(code="M1")
    town = people.municipality("1106").municipality
    return progress.see(
        measure=measure, municipality=town, seen=False, note="Nunca <abriu>.", token="t", on=AT.date(), at=AT
    )


def test_a_moderator_decides_and_the_reporters_never_see_the_notes(
    client, chief, said, django_assert_max_num_queries
):
    assert "Nunca" not in chief.get(at("sightings")).content.decode()
    assert chief.post(at("sighting", said.public_id), {"decision": "accept"}).status_code == 404
    people.signed_in(client, people.person("moderator", people.municipality("1106")))
    with django_assert_max_num_queries(12):
        assert "Nunca &lt;abriu&gt;." in client.get(at("sightings")).content.decode()
    url = at("sighting", said.public_id)
    assert client.post(url, {"decision": "perhaps"}).status_code == 422
    answer = client.post(url, {"decision": "refuse", "reason": "x" * 501})
    assert (answer.status_code, "x" * 501 in answer.content.decode()) == (422, True)
    for _ in range(2):
        assert client.post(url, {"decision": "refuse", "reason": "Insulto"}).status_code == 302
    assert client.post(url, {"decision": "accept"}).status_code == 409
    assert Sighting.objects.get().refused_reason == "Insulto"


def test_a_moderator_of_elsewhere_sees_nothing(client, said):
    people.signed_in(client, people.person("moderator", people.municipality("1312")))
    assert "Está tudo decidido" in client.get(at("sightings")).content.decode()
    assert client.post(at("sighting", said.public_id), {"decision": "accept"}).status_code == 404
