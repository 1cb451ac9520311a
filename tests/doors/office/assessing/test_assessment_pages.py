"""Pages of self-assessments: opened, answered by two at once, published by another, withdrawn; what is wrong loses nothing."""

import pytest
from django.urls import reverse

from rumo.deliver.evaluations.models import Answer, Assessment
from rumo.doors.web import clock
from tests.factories import outside as make
from tests.factories import people, plans
from tests.factories.people import AT

OPENED = {"framework": "welcoming-standard", "as_on": "2025-12-31"}


@pytest.fixture(autouse=True)
def day(country):
    plans.publish(plans.Plan())
    with clock.frozen(AT):
        yield


@pytest.fixture
def reporter(client):
    user = people.person("municipal_reporter", people.municipality())
    people.signed_in(client, user)
    return user


@pytest.fixture
def chief(client_class):
    """A coordinator of the municipality."""
    return people.signed_in(client_class(), people.person("municipal_coordinator", people.municipality()))


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def typed(level="2", evidence="Mostra-se assim.", revision="1", **more):
    """The whole form, every dimension the same."""
    said = {"revision": revision}
    for key in make.dimensions():
        said |= {f"level-{key}": level, f"evidence-{key}": evidence, f"measures-{key}": ""}
    return {**said, **more}


def test_one_from_its_opening_to_the_public(client, reporter, chief, django_assert_max_num_queries):
    assert at("assessment-new") in client.get(at("assessments")).content.decode()
    assert client.get(at("assessment-new")).status_code == 200
    for _ in range(2):
        assert client.post(at("assessment-new"), OPENED).status_code == 302
    row = Assessment.objects.get()
    key = row.public_id
    assert row.synthetic  # what the people of a demonstration say is an example
    answer = chief.post(at("assessment-publish", key))
    assert (answer.status_code, "Falta responder a:" in answer.content.decode()) == (422, True)
    with django_assert_max_num_queries(12):
        assert client.get(at("assessment-write", key)).status_code == 200
    for _ in range(2):
        assert client.post(at("assessment-write", key), typed()).status_code == 302
    assert Answer.objects.filter(level=2).count() == 7
    with django_assert_max_num_queries(12):
        page = chief.get(at("assessment", key)).content.decode()
    assert page.count("2 · em parte") == 7
    assert client.post(at("assessment-publish", key)).status_code == 404  # a reporter, and who wrote last
    for _ in range(2):
        assert chief.post(at("assessment-publish", key)).status_code == 302
    assert Assessment.objects.get().published_for == "Município de Lisboa"
    assert client.get(reverse("dashboard:assessment", args=["lisboa"])).status_code == 200
    assert client.get(at("assessment-write", key)).status_code == 409
    assert client.post(at("assessment-write", key), typed("4", revision="2")).status_code == 409
    assert chief.post(at("assessment-withdraw", key), {"reason": ""}).status_code == 422
    for _ in range(2):
        assert chief.post(at("assessment-withdraw", key), {"reason": "Erro nas contas."}).status_code == 302
    assert "Erro nas contas." in client.get(at("assessment", key)).content.decode()
    assert chief.post(at("assessment-publish", key)).status_code == 409
    history = client.get(at("history", "assessment", key)).content.decode()
    assert "retirou uma autoavaliação" in history


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        ({"framework": "oecd-12"}, "Escolha o referencial.", "framework-1"),
        ({"as_on": "hoje"}, "Escreva o dia a que se refere", "as_on"),
        ({"as_on": "2025-02-30"}, "Escreva o dia a que se refere", "as_on"),
        ({"as_on": "20251231"}, "Escreva o dia a que se refere", "as_on"),
        ({"as_on": "2026-01-03"}, "O dia da autoavaliação ainda não chegou.", "as_on"),
    ],
)
def test_an_opening_that_is_wrong_says_what_to_mend(client, reporter, change, words, field):
    answer = client.post(at("assessment-new"), {**OPENED, **change})
    page = answer.content.decode()
    assert (answer.status_code, words in page) == (422, True)
    assert (f'href="#{field}"' in page, f'id="{field}"' in page) == (True, True)
    assert not Assessment.objects.exists()


def test_who_is_of_two_municipalities_says_which(client, reporter):
    other = people.municipality("1312")
    people.people.grant(user=reporter, entity=other, role="municipal_reporter", by=people.BY, at=AT)
    answer = client.post(at("assessment-new"), OPENED)
    assert (answer.status_code, "Escolha o município." in answer.content.decode()) == (422, True)
    assert client.post(at("assessment-new"), {**OPENED, "owner": other.public_id}).status_code == 302
    assert Assessment.objects.get().owner == other


def test_two_who_write_at_once_see_both_texts_and_lose_nothing(client, reporter, chief):
    key, (first, second, *_rest) = make.assessment().public_id, make.dimensions()
    theirs = {
        "revision": "1",
        f"level-{first}": "1",
        f"evidence-{first}": "De outra.",
        f"level-{second}": "unknown",
        f"evidence-{second}": "",
    }
    mine = {
        "revision": "1",
        f"level-{first}": "3",
        f"evidence-{first}": "De mim <b>.",
        f"level-{second}": "0",
        f"evidence-{second}": "",
    }
    assert chief.post(at("assessment-write", key), theirs).status_code == 302
    answer = client.post(at("assessment-write", key), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in (
        "De mim &lt;b&gt;.",
        "<p>1 · a começar</p><p>De outra.</p>",
        "<p>não sabemos</p>",
        'name="revision" value="2"',
        'id="escrever"',
    ):
        assert words in page, words
    assert 'value="3" checked' in page
    assert Answer.objects.get(dimension__key=first).evidence == "De outra."
    assert client.post(at("assessment-write", key), {**mine, "revision": "2"}).status_code == 302
    again = {**mine, "revision": "x", f"evidence-{first}": "Outra vez."}
    assert client.post(at("assessment-write", key), again).status_code == 409


def test_what_is_typed_wrong_is_typed_once(client, reporter):
    key, (first, second, third, *_rest) = make.assessment().public_id, make.dimensions()
    said = {
        "revision": "1",
        f"level-{first}": "2", f"evidence-{first}": " ", f"measures-{first}": "M9; M1",
        f"evidence-{second}": "Sem nível.",
        f"level-{third}": "7", f"evidence-{third}": "y" * 1001,
        "evidence-" + "z" * 300: "x",
    }  # fmt: skip
    answer = client.post(at("assessment-write", key), said)
    page = answer.content.decode()
    assert answer.status_code == 422
    for field in (
        f"evidence-{first}",
        f"measures-{first}",
        f"level-{second}-1",
        f"level-{third}-1",
        f"evidence-{third}",
    ):
        assert (f'href="#{field}"' in page, f'id="{field}"' in page) == (True, True), field
    assert ("M9; M1" in page, "Sem nível." in page, "y" * 1001 in page) == (True, True, True)
    assert not Answer.objects.exists()


def test_an_empty_form_says_nothing_and_what_stands_is_shown_again(client, reporter):
    row, first = make.assessment(), make.dimensions()[0]
    make.assessed(row, None, 1)
    assert client.post(at("assessment-write", row.public_id), {"revision": "2"}).status_code == 302
    page = client.get(at("assessment-write", row.public_id)).content.decode()
    assert f'name="level-{first}" value="unknown" checked' in page
    assert page.count(" checked") == 2
    shown = client.get(at("assessment", row.public_id)).content.decode()
    assert (shown.count("por responder"), shown.count("não sabemos")) == (5, 1)


def test_one_officer_alone_is_seconded_by_the_country(client, client_class):
    chief = people.person("municipal_coordinator", people.municipality())
    people.signed_in(client, chief)
    national = people.signed_in(client_class(), people.person("national_coordinator", people.national()))
    row = make.assessment()
    make.assessed(row, *[0] * 7, by=chief.public_id)
    assert client.post(at("assessment-publish", row.public_id)).status_code == 404
    assert "nunca quem escreveu por último" in client.get(at("assessment", row.public_id)).content.decode()
    assert national.post(at("assessment-publish", row.public_id)).status_code == 302
    assert Assessment.objects.get().published_for == "Instituto nacional (exemplo)"


def test_what_is_not_ones_own_is_not_found(client, client_class):
    row = make.assessment()
    people.signed_in(client, people.person("municipal_reporter", people.municipality("1312")))
    analyst = people.signed_in(client_class(), people.person("national_analyst", people.national()))
    assert client.get(at("assessment", row.public_id)).status_code == 404
    assert client.get(at("history", "assessment", row.public_id)).status_code == 404
    assert client.post(at("assessment-write", row.public_id), {}).status_code == 404
    assert analyst.get(at("assessment", row.public_id)).status_code == 200
    assert analyst.get(at("assessment-write", row.public_id)).status_code == 404
    assert analyst.get(at("assessment-new")).status_code == 404
    assert at("assessment-new") not in analyst.get(at("assessments")).content.decode()


def test_a_withdrawal_of_what_is_not_public_is_refused(chief):
    row = make.assessment()
    assert chief.post(at("assessment-withdraw", row.public_id), {"reason": "x"}).status_code == 409
