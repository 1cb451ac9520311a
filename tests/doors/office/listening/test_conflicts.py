"""Two officers at once: whoever saves second is shown both, loses nothing, and may then write over the first knowingly."""

import re

from rumo.ground.ledger.models import Detail
from rumo.listen.consultations import models as m
from rumo.listen.consultations.queries import words_of
from tests.doors.office.listening.test_pages import BASE, FRAME
from tests.factories import listening as make

QUESTION = {"text": "Tem filhos na escola?", "kind": "single", "required": "yes", "options": "Sim\nNão"}
HERE = f"{BASE}{make.SLUG}/"
FRAMED, ASKED = f"{HERE}quadro/", f"{HERE}perguntas/q1/"


def was_in(page):
    return re.search(r'name="was" value="([0-9a-f]+)"', page.content.decode())[1]


def theirs_in(page):
    """What the page says was kept, by label."""
    return {one["label"]: one["theirs"] for one in page.context["conflict"]}


def test_a_frame_saved_since_is_shown_beside_and_not_written_over(coordinator, drafted):
    was = was_in(coordinator.get(FRAMED))
    first = {**FRAME, "term_days": "40", "was": was}
    assert coordinator.post(FRAMED, first).status_code == 303
    assert coordinator.post(FRAMED, first).status_code == 303  # the very same again is no clash
    mine = {**FRAME, "term_days": "50", "moderation": "post", "was": was}
    page = coordinator.post(FRAMED, mine)
    assert (page.status_code, theirs_in(page)["Duração do prazo"]) == (409, "40")
    assert set(theirs_in(page)) == {"Duração do prazo", "Moderação"}
    assert 'value="50"' in page.content.decode()
    assert m.Consultation.objects.get().term_days == 40
    assert coordinator.post(FRAMED, {**mine, "was": was_in(page)}).status_code == 303
    assert (m.Consultation.objects.get().term_days, m.Consultation.objects.get().moderation) == (50, "post")
    assert Detail.objects.filter(verb="consultation.write").count() == 3


def test_what_is_wrong_with_a_frame_does_not_hide_a_clash(coordinator, drafted):
    was = was_in(coordinator.get(FRAMED))
    page = coordinator.post(FRAMED, {**FRAME, "term_days": "0", "was": was})
    assert (page.status_code, was_in(page)) == (422, was)
    page = coordinator.post(FRAMED, {**FRAME, "act": "see", "was": was})
    assert (page.status_code, was_in(page)) == (200, was)


def test_a_question_changed_since_is_shown_beside_and_not_written_over(coordinator, drafted):
    was = was_in(coordinator.get(ASKED))
    first = {**QUESTION, "text": "Tem crianças na escola?", "was": was}
    assert coordinator.post(ASKED, first).status_code == 303
    assert coordinator.post(ASKED, first).status_code == 303
    mine = {**QUESTION, "options": "Sim\nNão\nTalvez", "was": was}
    page = coordinator.post(ASKED, mine)
    assert (page.status_code, theirs_in(page)) == (
        409,
        {"Pergunta": "Tem crianças na escola?", "Opções": "Sim\nNão"},
    )
    assert "Talvez</textarea>" in page.content.decode()
    assert m.Question.objects.get(code="q1").options == ["yes", "no"]
    assert coordinator.post(ASKED, {**mine, "was": was_in(page)}).status_code == 303
    assert m.Question.objects.get(code="q1").options == ["yes", "no", "a"]
    assert str(words_of(drafted, "pt")["question:q1"]) == "Tem filhos na escola?"


def test_another_question_changed_since_is_no_clash(coordinator, drafted):
    was = was_in(coordinator.get(ASKED))
    other = {"text": "O que mudava na escola?", "kind": "long"}
    assert coordinator.post(f"{HERE}perguntas/q4/", other).status_code == 303
    assert coordinator.post(f"{HERE}perguntas/q4/mover/", {"position": "1"}).status_code == 303
    assert coordinator.post(ASKED, {**QUESTION, "text": "Tem filhos?", "was": was}).status_code == 303
