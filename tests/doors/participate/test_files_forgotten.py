"""What was sent with an answer that was never handed in goes when the draft does, bytes and row; what was handed in stays."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rumo.doors.desk import ticking
from rumo.doors.web import clock
from rumo.ground.files.models import StoredFile
from rumo.ground.ledger.queries import history
from tests.doors.participate.test_answering import Walk
from tests.factories import listening

pytestmark = pytest.mark.django_db(transaction=True)  # bytes go when the round is committed
DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)
OPEN = listening.OPEN


@pytest.fixture(autouse=True)
def asked(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    questions = [listening.QUESTIONS[0], {"code": "q12", "kind": "file", "required": True}]
    return listening.consultation(questions=questions, words={"question:q12": "Junte o horário."})


def begun(name):
    """Somebody who answered everything, with a file, and has not sent it."""
    walk = Walk(Client())
    walk.go(lingua="pt", audience="residents")
    walk.go(**{"q-q1": "yes"})
    walk.go(**{"q-q12": SimpleUploadedFile(name, b"Texto.\n" + name.encode())})
    walk.go()
    return walk


def kept():
    """The files there are: names of rows, and how many lie on the disk."""
    rows = list(StoredFile.objects.order_by("name"))
    return [row.name for row in rows], sum(row.path.is_file() for row in rows)


def ticked(at):
    with clock.frozen(at):
        return ticking.tick().listening.get("files forgotten", 0)


def test_a_drafts_files_go_with_it_and_a_contributions_stay():
    with clock.frozen(OPEN):
        begun("enviado.txt").go("enviar")
        begun("deixado.txt")
    left = StoredFile.objects.get(name="deixado.txt")
    assert (ticked(OPEN + 30 * DAY), kept()) == (0, (["deixado.txt", "enviado.txt"], 2))
    assert ticked(OPEN + 30 * DAY + SECOND) == 1
    assert (kept(), left.path.exists()) == ((["enviado.txt"], 1), False)
    assert [act.verb for act in history(f"file:{left.public_id}")] == ["ledger.erase"]
    assert (ticked(OPEN + 800 * DAY), kept()) == (0, (["enviado.txt"], 1))


def test_one_that_another_took_the_place_of_goes_thirty_days_after_it_came():
    with clock.frozen(OPEN):
        walk = begun("primeiro.txt")
    with clock.frozen(OPEN + 10 * DAY):
        walk.go("q12")
        walk.go(**{"q-q12": SimpleUploadedFile("segundo.txt", b"Texto.\n")})
        walk.go("enviar")
    assert (ticked(OPEN + 31 * DAY), kept()) == (1, (["segundo.txt"], 1))


def test_a_position_that_was_refused_leaves_its_annex_no_longer():
    path = f"/pt/consultas/{listening.SLUG}/posicao/"
    with clock.frozen(OPEN):
        walk = Walk(Client(), path)
        answer = walk.go(anexos=SimpleUploadedFile("anexo.txt", b"Texto.\n"))
    assert (answer.status_code, kept()) == (422, (["anexo.txt"], 1))
    assert (ticked(OPEN + 31 * DAY), kept()) == (1, ([], 0))
