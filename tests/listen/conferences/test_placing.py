"""The programme: published only without a clash, each named; once public it never clashes, whatever is changed, in whatever order."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rumo.ground.ledger.models import Detail
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences import models as m
from rumo.listen.conferences.queries.programme import standing
from rumo.listen.conferences.rules.clashing import EMPTY, troubles
from tests.factories import conferences as make
from tests.factories.conferences import AT, BY, MORNING

pytestmark = pytest.mark.django_db


def published(row):
    return conferences.publish(gathering=row, by=BY, at=AT)


def words(refused):
    return [one.words for one in refused.value.troubles]


@pytest.fixture
def row():
    return make.conference()


def test_an_empty_programme_is_not_published(row):
    with pytest.raises(conferences.ProgrammeRefused) as refused:
        published(row)
    assert words(refused) == ["O programa está vazio: ponha pelo menos um momento."]


def test_every_clash_is_named(row):
    here, there = make.room(row), make.room(row, "Sala 2")
    who = make.speaker(row, "Ana, exemplo", consented=False)
    make.slot(row, here, 0, title="Um", speakers=[who])
    make.slot(row, here, 10, title="Dois")
    make.slot(row, there, 19, title="Três", chairs=[who])
    make.slot(row, there, 470, title="Quatro")
    with pytest.raises(conferences.ProgrammeRefused) as refused:
        published(row)
    assert words(refused) == [
        "Ana, exemplo está em «Um» e em «Três» ao mesmo tempo.",
        "«Um» e «Dois» estão na sala Auditório ao mesmo tempo.",
        "«Quatro» está fora das horas do encontro.",
        "Ana, exemplo ainda não deu consentimento para o nome ser público.",
    ]
    assert m.Programme.objects.get().published_at is None


def test_what_begins_as_another_ends_does_not_clash(row):
    here, who = make.room(row), make.speaker(row)
    make.slot(row, here, 0, speakers=[who])
    make.slot(row, here, 20, speakers=[who])
    assert published(row).published_at == AT
    with pytest.raises(conferences.ConferenceRefused, match="O programa já é público"):
        published(row)


def test_a_public_programme_refuses_what_would_clash_and_keeps_nothing_of_it():
    row = make.public()
    one = m.Slot.objects.get()
    second = make.slot(row, make.room(row, "Sala 2"), 0, title="Outra")
    acts = Detail.objects.count()
    with pytest.raises(conferences.ProgrammeRefused):
        conferences.move_slot(slot=second, room=one.room, by=BY, at=AT)
    with pytest.raises(conferences.ProgrammeRefused):
        conferences.move_slot(slot=one, minutes=-5, by=BY, at=AT)
    with pytest.raises(conferences.ProgrammeRefused):
        make.slot(row, one.room, 10, title="Por cima")
    second.refresh_from_db()
    assert (second.room.name, second.revision, Detail.objects.count()) == ("Sala 2", 0, acts)


def test_a_change_counts_up_and_a_public_slot_taken_out_stands_struck_out():
    row = make.public()
    one = m.Slot.objects.get()
    conferences.move_slot(slot=one, minutes=30, by=BY, at=AT)
    assert conferences.drop_slot(slot=one, by=BY, at=AT) is True
    assert conferences.drop_slot(slot=one, by=BY, at=AT) is False
    one.refresh_from_db()
    assert (one.starts_at, one.revision, one.cancelled_at) == (MORNING + dt.timedelta(minutes=30), 2, AT)
    again = make.slot(row, one.room, 0, slot=one, title="Outra vez")
    assert (again.pk, again.cancelled_at, m.Programme.objects.get().revision) == (one.pk, None, 3)


def test_before_publication_a_slot_goes_as_if_it_had_never_been(row):
    one = make.slot(row, make.room(row), speakers=[make.speaker(row)])
    conferences.drop_slot(slot=one, by=BY, at=AT)
    assert (m.Slot.objects.count(), m.Seat.objects.count()) == (0, 0)


def test_a_room_has_a_name_of_its_own_and_goes_only_when_empty(row):
    here = make.room(row)
    for name in ("", "x" * 121, " Auditório "):
        with pytest.raises(conferences.ConferenceRefused) as refused:
            make.room(row, name)
        assert list(refused.value.faults) == ["name"]
    one = make.slot(row, here)
    with pytest.raises(conferences.ConferenceRefused, match="mude-os de sala primeiro"):
        conferences.drop_room(room=here, by=BY, at=AT)
    conferences.drop_slot(slot=one, by=BY, at=AT)
    conferences.drop_room(room=here, by=BY, at=AT)
    assert m.Room.objects.count() == 0


def test_what_a_slot_says_is_checked(row):
    call, here = make.call(row), make.room(row)
    other = make.conference(slug="outra")
    foreign, who = make.room(other), make.speaker(row)
    waiting, taken = make.abstract(call, "a"), make.accepted(call, "b")
    make.slot(row, here, abstract=taken)
    for field, over in (
        ("kind", {"kind": "dance"}),
        ("minutes", {"minutes": 0}),
        ("title", {"title": " "}),
        ("title", {"title": "x" * 301}),
        ("text", {"text": "x" * 4001}),
        ("speakers", {"speakers": [who], "chairs": [who]}),
        ("speakers", {"speakers": [make.speaker(other)]}),
        ("abstract", {"abstract": waiting}),
        ("abstract", {"abstract": taken}),
    ):
        with pytest.raises(conferences.ConferenceRefused) as refused:
            make.slot(row, here, 100, **over)
        assert list(refused.value.faults) == [field], over
    with pytest.raises(conferences.ConferenceRefused) as refused:
        make.slot(row, foreign)
    assert list(refused.value.faults) == ["room"]
    one = m.Slot.objects.get(abstract=taken)
    with pytest.raises(conferences.ConferenceRefused, match="outra conferência"):
        conferences.move_slot(slot=one, room=foreign, by=BY, at=AT)


def test_consent_taken_back_empties_the_seats():
    row = make.public()
    who = m.Speaker.objects.get()
    conferences.consent(speaker=who, given=True, by=BY, at=AT)
    assert m.Seat.objects.count() == 1
    conferences.consent(speaker=who, given=False, by=BY, at=AT)
    assert (m.Seat.objects.count(), m.Slot.objects.get().revision) == (0, 1)
    with pytest.raises(conferences.ProgrammeRefused, match="ainda não deu consentimento"):
        make.slot(row, m.Room.objects.get(), 60, speakers=[who])
    conferences.drop_speaker(speaker=who, by=BY, at=AT)
    assert m.Speaker.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "over"),
    [("name", {"name": " "}), ("organisation", {"organisation": "x" * 301}), ("bio", {"bio": "x" * 4001})],
)
def test_what_is_said_of_a_speaker_is_checked(row, field, over):
    with pytest.raises(conferences.ConferenceRefused) as refused:
        make.speaker(row, **over)
    assert list(refused.value.faults) == [field]


def test_authors_of_accepted_abstracts_become_speakers_once_with_the_consent_they_gave(row):
    call = make.call(row)
    make.accepted(call, "a")
    make.accepted(call, "b", public=False, authors=[make.By("Autor, exemplo")])
    make.abstract(call, "c")
    bring = {"gathering": row, "by": BY, "at": AT}
    assert (conferences.bring_authors(**bring), conferences.bring_authors(**bring)) == (2, 0)
    told = m.Speaker.objects.values_list("name", "consented_at")
    assert list(told) == [("Autor, exemplo", None), ("Autora, exemplo", AT)]
    who = m.Speaker.objects.get(name="Autor, exemplo")
    changed = make.conferences.write_speaker(
        gathering=row, speaker=who, name="Autor", organisation="", bio="", consented=True, by=BY, at=AT
    )
    assert (changed.pk, changed.author_id, changed.consented_at) == (who.pk, who.author_id, AT)


CHANGES = st.one_of(
    st.tuples(st.just("put"), st.integers(0, 2), st.integers(-2, 34), st.integers(1, 6), st.integers(0, 3)),
    st.tuples(st.just("move"), st.integers(0, 9), st.integers(-6, 6), st.integers(0, 2), st.just(0)),
    st.tuples(st.just("edit"), st.integers(0, 9), st.integers(0, 32), st.integers(0, 2), st.integers(0, 3)),
    st.tuples(st.just("drop"), st.integers(0, 9), st.just(0), st.just(0), st.just(0)),
    st.tuples(st.just("consent"), st.integers(0, 2), st.integers(0, 1), st.just(0), st.just(0)),
)


class AnyOrder(TestCase):
    """Whatever is done to a public programme, it is free of clashes after every change, made or refused."""

    @settings(max_examples=40)
    @given(changes=st.lists(CHANGES, max_size=12))
    def test_a_public_programme_never_clashes(self, changes):
        row = make.public()
        rooms = [m.Room.objects.get(), make.room(row, "Sala 2"), make.room(row, "Sala 3")]
        people = [m.Speaker.objects.get(), make.speaker(row, "B"), make.speaker(row, "C", consented=False)]
        for change in changes:
            try:
                self.do(row, rooms, people, *change)
            except conferences.ProgrammeRefused as refused:
                assert refused.troubles
            assert [one for one in troubles(standing(row)) if one.kind != EMPTY] == []

    def do(self, row, rooms, people, what, first, second, third, fourth):
        """Make one change, of whatever there is."""
        who = people[fourth - 1 : fourth] if fourth else []
        slots = list(m.Slot.objects.all())
        if what == "put":
            make.slot(row, rooms[first], second * 15, third * 15, speakers=who)
        elif what == "consent":
            conferences.consent(speaker=people[first], given=bool(second), by=BY, at=AT)
        else:
            one = slots[first % len(slots)]
            if what == "move":
                conferences.move_slot(slot=one, minutes=second * 15, room=rooms[third], by=BY, at=AT)
            elif what == "drop":
                conferences.drop_slot(slot=one, by=BY, at=AT)
            else:
                make.slot(row, rooms[third], second * 15, slot=one, chairs=who)
