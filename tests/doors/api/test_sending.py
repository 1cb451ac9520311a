"""Contributions sent by machines: a receipt, the same for the same, every refusal said where it is, nothing half-written."""

import pytest
from django.core.cache import cache
from django.test import Client
from jsonschema import Draft202012Validator

from rumo.doors.web import clock
from rumo.ground.ledger.queries import history
from rumo.ground.people.actions import revoke_token
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions import models as m
from rumo.listen.contributions.queries import by_code
from tests.doors.api.machine import ANSWERS, PATH, PROPOSAL, Machine
from tests.doors.api.test_faults import fault
from tests.doors.api.test_house import document
from tests.factories import listening


@pytest.fixture
def machine(db):
    listening.consultation()
    with clock.frozen(listening.OPEN):
        yield Machine(Client(enforce_csrf_checks=True))


def where(answer):
    """The places of everything to mend."""
    assert (answer.status_code, fault(answer)["code"]) == (422, "not_accepted")
    faults = answer.json()["error"]["faults"]
    assert faults[0]["where"] == answer.json()["error"]["where"]
    return [one["where"] for one in faults]


def test_it_is_taken_and_answered_with_its_receipt(machine, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        answer = machine.send(ANSWERS)
    told, row = answer.json(), m.Contribution.objects.get()
    assert (answer.status_code, answer["Cache-Control"]) == (201, "no-store, private")
    assert (row.kind, row.channel, row.language, row.audience) == ("questionnaire", "api", "bn", "migrants")
    assert row.answers == ANSWERS["answers"]
    assert told == {
        "number": row.number,
        "code": told["code"],
        "received_at": "2026-01-12T12:00:00+00:00",
        "answer_by": row.consultation.answer_by.isoformat(),
        "page": f"/pt/contributos/{row.number}/",
        "receipt_page": "/pt/comprovativo/",
    }
    assert (by_code(told["code"]), len(told["code"])) == (row, 35)
    assert not answer.cookies
    (act,) = history(f"contribution:{row.number}")
    assert (act.verb, act.by) == ("contribution.submit", f"token:{machine.row.public_id}")


def test_the_same_again_gives_the_same_receipt_whatever_came_between(machine):
    first = machine.send()
    again = machine.send(dict(reversed(PROPOSAL.items())))
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    contributions.withdraw(contribution=m.Contribution.objects.get(), at=listening.OPEN)
    with clock.frozen(listening.AFTER):
        assert (machine.send().status_code, m.Contribution.objects.count()) == (200, 1)


def test_the_same_key_with_another_body_is_refused(machine):
    machine.send()
    others = ({**PROPOSAL, "audience": "migrants"}, ANSWERS)
    for other in others:
        answer = machine.send(other)
        assert (answer.status_code, fault(answer)["code"]) == (422, "key_used")
    assert m.Contribution.objects.count() == 1
    assert machine.send(others[0], "2").status_code == 201


def test_another_machines_key_is_another_key(machine):
    first, second = machine.send(), Machine(machine.client, "Outro (exemplo)").send()
    assert (second.status_code, second.json()["code"] != first.json()["code"]) == (201, True)


def test_once_erased_the_same_key_gives_the_receipt_alone(machine):
    code = machine.send().json()["code"]
    contributions.erase(contribution=m.Contribution.objects.get(), at=listening.OPEN)
    answer = machine.send({**PROPOSAL, "audience": "migrants"})
    assert (answer.status_code, answer.json()["code"]) == (200, code)


@pytest.mark.parametrize("sent", [None, "Bearer", "Bearer rumo_x", "Basic eDp5", "Bearer \u00e9"])
def test_without_a_token_that_serves_nobody_sends(machine, sent):
    answer = machine.send(Authorization=sent)
    assert (answer.status_code, fault(answer)["code"], answer["WWW-Authenticate"]) == (
        401,
        "no_token",
        "Bearer",
    )
    assert m.Contribution.objects.count() == 0


def test_a_revoked_token_sends_no_more(machine):
    revoke_token(token=machine.row, by="x", at=listening.OPEN)
    assert machine.send().status_code == 401


@pytest.mark.parametrize("key", [None, "", "a b", "x" * 201, "é"])
def test_a_key_is_asked_for(machine, key):
    answer = machine.send(key=key)
    assert (answer.status_code, fault(answer)["where"]) == (400, "Idempotency-Key")


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("{", "body"),
        (b"\xff", "body"),
        ("[" * 100_000, "body"),
        ("[]", "body"),
        ("null", "body"),
        ({**PROPOSAL, "kind": "rumour"}, "kind"),
        ({**PROPOSAL, "titulo": "x"}, "titulo"),
        ({**PROPOSAL, "texts": {"proposal": "x"}}, "texts.proposal"),
        ({**PROPOSAL, "texts": {"proposal": {"text": "x", "public": "yes"}}}, "texts.proposal.public"),
        ({**PROPOSAL, "about_me": {"sex": "?"}}, "about_me.sex"),
        ({"kind": "ballot", "language": "pt", "votes": {"1": True}}, "votes.1"),
    ],
)
def test_what_is_no_contribution_is_said(machine, body, place):
    answer = machine.send(body)
    assert (answer.status_code, fault(answer)["where"]) == (400, place)


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({**ANSWERS, "answers": {}}, ["question:q1"]),
        ({**ANSWERS, "answers": {"q1": "maybe", "q3": 9}}, ["question:q1"]),
        ({**ANSWERS, "answers": {"q1": "yes", "q3": 9, "q2": "rooms"}}, ["question:q2", "question:q3"]),
        ({**ANSWERS, "answers": {"q1": "yes", "q77": 1}}, ["question:q77"]),
        ({**ANSWERS, "answers": {"q1": "yes", "q4": "x"}}, ["question:q4"]),
        ({**ANSWERS, "texts": {"question:q1": {"text": "x"}}}, ["question:q1"]),
        ({**ANSWERS, "texts": {"proposal": {"text": "x"}}}, ["proposal"]),
        ({**ANSWERS, "audience": "martians", "email": "x"}, ["audience", "email"]),
        ({**ANSWERS, "language": "x y"}, ["language"]),
        ({**PROPOSAL, "answers": {"q1": "yes"}}, ["question:q1"]),
        ({**PROPOSAL, "texts": {"position": {"text": "x"}}}, ["position"]),
        ({**PROPOSAL, "texts": {}}, ["proposal"]),
        ({**PROPOSAL, "texts": {"proposal": {"text": "x" * 20_001}}}, ["proposal"]),
        ({**PROPOSAL, "kind": "comment", "texts": {"paragraph:99": {"text": "x"}}}, ["body"]),
        ({**PROPOSAL, "kind": "ballot", "texts": {}, "votes": {"99": 1}}, ["body"]),
        ({**PROPOSAL, "kind": "support", "texts": {}, "about": "nada"}, ["body"]),
        (
            {**PROPOSAL, "kind": "position", "texts": {"position": {"text": "Propomos."}}},
            ["organisation"],
        ),
    ],
)
def test_everything_to_mend_is_named_and_nothing_is_kept(machine, body, places):
    assert where(machine.send(body)) == places
    assert (m.Contribution.objects.count(), m.Passage.objects.count()) == (0, 0)
    assert machine.send().status_code == 201  # the key is free


def test_a_file_does_not_come_as_an_answer(db):
    questions, words = listening.every_kind()
    listening.consultation(questions=questions, words=words)
    with clock.frozen(listening.OPEN):
        body = {**ANSWERS, "answers": {"q1": "yes", "q12": "x"}}
        assert where(Machine(Client()).send(body)) == ["question:q12"]


def test_outside_its_term_it_is_not_open(machine):
    for instant in (listening.OPENS - listening.dt.timedelta(hours=1), listening.AFTER):
        with clock.frozen(instant):
            answer = machine.send()
        assert (answer.status_code, fault(answer)["code"]) == (409, "not_open")


def test_an_unknown_consultation_is_not_found(machine):
    answer = machine.send(path=PATH.replace(listening.SLUG, "outra"))
    assert (answer.status_code, fault(answer)["where"]) == (404, "slug")


def test_too_much_is_refused_by_its_length(machine):
    answer = machine.send(b"x" * (5 * 2**20 + 1))
    assert (answer.status_code, fault(answer)["code"]) == (413, "too_large")


def test_it_is_read_by_post_alone(machine):
    answer = machine.client.get(PATH)
    assert (answer.status_code, answer["Allow"], fault(answer)["where"]) == (405, "POST", "method")


def test_many_in_a_minute_are_slowed_by_machine_and_lose_nothing(machine, settings):
    settings.SENDS_A_MINUTE = 2
    cache.clear()
    answers = [machine.send(key=str(number)) for number in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert (fault(answers[2])["code"], answers[2]["Retry-After"]) == ("slow_down", "60")
    assert Machine(machine.client, "Outro (exemplo)").send().status_code == 201
    with clock.frozen(listening.OPEN + listening.dt.timedelta(minutes=1)):
        assert machine.send(key="2").status_code == 201
    cache.clear()


def test_whoever_tries_tokens_is_slowed_by_address(machine, settings):
    settings.SENDS_A_MINUTE = 2
    cache.clear()
    tried = [machine.send(Authorization=f"Bearer {number}").status_code for number in range(3)]
    assert tried == [401, 401, 429]
    cache.clear()


def test_what_is_sent_and_answered_has_the_shape_the_document_tells(machine):
    doc = document(machine.client)
    operation = doc["paths"]["/api/v1/consultations/{slug}/contributions"]["post"]
    assert operation["security"] == [{"Bearer": []}]
    assert [one["name"] for one in operation["parameters"]] == ["slug", "Idempotency-Key"]
    sent = operation["requestBody"]["content"]["application/json"]["schema"]
    for body in (PROPOSAL, ANSWERS):
        Draft202012Validator({**sent, "components": doc["components"]}).validate(body)
    for key, status in (("1", "201"), ("1", "200"), ("", "400")):
        answer = machine.send(key=key)
        assert str(answer.status_code) == status
        shape = operation["responses"][status]["content"]["application/json"]["schema"]
        Draft202012Validator({**shape, "components": doc["components"]}).validate(answer.json())


def test_the_count_is_of_this_moment(machine):
    path = PATH.removesuffix("/contributions")
    assert machine.client.get(path).json()["contributions"] == 0
    machine.send()
    assert machine.client.get(path).json()["contributions"] == 1
