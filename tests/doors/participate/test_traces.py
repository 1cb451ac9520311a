"""Taking part leaves no trace of who, where from or with what (P1): everything kept is searched for marks, over HTTP."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache

from rumo.doors.web import clock
from tests.factories import listening
from tests.listen.contributions.privacy.attack import columns_with, tables

pytestmark = pytest.mark.django_db
AGENT, ADDRESS, FORWARDED = "Marca-Agente/9.9 (Xpto)", "203.0.113.77", "198.51.100.23"
EMAIL, IDENTITY = "marca-correio@exemplo.invalid", "MARCA-DOC-77"
TEXT = "Marca-texto: faltam professores."


@pytest.fixture
def folders(tmp_path, settings):
    """Data, cache and letters in a folder that can be searched."""
    settings.DATA_DIR, settings.FILES_DIR = tmp_path / "data", tmp_path / "files"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.CACHES = {
        "default": {"BACKEND": "rumo.doors.web.filecache.FileCache", "LOCATION": tmp_path / "cache"}
    }
    return tmp_path


def walk(client, path):
    """Answer everything, one page after another, and send; return the receipt's page."""
    sent = {
        "lingua": "pt", "audience": "migrants", "q-q1": "yes", "q-q2": ["teachers"], "q-q3": "4", "q-q4": TEXT, "q-q4-public": "1",
        "email": EMAIL, "identity": IDENTITY, "age": "18-34",
    }  # fmt: skip
    page = client.get(path).content.decode()
    for _step in range(12):
        token = re.search(r'name="token" value="([^"]+)"', page)[1]
        place = re.search(r'name="pagina" value="([^"]+)"', page)[1]
        go = "enviar" if place == "rever" else "seguinte"
        answer = client.post(path, {"token": token, "pagina": place, "ir": go, **sent})
        page = answer.content.decode()
        if answer.status_code == 201:
            block = re.search(r'<p class="code" dir="ltr">(.*?)</p>', page, re.S)[1]
            return page, "".join(re.findall(r"<span>(\w+)</span>", block)), token
    raise AssertionError(page)


def files_with(folder, *marks):
    """The files below a folder in which a mark stands."""
    held = [Path(at, name) for at, _folders, names in os.walk(folder) for name in names]
    return [str(path) for path in held if any(mark.encode() in path.read_bytes() for mark in marks)]


def test_nothing_tells_who_sent_it(client, folders, mailoutbox, caplog):
    row = listening.consultation(once=True)
    client.defaults |= {"HTTP_USER_AGENT": AGENT, "REMOTE_ADDR": ADDRESS, "HTTP_X_FORWARDED_FOR": FORWARDED}
    with caplog.at_level("DEBUG", logger="rumo"), clock.frozen(listening.OPEN):
        page, code, token = walk(client, f"/pt/consultas/{row.slug}/responder/")
        shown = client.post("/pt/comprovativo/", {"code": code})
        missed = client.post("/pt/comprovativo/", {"code": "A" * 27})
    assert (shown.status_code, missed.status_code) == (200, 404)
    copy = tables()
    said = {
        mark: columns_with(mark, copy) for mark in (AGENT, ADDRESS, FORWARDED, EMAIL, IDENTITY, code, token)
    }
    assert [mark for mark, places in said.items() if places] == []
    assert columns_with(TEXT, copy) == ["contributions_passage.search", "contributions_passage.text"]
    assert files_with(folders, AGENT, ADDRESS, FORWARDED, EMAIL, IDENTITY, code, token, TEXT) == []
    assert files_with(settings.KEYS_DIR, AGENT, ADDRESS, EMAIL, IDENTITY, code, TEXT) == []
    assert (Session.objects.count(), len(mailoutbox), set(client.cookies) - {"csrf"}) == (0, 0, set())
    assert not any(mark in caplog.text for mark in (AGENT, ADDRESS, EMAIL, IDENTITY, code, TEXT))
    assert cache.get(code) is None
    assert EMAIL not in page
    assert IDENTITY not in page


def test_no_address_holds_a_receipt_or_a_token(client, db):
    row = listening.consultation()
    with clock.frozen(listening.OPEN):
        page, code, token = walk(client, f"/pt/consultas/{row.slug}/responder/")
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', page)
    assert len(addresses) > 5
    assert not any(code in one or token in one for one in addresses)
