"""A recording is played where it is written down, though it is served so that nothing in it can act."""

import datetime as dt
import io

import pytest

from rumo.doors.web import clock
from rumo.ground.files import actions as files
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Passage
from rumo.listen.contributions.rules.saying import Said
from tests.factories import listening, people, sounds
from tests.journeys.office import sound, told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUESTIONS, PLACE = ({"code": "voz", "kind": "voice"},), "question:voz"
HEARD = "(player) => new Promise((done) => { player.muted = true; player.onended = () => done(); player.play(); })"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_recording_is_heard_and_written_down(here, desk_of, settings, tmp_path, width):
    settings.FILES_DIR = tmp_path
    asked = listening.consultation(
        questions=QUESTIONS, words={PLACE: "O que falta?"}, at=clock.now() - dt.timedelta(days=10)
    )
    voice = files.receive(name="voz.ogg", stream=io.BytesIO(sounds.ogg()), by="participant", at=clock.now())
    said = Said(kind="questionnaire", language="pt", audience="migrants", files={PLACE: [voice]})
    contributions.submit(consultation=asked, said=said, token="a", at=clock.now())
    moderator = people.person("moderator", people.national(), name="Moderação, exemplo")
    page = desk_of(moderator, f"/pt/gabinete/consultas/{asked.slug}/gravacoes/", width=width).page
    page.locator("audio").evaluate(HEARD)
    sound(page)
    page.get_by_label("O que se ouve").fill("Uma professora.")
    with page.expect_navigation():
        page.get_by_role("button", name="Guardar O que falta?").click()
    assert told(page).startswith("Guardado.")
    assert Passage.objects.get().text == "Uma professora."
