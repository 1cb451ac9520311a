"""The journal of a visit: written once, public once another approved it, withdrawn with a reason; what is refused, and by whom."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from rumo.ground.files.models import StoredFile
from rumo.ground.ledger.models import Detail
from rumo.ground.vocabularies import actions as vocabularies
from rumo.listen.gatherings.actions.visiting import (
    VisitRefused,
    approve_note,
    mend_note,
    return_note,
    withdraw_note,
    write_note,
)
from rumo.listen.gatherings.models import Gathering, VisitNote
from rumo.listen.gatherings.queries.visiting import (
    every_note,
    journal,
    notes_of_practice,
    photos_of,
    waits_for,
)
from tests.factories import people
from tests.factories import practices as make
from tests.factories.people import AT, BY

ACT = {"by": "outra", "at": AT}


def exchange(**changes):
    """A public exchange."""
    said = {
        "slug": "visita-exemplo", "kind": "exchange", "owner": people.national(), "title": "Visita (exemplo)",
        "state": "published", "recorded_at": AT, "changed_at": AT, "published_at": AT,
    }  # fmt: skip
    return Gathering.objects.create(**{**said, **changes})


def write(gathering, **changes):
    said = {"day": AT.date(), "text": "Vimos a carrinha.", "part": "visitor", "by": BY, "at": AT}
    return write_note(gathering=gathering, **{**said, **changes})


def photo():
    """A photograph that was let through."""
    return StoredFile.objects.create(
        name="a.jpg", media_type="image/jpeg", sha256_received="0" * 64, sha256_served="1" * 64,
        size=3, state="released", received_by=BY, received_at=AT, released_at=AT,
    )  # fmt: skip


@pytest.fixture
def practice(db):
    vocabularies.load(by=BY, at=AT)
    return make.published()


def test_a_note_is_written_once_and_public_once_another_approved(practice):
    gathering = exchange()
    for _ in range(2):
        row = write(gathering, practice=practice, photos=[(photo(), " A carrinha. ")])
    assert (every_note(gathering), journal(gathering), notes_of_practice(practice.pk)) == ([row], [], [])
    assert [one.shows for one in photos_of([row])[row.pk]] == ["A carrinha."]
    for act in ({"by": BY, "at": AT}, {**ACT, "read": AT - dt.timedelta(minutes=1)}):
        with pytest.raises(VisitRefused):
            approve_note(note=row, **act)
    for _ in range(2):
        approve_note(note=row, read=AT, **ACT)
    assert (journal(gathering), notes_of_practice(practice.pk)) == ([row], [row])
    assert "Vimos a carrinha." in [one.text for one in notes_of_practice(practice.pk)]
    with pytest.raises(VisitRefused) as no:
        withdraw_note(note=row, reason=" ", **ACT)
    assert no.value.place == "reason"
    for _ in range(2):
        assert withdraw_note(note=row, reason="Pessoas à vista.", **ACT).state == "withdrawn"
    assert journal(gathering) == []
    with pytest.raises(VisitRefused):
        approve_note(note=row, **ACT)
    acts = Detail.objects.filter(target="gathering:visita-exemplo").order_by("pk")
    assert [one.verb for one in acts] == ["visit.write", "visit.approve", "visit.withdraw"]


def test_a_note_that_is_not_public_is_not_withdrawn(db):
    with pytest.raises(VisitRefused):
        withdraw_note(note=write(exchange()), reason="x", **ACT)


@pytest.mark.parametrize("change", [{"kind": "conference"}, {"state": "draft", "published_at": None}])
def test_only_a_public_exchange_has_a_journal(db, change):
    with pytest.raises(VisitRefused) as no:
        write(exchange(**change))
    assert no.value.place == ""


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"day": AT.date() + dt.timedelta(days=1)}, "day"),
        ({"part": "ghost"}, "part"),
        ({"text": " "}, "text"),
        ({"text": "x" * 5_001}, "text"),
        ({"language": "xx"}, "language"),
        ({"photos": [(None, "")]}, "photos"),
        ({"photos": [(None, "x" * 301)]}, "photos"),
        ({"photos": [(None, "x")] * 11}, "photos"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(db, change, place):
    with pytest.raises(VisitRefused) as no:
        write(exchange(), **change)
    assert (no.value.place, VisitNote.objects.count()) == (place, 0)


def test_a_practice_that_is_not_public_is_not_named(practice):
    hidden = make.proposed("b")
    with pytest.raises(VisitRefused) as no:
        write(exchange(), practice=hidden)
    assert no.value.place == "practice"


def test_the_database_too_wants_four_eyes(db):
    row = write(exchange())
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitNote.objects.filter(pk=row.pk).update(state="published", approved_by=BY, approved_at=AT)


def test_a_returned_note_waits_for_who_wrote_it_and_then_for_another_again(db):
    row = write(exchange(), photos=[(photo(), "Antes")])
    assert [waits_for(row, by) for by in (BY, "outra")] == [False, True]
    for by, reason, place in ((BY, "x", ""), ("outra", " ", "reason"), ("outra", "x" * 5_001, "reason")):
        with pytest.raises(VisitRefused) as no:
            return_note(note=row, reason=reason, by=by, at=AT)
        assert no.value.place == place
    for _ in range(2):
        row = return_note(note=row, reason="Falta o lugar.", **ACT)
    assert [waits_for(row, by) for by in (BY, "outra")] == [True, False]
    for act in (approve_note, lambda **said: withdraw_note(reason="x", **said)):
        with pytest.raises(VisitRefused):
            act(note=row, **ACT)
    said = {"day": AT.date(), "text": "No bairro.", "part": "host", "at": AT}
    with pytest.raises(VisitRefused):
        mend_note(note=row, by="outra", **said)
    row = mend_note(note=row, by=BY, photos=[(photo(), "Depois")], **said)
    assert (row.state, row.text, row.part, row.returned_why) == ("written", "No bairro.", "host", "")
    assert [one.shows for one in photos_of([row])[row.pk]] == ["Depois"]
    approve_note(note=row, **ACT)
    assert waits_for(VisitNote.objects.get(), BY) is False
    with pytest.raises(VisitRefused):
        mend_note(note=row, by=BY, **said)
    with pytest.raises(VisitRefused):
        return_note(note=row, reason="x", **ACT)
    acts = Detail.objects.filter(target="gathering:visita-exemplo").order_by("pk")
    assert [one.verb for one in acts] == ["visit.write", "visit.return", "visit.mend", "visit.approve"]


def test_what_is_no_picture_is_no_photograph(db):
    file = photo()
    file.media_type = "text/plain"
    with pytest.raises(VisitRefused) as no:
        write(exchange(), photos=[(file, "x")])
    assert no.value.place == "photos"


def test_the_database_too_wants_a_reason(db):
    row = write(exchange())
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitNote.objects.filter(pk=row.pk).update(state="returned")
