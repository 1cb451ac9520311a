"""Contributions that machines send with files: kept through quarantine as from the page, with the receipt or not at all."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rumo.doors.web import clock
from rumo.ground.files.models import StoredFile
from rumo.listen.contributions import models as m
from tests.doors.api.machine import ANSWERS, PROPOSAL, Machine
from tests.doors.api.test_faults import fault
from tests.doors.api.test_house import document
from tests.doors.api.test_sending import where
from tests.factories import listening

MB = 2**20
STAND = {
    "kind": "position", "language": "pt", "audience": "residents", "organisation": "Associação (exemplo)",
    "texts": {"position": {"text": "Propomos mediadores.", "public": True}},
}  # fmt: skip
ASKED = {**ANSWERS, "audience": "residents", "answers": {"q1": "yes"}, "texts": {}}
LATE = {"code": "q12", "kind": "file", "only_if": {"question": "q1", "any": ["yes"]}}


@pytest.fixture
def machine(db, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    questions = [listening.QUESTIONS[0], LATE, {"code": "q4", "kind": "long"}]
    listening.consultation(questions=questions, words={"question:q12": "Junte o horário."})
    with clock.frozen(listening.OPEN):
        yield Machine(Client(enforce_csrf_checks=True))


def text(name="anexo.txt", content=b"Texto.\n"):
    return SimpleUploadedFile(name, content)


def kept():
    return (m.Contribution.objects.count(), StoredFile.objects.count(), m.Attachment.objects.count())


def test_annexes_of_a_position_are_kept_as_the_page_keeps_them(machine):
    answer = machine.send_parts(STAND, position=[text("um.txt"), text("dois.txt", b"Mais.\n")])
    assert (answer.status_code, kept()) == (201, (1, 2, 2))
    rows = m.Attachment.objects.order_by("position")
    assert list(rows.values_list("place", "file__name", "file__received_by")) == [
        ("position", name, f"token:{machine.row.public_id}") for name in ("um.txt", "dois.txt")
    ]


def test_a_question_that_asks_for_a_file_is_answered_with_it(machine):
    sent = {**ASKED, "answers": {"q1": "yes"}}
    assert machine.send_parts(sent, **{"question:q12": text()}).status_code == 201
    assert m.Attachment.objects.get().place == "question:q12"


def test_where_there_is_no_antivirus_to_ask_it_waits_in_quarantine(machine, settings):
    settings.CLAMD = "unix:/nao/existe"
    assert machine.send_parts(STAND, position=text()).status_code == 201
    assert StoredFile.objects.get().state == "quarantined"


def test_the_same_again_is_the_same_and_keeps_nothing_twice(machine):
    first = machine.send_parts(STAND, position=text())
    again = machine.send_parts(STAND, position=text())
    assert (first.status_code, again.status_code, again.json(), kept()) == (201, 200, first.json(), (1, 1, 1))
    for other in ({"position": text(content=b"Outro.\n")}, {"position": text("outro.txt")}, {}):
        answer = machine.send_parts(STAND, **other)
        assert (answer.status_code, fault(answer)["code"], kept()) == (422, "key_used", (1, 1, 1))


def test_without_files_parts_and_json_are_the_same_body(machine):
    first = machine.send(PROPOSAL)
    again = machine.send_parts(PROPOSAL)
    assert (again.status_code, again.json()) == (200, first.json())
    as_file = machine.send_parts(None, body=SimpleUploadedFile("x.json", json.dumps(PROPOSAL).encode()))
    assert (as_file.status_code, as_file.json()) == (200, first.json())


@pytest.mark.parametrize(
    ("body", "parts", "places"),
    [
        (STAND, {"position": "eleven"}, ["files"]),
        (STAND, {"anexos": "one"}, ["anexos"]),
        (PROPOSAL, {"position": "one"}, ["position"]),
        (STAND, {"question:q12": "one"}, ["question:q12"]),
        (ASKED, {"question:q4": "one"}, ["question:q4"]),
        (ASKED, {"question:q77": "one"}, ["question:q77"]),
        (STAND, {"position": "odd"}, ["files"]),
        (STAND, {"position": "empty"}, ["files"]),
        (STAND, {"position": "large"}, ["files"]),
        (ASKED, {"question:q12": "odd"}, ["question:q12"]),
        ({**STAND, "organisation": ""}, {"position": "one"}, ["organisation"]),
        ({**ASKED, "answers": {"q1": "yes", "q12": "x"}}, {"question:q12": "one"}, ["question:q12"]),
    ],
)
def test_what_cannot_be_kept_is_named_and_nothing_is(machine, body, parts, places):
    files = {
        "one": text(),
        "eleven": [text(f"{number}.txt") for number in range(11)],
        "odd": [text(), text("a.exe", b"MZ\x90\0")],
        "empty": [text(), text("b.txt", b"")],
        "large": [text(), text("c.txt", b"a" * (20 * MB + 1))],
    }
    answer = machine.send_parts(body, **{place: files[what] for place, what in parts.items()})
    assert (where(answer), kept()) == (places, (0, 0, 0))
    assert machine.send().status_code == 201  # the key is free


def test_a_file_for_what_was_not_asked_is_left_out(machine):
    assert (
        machine.send_parts({**ASKED, "answers": {"q1": "no"}}, **{"question:q12": text()}).status_code == 201
    )
    assert kept() == (1, 0, 0)


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({}, "body"),
        ({"body": "{"}, "body"),
        ({"body": '{"kind": "\ufffd"}'}, "body"),
        ({"body": SimpleUploadedFile("x.json", b'{"kind": "\xff"}')}, "body"),
        ({"titulo": "x"}, "titulo"),
    ],
)
def test_parts_that_are_no_contribution_are_said(machine, parts, place):
    answer = machine.send_parts(None, **parts)
    assert (answer.status_code, fault(answer)["where"], kept()) == (400, place, (0, 0, 0))


def test_parts_that_cannot_be_told_apart_are_said(machine):
    for kind in ("multipart/form-data", "multipart/form-data; boundary=é"):
        answer = machine.client.post(
            "/api/v1/consultations/escola-para-todos/contributions", b"--x\r\n", content_type=kind,
            headers={"Authorization": f"Bearer {machine.secret}", "Idempotency-Key": "1"},
        )  # fmt: skip
        assert (answer.status_code, fault(answer)["where"]) == (400, "body")


@pytest.mark.parametrize("as_file", [False, True])
def test_a_part_too_large_is_refused(machine, as_file):
    body = '"' + "x" * 5 * MB + '"'
    part = SimpleUploadedFile("x.json", body.encode()) if as_file else body
    answer = machine.send_parts(None, body=part)
    assert (answer.status_code, fault(answer)["code"], kept()) == (413, "too_large", (0, 0, 0))


def test_no_file_is_kept_for_who_has_no_token(machine):
    machine.secret = "rumo_x"
    assert (machine.send_parts(STAND, position=text()).status_code, kept()) == (401, (0, 0, 0))


def test_the_document_tells_of_parts(machine):
    content = document(machine.client)["paths"]["/api/v1/consultations/{slug}/contributions"]["post"]
    shapes = content["requestBody"]["content"]
    assert sorted(shapes) == ["application/json", "multipart/form-data"]
    assert (
        shapes["multipart/form-data"]["schema"]["properties"]["body"] == shapes["application/json"]["schema"]
    )
