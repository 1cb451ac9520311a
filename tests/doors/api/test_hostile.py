"""Bodies made to hurt: every address that takes one answers 400, says where it is wrong, and keeps nothing."""

import json

import pytest
from django.test import Client

from rumo.doors.web import clock
from rumo.ground.ledger.models import Entry
from rumo.ground.people.models import Token
from tests.doors.api.machine import ANSWERS, PATH, PROPOSAL, Machine
from tests.doors.api.test_faults import fault
from tests.doors.api.test_house import document
from tests.factories import listening, reporting

DEEP = 10_000
WHOLE = json.dumps(PROPOSAL)
TEXT = '"texts": {"proposal": {"text": %s}}'
HEAD = '{"kind": "proposal", "language": "pt", "audience": "residents", '


def said(text):
    """A proposal with this JSON where its text should be."""
    return HEAD + TEXT % text + "}"


def answering(value):
    """A questionnaire with this JSON as an answer."""
    return json.dumps({**ANSWERS, "answers": {"q1": "yes", "q3": "@"}}).replace('"@"', value)


BODIES = {
    "lone surrogate": (said('"\\ud800"'), "texts.proposal.text"),
    "pair the wrong way": (said('"\\udc00\\ud800"'), "texts.proposal.text"),
    "surrogate in a name": ('{"\\ud800": 1}', "?"),
    "nul": (said('"a\\u0000b"'), "texts.proposal.text"),
    "nul in a name": ('{"a\\u0000": 1}', "a?"),
    "nul within an answer": (answering('{"x": ["\\u0000"]}'), "answers.q3.x.0"),
    "deep lists": ("[" * DEEP + "]" * DEEP, "body"),
    "deep objects": ('{"a":' * DEEP + "1" + "}" * DEEP, "body"),
    "deep answer": (answering("[" * 50 + "]" * 50), "answers.q3.0"),
    "deep and open": ("[" * DEEP, "body"),
    "great number": (answering("1" + "0" * 400), "answers.q3"),
    "very great number": (answering("9" * 5000), "answers.q3"),
    "great negative": (answering("-" + "9" * 19), "answers.q3"),
    "great real": (answering("1e400"), "answers.q3"),
    "nan": (answering("NaN"), "answers.q3"),
    "infinity": (answering("-Infinity"), "answers.q3"),
    "twice the same": ('{"kind": "proposal", "kind": "ballot"}', "kind"),
    "twice within": (HEAD + '"texts": {"proposal": {"text": "a", "text": "b"}}}', "texts.proposal.text"),
    "twice by escape": ('{"kind": "proposal", "k\\u0069nd": "ballot"}', "kind"),
    "not utf-8": (b'{"kind": "\xff"}', "body"),
    "utf-16": (WHOLE.encode("utf-16"), "body"),
    "mark of order": (b"\xef\xbb\xbf" + WHOLE.encode(), "body"),
    "latin": ('{"kind": "ação"}'.encode("latin-1"), "body"),
    "surrogate as bytes": (b'{"kind": "\xed\xa0\x80"}', "body"),
    "nothing": (b"", "body"),
    "blank": (b"   ", "body"),
    "nul alone": (b"\0", "body"),
    "two values": ("{} {}", "body"),
    "a form": (b"kind=proposal", "body"),
    "list": ("[]", "body"),
    "text": ('"x"', "body"),
    "true": ("true", "body"),
    "kind as list": ('{"kind": [], "language": "pt"}', "kind"),
    "texts as list": (HEAD + '"texts": []}', "texts"),
    "text as number": (said("4"), "texts.proposal.text"),
    "votes as text": ('{"kind": "ballot", "language": "pt", "votes": "1"}', "votes"),
    "vote as real": ('{"kind": "ballot", "language": "pt", "votes": {"1": 0.5}}', "votes.1"),
    "answers as null": ('{"kind": "questionnaire", "language": "pt", "answers": null}', "answers"),
}  # fmt: skip


@pytest.fixture
def machine(db):
    listening.consultation()
    with clock.frozen(listening.OPEN):
        yield Machine(Client(enforce_csrf_checks=True))


@pytest.mark.parametrize("name", list(BODIES))
def test_a_hostile_body_is_refused_where_it_is_wrong(machine, name):
    body, place = BODIES[name]
    entries = Entry.objects.count()
    answer = machine.send(body)
    error = fault(answer)
    assert (answer.status_code, error["where"]) == (400, place)
    assert error["code"] in ("bad_body", "bad_request")
    assert error["message"]
    assert Entry.objects.count() == entries  # every act that keeps something is in the ledger
    assert machine.send().status_code == 201  # and the key is free


def test_a_number_as_large_as_a_database_holds_is_an_answer_like_any_other(machine):
    for number in (2**63 - 1, 1 - 2**63):
        assert machine.send(answering(str(number))).status_code == 422


@pytest.mark.parametrize("name", ["lone surrogate", "deep lists", "nan", "twice within"])
def test_so_is_one_that_comes_as_a_part(machine, name):
    body, place = BODIES[name]
    answer = machine.client.post(
        PATH, {"body": body}, headers={"Authorization": f"Bearer {machine.secret}", "Idempotency-Key": "1"}
    )
    assert (answer.status_code, fault(answer)["where"]) == (400, place)


def test_every_address_that_takes_a_body_is_tried_here(machine):
    posts = [path for path, methods in document(machine.client)["paths"].items() if "post" in methods]
    assert posts == ["/api/v1/consultations/{slug}/contributions", "/api/v1/plans/{slug}/reports"]


REPORT = '{"reference_date": "2026-06-30", "reports": [{"measure": "M01", "stage": "in_progress", %s}]}'
REPORTED = {
    "lone surrogate": (REPORT % '"narrative": "\\ud800"', "reports.0.narrative"),
    "nul": (REPORT % '"narrative": "\\u0000"', "reports.0.narrative"),
    "nul as a code": (REPORT % '"activities": {"\\u0000": 1}', "reports.0.activities.?"),
    "great number": (REPORT % f'"indicators": {{"i1": 1{"0" * 400}}}', "reports.0.indicators.i1"),
    "great real": (REPORT % '"spent": {"FAMI": 1e400}', "reports.0.spent.FAMI"),
    "nan": (REPORT % '"activities": {"a1": NaN}', "reports.0.activities.a1"),
    "twice the same": (REPORT % '"stage": "completed"', "reports.0.stage"),
    "wrong type": (REPORT % '"activities": []', "reports.0.activities"),
    **{
        name: BODIES[name]
        for name in (
            "deep lists",
            "deep objects",
            "not utf-8",
            "utf-16",
            "nothing",
            "two values",
            "list",
            "text",
        )
    },
}


@pytest.mark.parametrize("name", list(REPORTED))
def test_a_hostile_report_is_refused_where_it_is_wrong(country, name):
    body, place = REPORTED[name]
    plan = reporting.plan()
    with clock.frozen(reporting.NOW):
        machine = Machine(Client(), scope=Token.Scope.REPORTS, body=plan.owner)
        entries = Entry.objects.count()
        answer = machine.send(body, path=f"/api/v1/plans/{reporting.SLUG}/reports")
    assert (answer.status_code, fault(answer)["where"], Entry.objects.count()) == (400, place, entries)
