"""A file is handed out to be saved, under a policy that lets nothing run."""

import io
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import path

from rumo.doors.files import serving
from rumo.ground.files import actions, queries
from tests.factories import files

pytestmark = pytest.mark.django_db


def handed(request, public_id):
    """A view as another door would write it."""
    return serving.answer(queries.served(public_id).stored, reserved="open" not in request.GET)


urlpatterns = [path("media/<public_id>", handed), path("pt/gabinete/provas/<public_id>", handed)]


@pytest.fixture
def sent(settings, tmp_path):
    """A function that sends a file."""
    settings.FILES_DIR, settings.CLAMD, settings.ROOT_URLCONF = tmp_path, "", __name__

    def send(content, name):
        at = datetime(2026, 11, 25, tzinfo=UTC)
        return actions.receive(name=name, stream=io.BytesIO(content), by="office", at=at)

    return send


@pytest.mark.parametrize("place", ["media", "pt/gabinete/provas"])
def test_the_whole_house_leaves_its_headers_alone(sent, place):
    stored = sent(files.pdf(), "Relatório «final».pdf")
    answered = Client().get(f"/{place}/{stored.public_id}")
    assert b"".join(answered.streaming_content) == stored.path.read_bytes()
    told = {
        name: answered[name]
        for name in ("Content-Type", "Content-Length", "Content-Disposition", "X-Content-Type-Options")
    }
    assert told == {
        "Content-Type": "application/pdf",
        "Content-Length": str(stored.size),
        "Content-Disposition": f"attachment; filename*=utf-8''{quote('Relatório «final».pdf')}",
        "X-Content-Type-Options": "nosniff",
    }
    assert answered["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answered["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answered["Cache-Control"] == "private, no-store"
    assert answered["X-Frame-Options"] == "DENY"
    assert answered.cookies == {}


def test_a_text_says_how_it_is_written_and_a_public_file_may_be_kept(sent):
    stored = sent("ação;1\n".encode(), "a.csv")
    answered = Client().get(f"/media/{stored.public_id}?open")
    assert answered["Content-Type"] == "text/csv; charset=utf-8"
    assert answered["Cache-Control"] == "public, max-age=3600"
    assert answered["Content-Disposition"] == 'attachment; filename="a.csv"'
    answered.close()


def test_a_head_has_the_headers_and_no_body(sent):
    stored = sent(b"prova", "a.txt")
    answered = Client().head(f"/media/{stored.public_id}")
    assert (answered.status_code, answered["Content-Length"], b"".join(answered)) == (200, "5", b"")
