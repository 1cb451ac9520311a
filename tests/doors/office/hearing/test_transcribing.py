"""The desk where recordings are written down: who sees it, what it plays, what becomes of what is written."""

import io

import pytest
from django.urls import reverse

from rumo.doors.web import clock
from rumo.ground.files import actions as files
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Passage
from rumo.listen.contributions.rules.saying import Said, Text
from tests.factories import listening, people, sounds
from tests.factories.listening import OPEN

QUESTIONS = ({"code": "voz", "kind": "voice"},)
WORDS = {"question:voz": "O que falta <na> escola?"}


@pytest.fixture(autouse=True)
def now(db, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    with clock.frozen(OPEN):
        yield


@pytest.fixture
def asked():
    return listening.consultation(questions=QUESTIONS, words=WORDS)


@pytest.fixture
def staff(client):
    return people.signed_in(client, people.person("moderator", people.national(), name="Moderação, exemplo"))


def recorded(asked, token="a"):
    sound = files.receive(name="voz.ogg", stream=io.BytesIO(sounds.ogg()), by="participant", at=OPEN)
    said = Said(
        kind="questionnaire", language="pt", audience="migrants", texts={"question:voz": Text("", True)},
        files={"question:voz": [sound]},
    )  # fmt: skip
    row = contributions.submit(consultation=asked, said=said, token=token, at=OPEN).contribution
    return f"{row.number}~question:voz", sound


def at(asked, *more):
    return reverse(f"office:{'recording' if more else 'recordings'}", args=[asked.slug, *more])


def test_what_waits_is_listed_played_and_written_down(staff, asked, django_assert_max_num_queries):
    assert "Está tudo escrito" in staff.get(at(asked)).content.decode()
    keys = [recorded(asked, token=str(n)) for n in range(3)]
    (key, sound), *_others = keys
    with django_assert_max_num_queries(12):
        page = staff.get(at(asked))
    text = page.content.decode()
    assert ("O que falta &lt;na&gt; escola?" in text, text.count("<audio")) == (True, 3)
    assert "media-src 'self'" in page["Content-Security-Policy"]
    heard = staff.get(at(asked, sound.public_id))
    assert (heard.getvalue(), heard["Cache-Control"]) == (sound.path.read_bytes(), "no-store, private")
    answer = staff.post(at(asked), {"key": key, "text": "Uma professora."})
    assert (answer.status_code, answer["Location"]) == (303, at(asked))
    row = Passage.objects.get(text="Uma professora.")
    assert (row.state, row.public, staff.get(at(asked)).content.decode().count("<audio")) == (
        "waiting",
        True,
        2,
    )
    assert staff.get(reverse("office:home")).content.decode().count("2 gravações") == 1


def test_what_cannot_be_kept_is_said_and_nothing_written_is_lost(staff, asked):
    key, _sound = recorded(asked)
    for form, words in (
        ({"text": "", "unheard": ""}, "uma das duas"),
        ({"text": "Meia <frase", "unheard": "unclear"}, "Meia &lt;frase"),
    ):
        answer = staff.post(at(asked), {"key": key, **form})
        text = answer.content.decode()
        assert (answer.status_code, words in text, f'href="#text-{key}"' in text) == (422, True, True)
    answer = staff.post(at(asked), {"key": "nada", "text": "Perdido?"})
    assert (answer.status_code, "Perdido?" in answer.content.decode()) == (422, True)


def test_who_comes_second_is_told_and_keeps_what_they_wrote(staff, asked, client_class):
    key, _sound = recorded(asked)
    other = people.signed_in(client_class(), people.person("national_coordinator", people.national()))
    assert other.post(at(asked), {"key": key, "text": "", "unheard": "silent"}).status_code == 303
    answer = staff.post(at(asked), {"key": key, "text": "Uma <professora."})
    text = answer.content.decode()
    assert (answer.status_code, "Outra pessoa já tratou" in text, "Uma &lt;professora." in text) == (
        409,
        True,
        True,
    )


def test_a_recording_that_waits_for_the_antivirus_is_not_played(staff, asked):
    _key, sound = recorded(asked)
    sound.state, sound.reason, sound.released_at = "quarantined", "À espera (exemplo).", None
    sound.save()
    text = staff.get(at(asked)).content.decode()
    assert ("À espera (exemplo)." in text, "<audio" in text) == (True, False)
    assert staff.get(at(asked, sound.public_id)).status_code == 404


def test_another_consultations_recording_is_not_found(staff, asked):
    other = listening.consultation("outra", questions=QUESTIONS, words=WORDS)
    _key, sound = recorded(asked)
    assert staff.get(at(other, sound.public_id)).status_code == 404
    assert staff.get(at(other, "nenhuma")).status_code == 404


@pytest.mark.parametrize("role", ["translator", "national_analyst"])
def test_only_those_who_write_or_moderate_hear(client, asked, role):
    recorded(asked)
    someone = people.signed_in(client, people.person(role, people.national()))
    assert someone.get(at(asked)).status_code == (200 if role == "national_analyst" else 404)
    assert ("gravação" in someone.get(reverse("office:home")).content.decode()) == (
        role == "national_analyst"
    )
