"""The office runs a conference from the call to the public programme, by forms and buttons alone; reviewers never see a name."""

import pytest
from django.test import Client
from django.urls import reverse

from rumo.doors.web import clock
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences import models as m
from tests.factories import conferences as make
from tests.factories import people
from tests.factories.conferences import AT, BY

pytestmark = pytest.mark.django_db
SLUG = "conferencia-exemplo"
CALL = {
    "opens_at": "2026-03-01T09:00", "closes_at": "2026-04-01T18:00", "topics": "Escola\nHabitação\n",
    "kinds": "Comunicação; 20\nPoster;5", "criteria": "Clareza\nInteresse", "languages": ["pt", "ar"], "text": "",
}  # fmt: skip


@pytest.fixture
def row():
    with clock.frozen(AT):
        yield make.conference()


@pytest.fixture
def desk(row):
    return people.signed_in(Client(), people.person("national_coordinator", people.national()))


def at(name, *more):
    return reverse(f"office:{name}", args=[SLUG, *more])


def wrong(answer):
    assert answer.status_code == 422
    return [fault.field for fault in answer.context["faults"]]


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_call_is_made_and_changed(row, desk):
    assert text(desk.get(at("conference-call"))).count("Comunicação; 20") == 1
    assert wrong(desk.post(at("conference-call"), {**CALL, "opens_at": "x"})) == ["opens_at"]
    assert wrong(desk.post(at("conference-call"), {**CALL, "kinds": "Comunicação"})) == ["kinds"]
    assert desk.post(at("conference-call"), CALL).status_code == 302
    call = m.Call.objects.get()
    assert call.kinds == [{"name": "Comunicação", "minutes": 20}, {"name": "Poster", "minutes": 5}]
    assert call.closes_at.isoformat() == "2026-04-01T17:00:00+00:00"
    assert text(desk.get(at("conference-call"))).count('value="2026-04-01T18:00"') == 1
    assert text(desk.get(at("conference"))).count("Mudar a chamada") == 1


def test_the_committee_assigns_and_decides(row, desk):
    one = make.abstract(make.call(row))
    reviewer = make.reviewer(name="Revisora, exemplo")
    barred = make.reviewer(people.body("association", "Associação do Bairro (exemplo)"), "Barrada, exemplo")
    page = text(desk.get(at("conference-abstract", one.number)))
    assert [
        page.count(words) for words in ("Autora, exemplo", "Revisora, exemplo", f'value="{barred.public_id}"')
    ] == [1, 1, 0]
    for asked in ("", barred.public_id):
        answer = desk.post(at("abstract-assign", one.number), {"membership": asked})
        assert (answer.status_code, m.Review.objects.count()) == (409 if asked else 422, 0)
    assert desk.post(at("abstract-assign", one.number), {"membership": reviewer.public_id}).status_code == 302
    assert wrong(desk.post(at("abstract-decide", one.number), {"decision": "accepted"})) == ["reason"]
    said = {"decision": "accepted", "reason": "Bom."}
    assert desk.post(at("abstract-decide", one.number), said).status_code == 302
    assert text(desk.get(at("conference-abstracts"))).count("Aceite") == 1
    conferences.withdraw(abstract=one, at=AT)
    assert desk.post(at("abstract-decide", one.number), said).status_code == 409


def test_a_reviewer_reads_no_name_scores_and_may_step_back(row):
    call = make.call(row)
    first, second = make.abstract(call, "a", title="Primeiro"), make.abstract(call, "b", title="Segundo")
    member = make.reviewer()
    one, two = (
        conferences.assign(abstract=each, membership=member, by=BY, at=AT) for each in (first, second)
    )
    client = people.signed_in(Client(), member.user)
    assert text(client.get(reverse("office:reviews"))).count("Primeiro") == 1
    address = reverse("office:review", args=[one.public_id])
    page = text(client.get(address))
    assert [page.count(words) for words in ("Autora, exemplo", "Associação do Bairro")] == [0, 0]
    assert wrong(client.post(address, {"score-0": "6"})) == ["score-0-1", "score-1-1"]
    assert client.post(address, {"score-0": "5", "score-1": "4", "to_authors": "Bom."}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.scores) == ("done", {"Clareza": 5, "Interesse": 4})
    gone = reverse("office:review", args=[two.public_id])
    assert (
        client.post(reverse("office:review-conflict", args=[two.public_id]), {"why": "x"}).status_code == 302
    )
    assert (client.get(gone).status_code, client.post(gone, {}).status_code) == (404, 404)
    other = people.signed_in(Client(), make.reviewer(name="Outra, exemplo").user)
    assert other.get(address).status_code == 404
    conferences.decide(abstract=first, decision="accepted", reason="Sim.", by=BY, at=AT)
    assert client.post(address, {"score-0": "5", "score-1": "4"}).status_code == 409


SLOT = {
    "kind": "talk",
    "starts_at": "2026-06-04T10:00",
    "minutes": "20",
    "title": "Abertura",
    "text": "",
    "abstract": "",
}


def test_a_programme_is_made_moved_and_published_by_forms_and_buttons(row, desk):
    assert wrong(desk.post(at("conference-rooms"), {"name": ""})) == ["name"]
    for name in ("Auditório", "Sala 2"):
        assert desk.post(at("conference-rooms"), {"name": name, "capacity": "50"}).status_code == 302
    here, there = m.Room.objects.order_by("pk")
    assert desk.post(at("conference-speakers"), {"name": "Ana, exemplo", "consented": "1"}).status_code == 302
    who = m.Speaker.objects.get()
    said = {**SLOT, "room": here.number, "speakers": [who.number]}
    assert text(desk.get(at("slot-new"))).count('value="2026-06-04T10:00"') == 1
    assert wrong(desk.post(at("slot-new"), {**said, "room": "x", "starts_at": "x"})) == ["room", "starts_at"]
    assert wrong(desk.post(at("slot-new"), {**said, "title": "", "minutes": "x"})) == ["minutes", "title"]
    assert desk.post(at("slot-new"), {**said, "abstract": "nada"}).status_code == 404
    assert desk.post(at("slot-new"), said).status_code == 302
    assert desk.post(at("slot-new"), {**SLOT, "title": "Debate", "room": here.number}).status_code == 302
    clash = desk.post(at("programme-publish"))
    assert wrong(clash) == ["troubles"]
    assert clash.content.decode().count("estão na sala Auditório ao mesmo tempo") >= 1
    debate = m.Slot.objects.get(title="Debate")
    for way in (there.number, "later"):
        assert desk.post(at("slot-move", debate.number), {"way": way}).status_code == 302
    assert desk.post(at("programme-publish")).status_code == 302
    debate.refresh_from_db()
    assert (debate.room, debate.starts_at.minute) == (there, 5)
    assert desk.post(at("slot-move", debate.number), {"way": here.number}).status_code == 409
    assert wrong(desk.post(at("slot-edit", debate.number), {**SLOT, "room": here.number})) == ["main"]
    assert desk.post(at("room-drop", there.number)).status_code == 409
    assert desk.post(at("slot-drop", debate.number)).status_code == 302
    assert text(desk.get(at("conference-programme"))).count("cancelado") == 1
    assert text(desk.get(at("slot-edit", debate.number))).count("volta ao programa") == 1


def test_an_accepted_abstract_is_placed_with_its_authors(row, desk):
    one, here = make.accepted(make.call(row)), make.room(row)
    assert desk.post(at("speakers-bring")).status_code == 302
    who = m.Speaker.objects.get()
    said = {**SLOT, "title": "", "room": here.number, "abstract": one.number, "speakers": [who.number]}
    assert desk.post(at("slot-new"), said).status_code == 302
    slot = m.Slot.objects.get()
    page = text(desk.get(at("slot-edit", slot.number)))
    assert page.count(f'<option value="{one.number}" selected>') == 1
    assert desk.post(at("speaker-edit", who.number), {"name": ""}).status_code == 422
    assert desk.post(at("speaker-edit", who.number), {"name": "Autora, exemplo"}).status_code == 302
    assert m.Seat.objects.count() == 0  # consent was taken back
    assert desk.post(at("speaker-drop", who.number)).status_code == 302
    assert m.Speaker.objects.count() == 0


def test_questions_are_read_and_polls_put(desk):
    with clock.frozen(AT):
        row = make.public(slug="outra")
        slot = m.Slot.objects.get(gathering=row)
        asked = conferences.ask(slot=slot, text="Porquê?", language="pt", token="a", at=AT)
        address = reverse("office:slot-live", args=["outra", slot.number])
        moderate = reverse("office:live-moderate", args=["outra", slot.number, asked.number])
        assert text(desk.get(address)).count("Porquê?") >= 1
        assert desk.post(moderate, {"state": "x"}).status_code == 409
        assert desk.post(moderate, {"state": "shown"}).status_code == 302
        assert wrong(desk.post(address, {"text": "", "options": "Sim"})) == ["text", "options"]
        assert desk.post(address, {"text": "Concorda?", "options": "Sim\nNão"}).status_code == 302
        poll = m.Poll.objects.get()
        assert (
            desk.post(reverse("office:poll-close", args=["outra", slot.number, poll.number])).status_code
            == 302
        )
    asked.refresh_from_db()
    poll.refresh_from_db()
    assert (asked.state, poll.closed_at) == ("shown", AT)
