"""Writing and publishing: what is refused by field, the revision that rises, who is told, documents, people in charge."""

import io

import pytest

from rumo.ground.files.rules import FileRefused
from rumo.ground.ledger.models import Detail
from rumo.ground.outbox.models import Message
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Document, Gathering, InCharge, Item, Session
from tests.factories import meeting, people
from tests.factories.meeting import BEFORE, DAY
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db
ACT = {"by": BY, "at": BEFORE}


def refused(act, **said):
    """The faults by field with which something is refused."""
    with pytest.raises(gatherings.GatheringRefused) as no:
        act(**said)
    return no.value.faults or str(no.value)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "x"}, "kind"),
        ({"title": " \u200b"}, "title"),
        ({"title": "a" * 301}, "title"),
        ({"summary": "a" * 5001}, "summary"),
        ({"directions": "a" * 5001}, "directions"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"language": "xx"}, "language"),
    ],
)
def test_a_frame_is_refused_by_field(said, field):
    found = refused(gatherings.draft, slug="a", owner=people.national(), said=meeting.frame(**said), **ACT)
    assert list(found) == [field]


@pytest.mark.parametrize("slug", ["", "Á", "a--b", "a" * 101, meeting.SLUG])
def test_an_address_that_cannot_be_or_is_taken_is_refused(slug):
    meeting.drafted()
    assert list(
        refused(gatherings.draft, slug=slug, owner=people.national(), said=meeting.frame(), **ACT)
    ) == ["slug"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"hours": 0}, "ends"),
        ({"place": ""}, "place"),
        ({"place": "a" * 301}, "place"),
        ({"title": "a" * 301}, "title"),
        ({"online": "http://a.pt"}, "online"),
        ({"online": "https://[a"}, "online"),
        ({"online": "https://a b"}, "online"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 100_001}, "capacity"),
        ({"agenda": "Acolhimento"}, "agenda"),
    ],
)
def test_a_session_is_refused_by_field(said, field):
    row = meeting.drafted(sessions=[])
    assert list(refused(gatherings.put_session, gathering=row, said=meeting.when(**said), **ACT)) == [field]
    assert Session.objects.count() == 0


def test_a_session_keeps_its_agenda_and_another_takes_its_place():
    row = meeting.drafted(sessions=[meeting.when(agenda="10:00 Um\n11h30 - 12.00 Dois\n00:15 Depois")])
    items = list(Item.objects.values_list("title", "starts_at", "ends_at"))
    assert [one[0] for one in items] == ["Um", "Dois", "Depois"]
    assert items[1][2] == DAY.replace(hour=12)
    assert items[2][1] > items[1][1]
    gatherings.put_session(gathering=row, number=1, said=meeting.when(), **ACT)
    assert Item.objects.count() == 0


def test_it_is_published_once_with_a_session():
    row = meeting.drafted(sessions=[])
    assert "Falta" in refused(gatherings.publish, gathering=row, **ACT)
    gatherings.put_session(gathering=row, said=meeting.when(), **ACT)
    assert gatherings.publish(gathering=row, **ACT).published_at == BEFORE
    assert "já foi publicado" in refused(gatherings.publish, gathering=row, **ACT)


def test_a_draft_changes_without_a_revision_and_nobody_is_told():
    row = meeting.drafted()
    gatherings.write(gathering=row, said=meeting.frame(title="Outro (exemplo)"), **ACT)
    assert (meeting.again(row).revision, Message.objects.count()) == (0, 0)


def test_what_is_changed_is_refused_by_field_too():
    row = meeting.gathering()
    assert list(refused(gatherings.write, gathering=row, said=meeting.frame(title=""), **ACT)) == ["title"]
    assert meeting.again(row).revision == 0


def test_who_comes_is_told_of_every_change_once_it_is_published():
    row = meeting.gathering(sessions=[meeting.when(), meeting.when()])
    meeting.registered(row, "a", sessions=(1,))
    meeting.registered(row, "b", sessions=(2,))
    meeting.registered(row, "c", email="")
    Message.objects.all().delete()
    gatherings.write(gathering=row, said=meeting.frame(title="Outro (exemplo)"), **ACT)
    assert (meeting.again(row).revision, Message.objects.count()) == (1, 2)
    gatherings.write(gathering=row, said=meeting.frame(title="Outro (exemplo)"), **ACT)
    assert meeting.again(row).revision == 1
    gatherings.put_session(gathering=row, number=2, said=meeting.when(DAY.replace(hour=16)), **ACT)
    letter = meeting.told(Message.objects.order_by("pk").last())
    assert (letter["what"], letter["title"], letter["calendar"]["sequence"]) == (
        "changed",
        "Outro (exemplo)",
        2,
    )
    assert letter["confirmed"][0].startswith("2026-03-07, 16:00")
    assert Message.objects.count() == 3


def test_who_came_is_told_that_it_is_cancelled_and_why():
    row = meeting.gathering()
    got = meeting.registered(row)
    Message.objects.all().delete()
    assert list(refused(gatherings.cancel, gathering=row, reason=" ", **ACT)) == ["reason"]
    assert list(refused(gatherings.cancel, gathering=row, reason="a" * 2001, **ACT)) == ["reason"]
    gatherings.cancel(gathering=row, reason="Chuva (exemplo)", **ACT)
    letter = meeting.told(Message.objects.get())
    assert (letter["what"], letter["reason"]) == ("cancelled", "Chuva (exemplo)")
    assert (letter["calendar"]["method"], letter["calendar"]["sequence"]) == ("CANCEL", 1)
    assert "publicado" in refused(gatherings.cancel, gathering=row, reason="x", **ACT)
    assert "anulado" in refused(gatherings.write, gathering=row, said=meeting.frame(), **ACT)
    gatherings.give_up(registration=got.registration, at=BEFORE)


def test_a_session_goes_while_nobody_registered_and_another_is_left():
    row = meeting.gathering(sessions=[meeting.when(), meeting.when()])
    meeting.registered(row, sessions=(1,))
    assert "Já há inscrições" in refused(gatherings.drop_session, gathering=row, number=1, **ACT)
    gatherings.drop_session(gathering=row, number=2, **ACT)
    assert "já não existe" in refused(gatherings.drop_session, gathering=row, number=2, **ACT)
    empty = meeting.gathering("vazia")
    assert "pelo menos uma" in refused(gatherings.drop_session, gathering=empty, number=1, **ACT)
    draft = meeting.drafted("rascunho")
    gatherings.drop_session(gathering=draft, number=1, **ACT)
    assert Session.objects.filter(gathering=draft).count() == 0


def test_there_is_a_most_of_sessions():
    row = meeting.drafted(sessions=[])
    Session.objects.bulk_create(
        Session(gathering=row, number=n, starts_at=DAY, ends_at=DAY.replace(hour=12), place="x")
        for n in range(60)
    )
    assert "no máximo 60" in refused(gatherings.put_session, gathering=row, said=meeting.when(), **ACT)


def test_people_in_charge_take_the_place_of_who_was():
    row = meeting.gathering()
    gatherings.put_people(
        gathering=row, people=[("Facilitação", "A, exemplo"), ("Atas", "B, exemplo")], **ACT
    )
    gatherings.put_people(gathering=row, people=[(" Atas ", "C, exemplo")], **ACT)
    assert list(InCharge.objects.values_list("role", "name")) == [("Atas", "C, exemplo")]
    for said in ([("", "x")], [("x", "")], [("x", "y")] * 31):
        assert list(refused(gatherings.put_people, gathering=row, people=said, **ACT)) == ["people"]


def test_documents_are_joined_and_taken_away(speaker):
    row = meeting.gathering()
    for title in ("", "Programa (exemplo)"):
        gatherings.attach(gathering=row, name="a.txt", stream=io.BytesIO(b"texto"), title=title, **ACT)
    assert list(Document.objects.values_list("position", "title")) == [
        (1, "a.txt"),
        (2, "Programa (exemplo)"),
    ]
    assert gatherings.detach(gathering=row, position=1, **ACT)
    assert not gatherings.detach(gathering=row, position=1, **ACT)
    with pytest.raises(FileRefused):
        gatherings.attach(gathering=row, name="a.exe", stream=io.BytesIO(b"MZ\x00"), title="", **ACT)
    speaker("stream: Amostra.Exemplo FOUND\n")
    with pytest.raises(FileRefused, match=r"Amostra\.Exemplo"):
        gatherings.attach(gathering=row, name="b.txt", stream=io.BytesIO(b"outro"), title="", **ACT)


def test_every_act_is_in_the_ledger_under_its_name():
    row = meeting.gathering()
    gatherings.cancel(gathering=row, reason="x", **ACT)
    verbs = (
        Detail.objects.filter(target=gatherings.target_of(row))
        .order_by("entry")
        .values_list("verb", flat=True)
    )
    assert list(verbs) == [
        "gathering.draft",
        "gathering.put_session",
        "gathering.publish",
        "gathering.cancel",
    ]
    assert str(Gathering.objects.get()) == meeting.SLUG
    assert AT < BEFORE
