"""Who came is noted once, by numbers of badges; counted by audience; and forgotten a year after, with the key of the letters."""

import datetime as dt

import pytest

from rumo.ground.ledger.rules import keys
from rumo.ground.ledger.rules.seals import Unreadable
from rumo.ground.outbox.models import Message
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Registration, Seat
from rumo.listen.gatherings.queries import by_code, came, came_shown, coming
from tests.factories import meeting
from tests.factories.meeting import BEFORE, DAY
from tests.factories.people import BY

pytestmark = pytest.mark.django_db
ENDS = DAY + dt.timedelta(hours=2)


def test_who_came_is_noted_once_and_may_be_taken_back():
    row = meeting.gathering()
    number = meeting.registered(row).registration.public_id
    act = {"session": meeting.session(row), "by": BY}
    assert [one.public_id for one in gatherings.check_in(numbers=[number], at=DAY, **act)] == [number]
    assert gatherings.check_in(numbers=[number], at=ENDS, **act) == []
    assert Seat.objects.get().attended_at == DAY
    assert gatherings.undo_check_in(number=number, at=ENDS, **act)
    assert not gatherings.undo_check_in(number=number, at=ENDS, **act)
    assert Seat.objects.get().attended_by == ""


def test_a_number_that_is_nobodys_notes_nobody():
    row = meeting.gathering()
    first, gone = meeting.registered(row).registration, meeting.registered(row, "u").registration
    gatherings.give_up(registration=gone, at=BEFORE)
    for wrong in ("x", gone.public_id):
        with pytest.raises(gatherings.GatheringRefused, match="está inscrito"):
            gatherings.check_in(session=meeting.session(row), numbers=[first.public_id, wrong], by=BY, at=DAY)
    assert came(row) == {}
    assert [one.registration for one in coming(row)] == [first]


def test_nobody_comes_to_what_was_cancelled():
    row = meeting.gathering()
    number = meeting.registered(row).registration.public_id
    gatherings.cancel(gathering=row, reason="x", by=BY, at=BEFORE)
    with pytest.raises(gatherings.GatheringRefused, match="publicado"):
        gatherings.check_in(session=meeting.session(row), numbers=[number], by=BY, at=DAY)


def test_who_came_twice_is_counted_once_and_few_are_not_shown():
    row = meeting.gathering(sessions=[meeting.when(capacity=None), meeting.when(capacity=None)])
    for n in range(22):
        audience = "migrants" if n < 11 else "residents"
        number = meeting.registered(row, f"t{n}", sessions=(1, 2), audience=audience).registration.public_id
        for session in (1, 2):
            gatherings.check_in(session=meeting.session(row, session), numbers=[number], by=BY, at=DAY)
        if n == 8:
            assert came_shown(row).total is None
    assert came(row) == {"migrants": 11, "residents": 11}
    shown = came_shown(row)
    assert shown.total == 22
    assert all(count is None or count >= 10 for count in shown.audiences.values())


def test_a_year_after_only_the_counts_are_left():
    row = meeting.gathering()
    got = meeting.registered(row, needs={"sign": True}, note="x", organisation="Associação (exemplo)")
    gatherings.check_in(session=meeting.session(row), numbers=[got.registration.public_id], by=BY, at=DAY)
    assert gatherings.forget(by=BY, at=ENDS + gatherings.KEPT - dt.timedelta(seconds=1)) == 0
    assert gatherings.forget(by=BY, at=ENDS + gatherings.KEPT) == 1
    assert gatherings.forget(by=BY, at=ENDS + gatherings.KEPT) == 0
    found = Registration.objects.get()
    assert (found.name, found.email, found.organisation, found.note, found.needs) == ("", "", "", "", {})
    assert came(row) == {"migrants": 1}
    assert by_code(got.code) == found
    assert not keys.destroy(f"gathering-{row.slug}")
    with pytest.raises(Unreadable):
        meeting.told(Message.objects.get())
    with pytest.raises(gatherings.GatheringRefused, match="anulada"):
        gatherings.give_up(registration=found, at=ENDS)


def test_one_whose_last_session_is_younger_is_kept_whole():
    row = meeting.gathering(sessions=[meeting.when(), meeting.when(DAY + dt.timedelta(days=30))])
    meeting.registered(row)
    assert gatherings.forget(by=BY, at=ENDS + gatherings.KEPT) == 0
