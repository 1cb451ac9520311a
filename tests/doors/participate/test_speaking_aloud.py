"""A question answered by voice, over HTTP and with no script: sent as a file, told plainly when it cannot be, read and corrected through the receipt."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rumo.doors.web import clock
from rumo.listen.contributions import actions
from rumo.listen.contributions import models as m
from tests.doors.participate.test_answering import Walk
from tests.factories import listening, sounds
from tests.factories.people import BY

QUESTIONS = ({"code": "voz", "kind": "voice", "required": True},)
WORDS = {"question:voz": "O que falta na escola?"}


@pytest.fixture
def walk(db, client, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    listening.consultation(questions=QUESTIONS, words=WORDS)
    with clock.frozen(listening.OPEN):
        found = Walk(client)
        found.go(lingua="bn", audience="migrants")
        yield found


def voice(content=None, name="voz.ogg"):
    return {
        "q-voz": SimpleUploadedFile(name, sounds.ogg() if content is None else content),
        "q-voz-public": "1",
    }


def sent(walk):
    walk.go(**voice())
    walk.go(email="")
    walk.go("enviar")
    return walk.code()


def opened(walk, code):
    return walk.read(walk.client.post("/pt/comprovativo/", {"code": code}))


def test_the_page_may_use_the_microphone_and_no_other_page_may(walk):
    page = walk.response
    assert "microphone=(self)" in page["Permissions-Policy"]
    assert "media-src 'self' blob:" in page["Content-Security-Policy"]
    assert ('accept="audio/*" capture' in walk.text, "web/voice" in walk.text) == (True, True)
    other = walk.go(**voice())
    assert ("microphone=()" in other["Permissions-Policy"], "media-src" in other["Content-Security-Policy"]) == (
        True, False,
    )  # fmt: skip


def test_what_is_recorded_is_sent_and_waits_to_be_written_down(walk):
    sent(walk)
    assert "Ainda ninguém escreveu o que gravou" in walk.text
    passage, file = m.Passage.objects.get(), m.Attachment.objects.get().file
    assert (passage.text, passage.public, file.media_type) == ("", True, "audio/ogg")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "voz.ogg", "Grave a sua resposta, ou escreva-a."),
        (b"OggS" + bytes(60), "voz.ogg", "não se consegue ouvir"),
        (sounds.ogg(0), "voz.ogg", "está vazia"),
        (sounds.wav(15 * 60 + 1), "voz.wav", "mais de 15 minutos"),
        (b"ola", "voz.txt", "Isto não é uma gravação de voz"),
    ],
)
def test_what_cannot_be_heard_is_told_plainly(walk, content, name, words):
    said = voice(content, name) if content else {}
    assert walk.go(**said).status_code == 422
    assert words in walk.text


def test_whoever_prefers_it_writes(walk):
    walk.go(**{"q-voz": "Escrevi."})
    walk.go(email="")
    walk.go("enviar")
    assert m.Passage.objects.get().text == "Escrevi."


def test_the_author_hears_reads_and_corrects_it(walk):
    code = sent(walk)
    file = m.Attachment.objects.get().file
    heard = walk.client.post("/pt/comprovativo/ouvir/", {"code": code, "gravacao": file.public_id})
    assert (heard.getvalue(), heard["Content-Security-Policy"]) == (
        file.path.read_bytes(), "default-src 'none'; sandbox",
    )  # fmt: skip
    assert (heard["Content-Type"], heard["Content-Disposition"][:10]) == ("audio/ogg", "attachment")
    actions.transcribe(passage=m.Passage.objects.get(), text="Uma professora.", by=BY, at=listening.OPEN)
    opened(walk, code)
    assert ("Uma professora." in walk.text, "a partir da sua gravação" in walk.text) == (True, True)
    walk.read(walk.client.post("/pt/comprovativo/corrigir/", {"code": code}))
    walk.go("voz")
    assert 'dir="auto">Uma professora.</textarea>' in walk.text
    walk.go(**{"q-voz": "Duas professoras.", "q-voz-public": "1"})
    walk.go("enviar")
    passage = m.Passage.objects.get()
    assert (passage.text, passage.public, m.Attachment.objects.count()) == ("Duas professoras.", True, 1)


def test_consent_outlives_a_correction_made_before_it_was_written_down(walk):
    code = sent(walk)
    walk.read(walk.client.post("/pt/comprovativo/corrigir/", {"code": code}))
    walk.go("enviar")
    passage = m.Passage.objects.get()
    assert (passage.text, passage.public) == ("", True)


def test_why_it_could_not_be_written_down_is_told(walk):
    code = sent(walk)
    passage = m.Passage.objects.get()
    actions.transcribe(passage=passage, text="", unheard="silent", by=BY, at=listening.OPEN)
    opened(walk, code)
    assert "não a conseguimos escrever: Não se ouve ninguém." in " ".join(walk.text.split())


def test_nobody_hears_anothers(walk):
    code = sent(walk)
    file = m.Attachment.objects.get().file
    other = Walk(Client())
    other.go(lingua="pt", audience="migrants")
    theirs = sent(other)
    answer = other.client.post("/pt/comprovativo/ouvir/", {"code": theirs, "gravacao": file.public_id})
    assert "já não existe" in answer.content.decode()
    assert (
        other.client.post("/pt/comprovativo/ouvir/", {"code": "x", "gravacao": file.public_id}).status_code
        == 404
    )
    assert "já não existe" in walk.client.post("/pt/comprovativo/ouvir/", {"code": code}).content.decode()


def test_a_file_that_is_no_recording_is_not_kept_and_one_that_was_stays(db, client, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    listening.consultation(questions=({"code": "voz", "kind": "voice"},), words=WORDS)
    with clock.frozen(listening.OPEN):
        walk = Walk(client)
        walk.go(lingua="pt", audience="migrants")
        assert walk.go(**voice(b"ola", "nota.txt")).status_code == 422
        assert "nota.txt" not in walk.text.split('id="q-voz-error"')[1]
        assert walk.go().status_code == 200
