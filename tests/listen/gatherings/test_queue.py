"""Whatever is done in whatever order: never more confirmed than there are places, no place left while somebody waits, nobody passed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Seat
from tests.factories import meeting
from tests.factories.meeting import BEFORE
from tests.factories.people import BY

pytestmark = pytest.mark.django_db
NUMBERS = itertools.count()  # the examples of one test share its database
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("register"), st.just(0)),
        st.tuples(st.just("give_up"), st.integers(0, 30)),
        st.tuples(st.just("capacity"), st.one_of(st.none(), st.integers(1, 6))),
    ),
    max_size=25,
)


class Model:
    """What a queue is, said in lists: those inside, those who wait, how many fit (None: all)."""

    def __init__(self, places):
        self.places, self.inside, self.waiting = places, [], []

    def settle(self):
        """Let in who waits, in order."""
        while self.waiting and (self.places is None or len(self.inside) < self.places):
            self.inside.append(self.waiting.pop(0))

    def resize(self, places):
        """Take another number of places, unless more are inside; tell whether."""
        if places is not None and places < len(self.inside):
            return False
        self.places = places
        self.settle()
        return True


def stands(row):
    """Who is inside and who waits, by their order."""
    seats = Seat.objects.filter(session__gathering=row).order_by("placed")
    return [
        list(seats.filter(state=state).values_list("registration", flat=True))
        for state in ("confirmed", "waiting")
    ]


def apply(row, model, act, value, there, number):
    """Do one thing to both."""
    if act == "register":
        made = meeting.registered(row, f"{row.slug}-{number}", email="").registration
        there.append(made)
        model.waiting.append(made.pk)
        model.settle()
    elif act == "give_up" and there:
        gone = there.pop(value % len(there))
        gatherings.give_up(registration=gone, at=BEFORE)
        model.inside = [one for one in model.inside if one != gone.pk]
        model.waiting = [one for one in model.waiting if one != gone.pk]
        model.settle()
    elif act == "capacity":
        said = meeting.when(capacity=value)
        try:
            gatherings.put_session(gathering=row, number=1, said=said, by=BY, at=BEFORE)
        except gatherings.GatheringRefused:
            assert not model.resize(value)
        else:
            assert model.resize(value)


@given(places=st.integers(1, 4), acts=ACTS)
def test_a_queue_behaves_as_two_lists(places, acts):
    row = meeting.gathering(f"oficina-{next(NUMBERS)}", sessions=[meeting.when(capacity=places)])
    model, there = Model(places), []
    for number, (act, value) in enumerate(acts):
        apply(row, model, act, value, there, number)
        inside, waiting = stands(row)
        assert (inside, waiting) == (sorted(model.inside), sorted(model.waiting))
        assert model.places is None or len(inside) <= model.places
