"""Jobs of translation: done by the engine this installation has, kept as they come, tried again when it fails."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from rumo.doors.desk import translating
from rumo.doors.desk.engines import EngineFailed, LibreTranslate, engine
from rumo.doors.web import clock
from rumo.ground.outbox.models import Job
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.queries import completeness, words_of
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Translation
from tests.factories import engines, listening, said
from tests.factories.listening import OPEN
from tests.factories.people import BY


@pytest.fixture
def row(db):
    with clock.frozen(OPEN):
        yield listening.consultation()


def ask(row, language="en"):
    return consultations.ask_translation(consultation=row, language=language, by=BY, at=OPEN)


def test_what_a_consultation_lacks_is_translated_and_marked_as_a_machines(row, settings):
    settings.TRANSLATION_ENGINE = engines.FAKE
    ask(row)
    worked = translating.translate_waiting()
    assert (worked.done, worked.failed, worked.texts) == (1, 0, sum(completeness(row)["en"].values()))
    title = words_of(row, "en")["title"]
    assert (title.text, title.state) == ("[en] Uma escola para todos (exemplo)", "machine")
    assert translating.translate_waiting() == translating.Worked()


def test_what_was_made_before_the_engine_failed_is_kept_and_the_rest_tried_again(row, settings, monkeypatch):
    settings.TRANSLATION_ENGINE = engines.FAILING
    monkeypatch.setattr(translating, "TEXTS", 4)
    monkeypatch.setattr(engines.Failing, "left", 1)
    ask(row)
    worked = translating.translate_waiting()
    assert (worked.done, worked.failed, worked.texts) == (0, 1, 4)
    (job,) = Job.objects.all()
    assert (job.tries, job.fault, job.done_at) == (1, "EngineFailed: it does not answer", None)
    assert translating.translate_waiting() == translating.Worked()  # not due yet
    settings.TRANSLATION_ENGINE = engines.FAKE
    with clock.frozen(job.due_at):
        assert translating.translate_waiting().done == 1
    assert completeness(row)["en"]["none"] == 0


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("", "EngineFailed: there is no engine (RUMO_TRANSLATION_ENGINE)"),
        ("nowhere.Engine", "EngineFailed: RUMO_TRANSLATION_ENGINE: No module named 'nowhere'"),
        (engines.SHORT, "EngineFailed: 17 translations of 18 texts"),
    ],
)
def test_an_engine_that_is_not_there_or_leaves_texts_out_is_told(row, settings, named, why):
    settings.TRANSLATION_ENGINE = named
    ask(row)
    assert translating.translate_waiting().failed == 1
    assert Job.objects.get().fault == why


def test_a_job_is_given_up_in_the_end_and_may_be_asked_again(row, settings):
    settings.TRANSLATION_ENGINE = ""
    ask(row)
    Job.objects.update(tries=11)
    assert translating.translate_waiting().given_up == 1
    assert ask(row) is True
    assert translating.translate_waiting(lambda: True) == translating.Worked()


def test_texts_of_contributions_are_translated_from_each_language(row, settings):
    settings.TRANSLATION_ENGINE = engines.FAKE
    texts = [
        said.passage(said.say(row, text="শিক্ষক", language="bn")),
        said.passage(said.say(row, text="معلم", language="ar")),
    ]
    contributions.ask_translations(passages=texts, language="pt", by=BY, at=OPEN)
    contributions.erase(contribution=texts[1].contribution, at=OPEN)
    worked = translating.translate_waiting()
    assert (worked.done, worked.texts) == (1, 1)
    assert list(Translation.objects.values_list("text", "rewording", "state", "by")) == [
        ("[pt] শিক্ষক", "", "machine", "engine")
    ]


class Libre(BaseHTTPRequestHandler):
    """A LibreTranslate that knows one answer for each language."""

    def do_POST(self):
        """Answer as LibreTranslate does."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        found = [f"{asked['source']}>{asked['target']} {text}" for text in asked["q"]]
        body = {"en": {"translatedText": found}, "ar": {"error": "no"}}.get(asked["target"])
        self.send_response(200 if body else 500)
        self.end_headers()
        self.wfile.write(json.dumps(body or {}).encode())

    def log_message(self, format, *args):
        """Say nothing."""


@pytest.fixture
def libre():
    server = HTTPServer(("127.0.0.1", 0), Libre)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_engine_at_an_address_is_spoken_to_as_to_libretranslate(libre, settings):
    settings.TRANSLATION_ENGINE = libre
    found = engine()
    assert isinstance(found, LibreTranslate)
    assert found.translate(["um", "dois"], "pt", "en") == ["pt>en um", "pt>en dois"]
    with pytest.raises(EngineFailed, match="no list of translations"):
        found.translate(["um"], "pt", "ar")
    with pytest.raises(EngineFailed, match="500"):
        found.translate(["um"], "pt", "ne")
    with pytest.raises(EngineFailed, match="refused"):
        LibreTranslate("http://127.0.0.1:9").translate(["um"], "pt", "en")
