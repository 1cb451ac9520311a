"""The form of a measure: everything its report may say, its parts, its evidence, and two who write at once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rumo.deliver.progress.models import Draft
from rumo.ground.files.models import StoredFile
from tests.doors.office.reporting.test_grid import GRID, fields
from tests.factories import reporting

pytestmark = pytest.mark.django_db
FORM = f"{GRID}M01/"
PROOF = f"{FORM}prova/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Files of a test lie in a folder of its own."""
    settings.FILES_DIR = tmp_path


def test_the_form_shows_what_was_said_before_and_its_neighbours(office, plan):
    page = office.get(f"{GRID}M02/").content.decode()
    assert ("Anterior: M01" in page, "Seguinte: M03" in page) == (True, True)
    first = office.get(FORM).content.decode()
    assert ("Em 31 de dezembro" in first or "31/12/2025" in first, "Anterior:" in first) == (True, False)


def test_the_form_saves_texts_and_parts(office, plan):
    typed = fields(
        stage="suspended",
        reason="Sem financiamento.",
        difficulties="Falta de salas.",
        corrective_action="Pedir a escola.",
        indicators__i1="60",
    )
    typed["M01|indicators/i1/sex:f"] = "31"
    typed["M01|indicators/i1/nationality:"] = "Brasil: 12\nNepal\t8"
    answer = office.post(FORM, {**typed, "next": "after"})
    assert (answer.status_code, answer["Location"]) == (302, f"{GRID}M02/")
    assert Draft.objects.get().said == {
        "stage": "suspended",
        "reason": "Sem financiamento.",
        "difficulties": "Falta de salas.",
        "corrective_action": "Pedir a escola.",
        "indicators": {
            "i1": {"total": 60.0, "by": {"sex:f": 31.0, "nationality:Brasil": 12.0, "nationality:Nepal": 8.0}}
        },
    }
    page = office.get(FORM).content.decode()
    assert "Brasil: 12\nNepal: 8</textarea>" in page


@pytest.mark.parametrize(("wanted", "where"), [("stay", FORM), ("prove", PROOF), ("after", f"{GRID}M02/")])
def test_the_way_on(office, plan, wanted, where):
    assert office.post(FORM, {"next": wanted})["Location"] == where


def test_after_the_last_measure_comes_the_grid(office, plan):
    assert office.post(f"{GRID}M03/", {"next": "after"})["Location"] == GRID


@pytest.mark.parametrize("line", ["Brasil", "Brasil: doze", ": 3"])
def test_a_nationality_that_cannot_be_read_keeps_what_was_typed(office, plan, line):
    answer = office.post(FORM, {"M01|indicators/i1/nationality:": line, "M01|narrative": "Feito."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert (f"{line}</textarea>" in page, "Feito.</textarea>" in page) == (True, True)


def test_a_nationality_taken_away_is_taken_away(office, plan):
    office.post(FORM, {"M01|indicators/i1": "20", "M01|indicators/i1/nationality:": "Brasil: 12"})
    office.post(
        FORM, {"was|M01|indicators/i1/nationality:": "Brasil: 12", "M01|indicators/i1/nationality:": ""}
    )
    assert Draft.objects.get().said == {"indicators": {"i1": 20.0}}


def test_two_editors_see_both_texts_and_choose(office, plan):
    reporting.draft(plan, cells={"narrative": "O texto da outra pessoa.", "indicators/i1": 50})
    answer = office.post(FORM, fields(narrative="O meu texto.", indicators__i2="7"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ("O texto da outra pessoa." in page, "O meu texto." in page) == (True, True)
    chosen = {
        "M01|narrative": "O meu texto.",
        "was|M01|narrative": "O texto da outra pessoa.",
        "M01|indicators/i2": "7",
        "was|M01|indicators/i2": "",
    }
    assert all(f'name="{name}"' in page for name in chosen)
    assert office.post(FORM, chosen).status_code == 302
    assert Draft.objects.get().said == {
        "narrative": "O meu texto.",
        "indicators": {"i1": 50, "i2": 7.0},
    }


def test_a_sent_report_is_shown_and_not_edited(office, plan, user):
    draft = reporting.draft(plan, by=user.public_id)
    reporting.progress.submit(drafts=[draft], confirmed=True, by=user.public_id, at=reporting.NOW)
    page = office.get(FORM).content.decode()
    assert ("<textarea" in page, "enviado" in page) == (False, True)
    assert office.post(FORM, fields(stage="completed")).status_code == 409
    assert office.get(PROOF).status_code == 409


def test_a_link_is_joined_and_taken_away_once(office, plan):
    item = {
        "kind": "link",
        "url": "https://exemplo.pt/ata",
        "title": "Ata",
        "on": "2026-06-01",
        "indicator": "i1",
        "reserved": "1",
    }
    for _ in range(2):
        assert office.post(PROOF, item)["Location"] == FORM
    assert Draft.objects.get().said["evidence"] == [
        {
            "kind": "link",
            "url": "https://exemplo.pt/ata",
            "title": "Ata",
            "on": "2026-06-01",
            "indicator": "i1",
            "reserved": True,
        }
    ]
    assert "https://exemplo.pt/ata" in office.get(FORM).content.decode()
    gone = {"index": "0", "name": "Ata"}
    assert office.post(f"{PROOF}retirar/", gone).status_code == 302
    assert office.post(f"{PROOF}retirar/", gone).status_code == 409
    assert Draft.objects.get().said["evidence"] == []


def test_a_file_is_kept_and_named(office, plan):
    file = SimpleUploadedFile("presencas.csv", b"dia;pessoas\n2026-06-01;12\n")
    answer = office.post(PROOF, {"kind": "file", "file": file})
    stored = StoredFile.objects.get()
    assert answer.status_code == 302
    assert Draft.objects.get().said["evidence"] == [
        {"kind": "file", "file": stored.public_id, "title": "presencas.csv"}
    ]


@pytest.mark.parametrize(
    "item",
    [
        {"kind": "link", "url": "javascript:1", "note": "Mantida."},
        {"kind": "link", "note": "Mantida."},
        {"kind": "note", "on": "2027-01-01", "note": "Mantida."},
        {"kind": "file", "note": "Mantida."},
        {"kind": "outra", "note": "Mantida."},
        {"kind": "file", "file": SimpleUploadedFile("foto.png", b"MZ\x90\x00 programa"), "note": "Mantida."},
    ],
)
def test_evidence_that_cannot_be_is_refused_and_what_was_typed_kept(office, plan, item):
    answer = office.post(PROOF, item)
    assert answer.status_code == 422
    assert "Mantida.</textarea>" in answer.content.decode()
    assert (Draft.objects.count(), StoredFile.objects.count()) == (0, 0)
