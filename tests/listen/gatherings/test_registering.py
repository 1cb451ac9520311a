"""Registering: a seat or a place in the queue, the same form once, needs, giving up, and who moves up."""

import pytest
from django.db import IntegrityError, transaction

from rumo.ground.ledger.models import Detail
from rumo.ground.outbox.models import Message
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Registration, Seat
from rumo.listen.gatherings.queries import ahead_of, by_code, needed, places, registered, seats_of
from tests.factories import meeting
from tests.factories.meeting import AFTER, BEFORE
from tests.factories.people import BY

pytestmark = pytest.mark.django_db


def states(row, number=1):
    """The state of every seat of a session, in the order they were asked for."""
    seats = Seat.objects.filter(session__gathering=row, session__number=number)
    return list(seats.order_by("placed").values_list("state", flat=True))


@pytest.fixture
def small():
    """A gathering of one place."""
    return meeting.gathering(sessions=[meeting.when(capacity=1)])


def test_who_registers_has_a_seat_a_code_and_a_letter(small):
    got = meeting.registered(
        small, organisation=" Associação  (exemplo)\u202e", needs={"sign": True, "x": True}
    )
    assert [one.state for one in got.seats] == ["confirmed"]
    assert by_code(got.code) == got.registration
    assert got.registration.organisation == "Associação (exemplo)"
    assert got.registration.needs == {"sign": True}
    letter = meeting.told(Message.objects.get())
    assert letter["confirmed"] == ["2026-03-07, 10:00–12:00 · Biblioteca municipal (exemplo)"]
    assert (letter["calendar"]["method"], letter["calendar"]["sequence"]) == ("REQUEST", 0)
    assert letter["code"].replace("-", "") == got.code


def test_the_letter_that_waits_says_nothing_of_whom(small):
    got = meeting.registered(small)
    kept = str(Message.objects.values().get())
    assert [word in kept for word in ("pessoa@", "Pessoa", got.code[:9])] == [False, False, False]


def test_the_ledger_says_nothing_of_whom(small):
    meeting.registered(small, name="Zulmira", note="Diabetes")
    said = str(list(Detail.objects.values()))
    assert [word in said for word in ("Zulmira", "Diabetes", "pessoa@")] == [False, False, False]


def test_the_same_form_takes_no_second_seat(small):
    first, second = meeting.registered(small), meeting.registered(small)
    assert (first.made, second.made, first.code) == (True, False, second.code)
    assert Seat.objects.count() == Message.objects.count() == 1


def test_a_form_of_another_gathering_is_refused(small):
    meeting.registered(small)
    other = meeting.gathering("outra")
    with pytest.raises(gatherings.GatheringRefused, match="já foi enviado"):
        meeting.registered(other)


def test_who_comes_late_waits_and_moves_up_in_order(small):
    first = meeting.registered(small)
    second = meeting.registered(small, "u")
    third = meeting.registered(small, "v")
    assert states(small) == ["confirmed", "waiting", "waiting"]
    assert ahead_of([*second.seats, *third.seats]) == {second.seats[0].pk: 0, third.seats[0].pk: 1}
    Message.objects.all().delete()
    gatherings.give_up(registration=first.registration, at=BEFORE)
    assert states(small) == ["cancelled", "confirmed", "waiting"]
    told = [meeting.told(one) for one in Message.objects.order_by("pk")]
    assert [(one["what"], one["calendar"]["method"]) for one in told] == [
        ("left", "CANCEL"),
        ("moved", "REQUEST"),
    ]


def test_nobody_passes_those_who_wait_when_a_place_is_left(small):
    meeting.registered(small)
    meeting.registered(small, "u")
    Seat.objects.filter(state="confirmed").update(state="cancelled")
    meeting.registered(small, "v")
    assert states(small) == ["cancelled", "waiting", "waiting"]


def test_a_larger_room_moves_up_as_many_as_it_holds(small):
    for token in "abcd":
        meeting.registered(small, token)
    gatherings.put_session(gathering=small, number=1, said=meeting.when(capacity=3), by=BY, at=BEFORE)
    assert states(small) == ["confirmed", "confirmed", "confirmed", "waiting"]
    gatherings.put_session(gathering=small, number=1, said=meeting.when(capacity=None), by=BY, at=BEFORE)
    assert states(small) == ["confirmed"] * 4


def test_a_room_is_not_made_smaller_than_who_was_confirmed():
    row = meeting.gathering(sessions=[meeting.when(capacity=2)])
    for token in "ab":
        meeting.registered(row, token)
    with pytest.raises(gatherings.GatheringRefused) as refused:
        gatherings.put_session(gathering=row, number=1, said=meeting.when(capacity=1), by=BY, at=BEFORE)
    assert list(refused.value.faults) == ["capacity"]


def test_nobody_moves_up_once_it_is_over(small):
    first = meeting.registered(small)
    meeting.registered(small, "u")
    gatherings.give_up(registration=first.registration, at=AFTER)
    assert states(small) == ["cancelled", "waiting"]


def test_one_session_is_given_up_and_then_the_last():
    row = meeting.gathering(sessions=[meeting.when(capacity=1), meeting.when(capacity=1)])
    got = meeting.registered(row, sessions=(1, 2))
    gatherings.give_up(registration=got.registration, number=2, at=BEFORE)
    assert [one.state for one in seats_of(got.registration)] == ["confirmed", "cancelled"]
    assert gatherings.give_up(registration=got.registration, number=2, at=BEFORE) == []
    assert registered(row) == [got.registration]
    gatherings.give_up(registration=got.registration, number=1, at=BEFORE)
    assert registered(row) == []
    with pytest.raises(gatherings.GatheringRefused, match="anulada"):
        gatherings.give_up(registration=got.registration, at=BEFORE)


def test_who_gave_up_everything_at_once_is_cancelled(small):
    got = meeting.registered(small)
    Seat.objects.update(state="cancelled")
    assert gatherings.give_up(registration=got.registration, at=BEFORE) == []
    assert Registration.objects.get().cancelled_at == BEFORE


def test_needs_are_changed_and_counted(small):
    got = meeting.registered(small, needs={"interpretation": "ar", "childcare": True})
    meeting.registered(small, "u", needs={"interpretation": "ar"})
    assert needed(registered(small)) == {"interpretation:ar": 2, "childcare": 1}
    row = gatherings.change_needs(
        registration=got.registration, needed={"travel": True}, note="de longe", at=BEFORE
    )
    assert (row.needs, row.note) == ({"travel": True}, "de longe")
    with pytest.raises(gatherings.GatheringRefused) as refused:
        gatherings.change_needs(registration=got.registration, needed={}, note="a" * 1001, at=BEFORE)
    assert list(refused.value.faults) == ["note"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "a" * 201}, "name"),
        ({"email": "a@b"}, "email"),
        ({"audience": "x"}, "audience"),
        ({"sessions": ()}, "sessions"),
        ({"sessions": (1, 9)}, "sessions"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_is_to_mend_is_said_by_field(small, said, field):
    with pytest.raises(gatherings.GatheringRefused) as refused:
        meeting.registered(small, **said)
    assert list(refused.value.faults) == [field]
    assert Registration.objects.count() == 0


def test_nobody_registers_too_late_nor_for_what_is_cancelled(small):
    with pytest.raises(gatherings.GatheringRefused) as refused:
        meeting.registered(small, at=AFTER)
    assert list(refused.value.faults) == ["sessions"]
    gatherings.cancel(gathering=small, reason="Chuva (exemplo)", by=BY, at=BEFORE)
    with pytest.raises(gatherings.GatheringRefused, match="não recebe"):
        meeting.registered(small)


def test_without_an_address_there_is_no_letter(small):
    meeting.registered(small, email="")
    assert Message.objects.count() == 0


def test_places_say_what_is_free(small):
    assert [one.free for one in places(small)] == [1]
    meeting.registered(small)
    assert [one.free for one in places(small)] == [0]
    gatherings.put_session(gathering=small, number=1, said=meeting.when(capacity=None), by=BY, at=BEFORE)
    assert [one.free for one in places(small)] == [None]


def test_what_the_database_refuses_for_another_reason_is_not_taken_for_the_same_form(small, monkeypatch):
    held = meeting.registered(small).registration.public_id
    monkeypatch.setattr(Registration._meta.get_field("public_id"), "_get_default", lambda: held)
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.registered(small, "u")
    assert Seat.objects.count() == 1
