"""Many at once, each on a connection of their own, for few places: as many are confirmed as there are places, the rest wait in order."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Registration, Seat
from tests.factories import meeting
from tests.factories.meeting import BEFORE
from tests.factories.people import BY

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, PLACES = 40, 10
WORKERS = 8


def at_once(act, count):
    """Do something `count` times from WORKERS threads that begin together; what went wrong is raised here."""
    gate = threading.Barrier(WORKERS)

    def work(first):
        gate.wait()
        try:
            return [act(number) for number in range(first, count, WORKERS)]
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return [one for part in pool.map(work, range(WORKERS)) for one in part]


def seats(row, state):
    """The places in the order of seats in a state."""
    rows = Seat.objects.filter(session__gathering=row, state=state)
    return list(rows.order_by("placed").values_list("placed", flat=True))


def test_forty_register_for_ten_places():
    row = meeting.gathering(sessions=[meeting.when(capacity=PLACES)])
    at_once(lambda n: meeting.registered(row, f"t{n}", email=""), PEOPLE)
    assert seats(row, "confirmed") == list(range(1, 11))
    assert seats(row, "waiting") == list(range(11, 41))


def test_the_same_form_sent_by_all_is_one_registration():
    row = meeting.gathering()
    codes = at_once(lambda n: meeting.registered(row, "t", email="").code, 16)
    assert (len(set(codes)), Registration.objects.count(), Seat.objects.count()) == (1, 1, 1)


def test_some_give_up_while_others_register_and_the_room_grows():
    row = meeting.gathering(sessions=[meeting.when(capacity=4)])
    first = [meeting.registered(row, f"a{n}", email="").registration for n in range(8)]

    def act(number):
        if number == 12:
            gatherings.put_session(gathering=row, number=1, said=meeting.when(capacity=6), by=BY, at=BEFORE)
        elif number % 3 == 0 and number // 3 < len(first):
            gatherings.give_up(registration=first[number // 3], at=BEFORE)
        else:
            meeting.registered(row, f"b{number}", email="")

    at_once(act, 24)
    confirmed, waiting = seats(row, "confirmed"), seats(row, "waiting")
    assert len(confirmed) == 6
    assert max(confirmed) < min(waiting)
