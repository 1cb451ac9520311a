"""The history of an object: told in words, by page, and only to who may see the object."""

import pytest
from django.urls import reverse

from rumo.ground.ledger.actions import record
from tests.factories import people as make
from tests.factories.people import AT, BY
from tests.factories.plans import Plan, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(country):
    return make.municipality("1106")


@pytest.fixture
def plan(town):
    publish(Plan())


def seen(client, user, kind, key, **query):
    make.signed_in(client, user)
    return client.get(reverse("office:history", args=[kind, key]), query)


def test_a_body_tells_who_did_what(client, town, django_assert_max_num_queries):
    user = make.person("municipal_coordinator", town, "Coordenação municipal, exemplo")
    make.signed_in(client, user)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("office:history", args=["entity", town.public_id])).content.decode()
    assert "atribuiu uma função" in page
    assert "<ins>Coordenação municipal</ins>" in page
    assert "<ins>Coordenação municipal, exemplo</ins>" in page


def test_a_plan_tells_its_acts_to_its_team_alone(client, plan, town):
    mine = make.person("municipal_reporter", town)
    theirs = make.person("municipal_reporter", make.municipality("1312"))
    answers = {user: seen(client, user, "plan", "plano-exemplo") for user in (mine, theirs)}
    assert [answer.status_code for answer in answers.values()] == [200, 404]
    assert "publicou uma versão do plano" in answers[mine].content.decode()
    assert seen(client, mine, "measure", "plano-exemplo/M1").status_code == 200
    assert seen(client, mine, "castle", "x").status_code == 404
    assert seen(client, mine, "entity", "x").status_code == 404


def test_one_reads_ones_own_history_and_the_auditor_everybodys(client, town):
    user = make.person("municipal_reporter", town)
    other = make.person("auditor", make.national())
    assert seen(client, user, "person", user.public_id).status_code == 200
    assert seen(client, user, "person", other.public_id).status_code == 404
    assert seen(client, other, "person", user.public_id).status_code == 200


def test_a_long_history_comes_in_pages(client, town):
    for n in range(60):
        record(
            verb="entity.add",
            by=BY,
            at=AT,
            target=f"entity:{town.public_id}",
            new={"n": n, "list": [True, None]},
        )
    user = make.person("municipal_reporter", town)
    first = seen(client, user, "entity", town.public_id).content.decode()
    second = seen(client, user, "entity", town.public_id, page="2").content.decode()
    assert (first.count("<time"), second.count("<time")) == (50, 11)
    assert ("?page=2" in first, "?page=1" in second, "?page=3" in second) == (True, True, False)
    assert seen(client, user, "entity", town.public_id, page="zero").status_code == 404


def test_the_register_is_for_who_answers_for_it(client, town):
    url = reverse("office:register")
    make.signed_in(client, make.person("municipal_coordinator", town))
    assert client.get(url).status_code == 404
    make.signed_in(client, make.person("auditor", make.national()))
    page = client.get(url).content.decode()
    assert "carregou os municípios e as regiões" in page


def test_what_changed_is_told_old_and_new(client, town):
    target = f"entity:{town.public_id}"
    user = make.person("municipal_reporter", town)
    record(verb="none.such", by="operator", at=AT, target=target, old={"name": "a"}, new={"name": "b", "more": {"role": "auditor"}, "active": False})  # fmt: skip
    record(verb="entity.add", by=BY, at=AT, target=target, old="x", new=[1])
    page = seen(client, user, "entity", town.public_id).content.decode()
    assert "<dt>nome</dt>" in page
    assert "<del>a</del>" in page
    assert "função: Auditoria" in page
    assert "operação do sistema" in page
    assert "none.such" in page
