"""Clashes of a timetable, against every pair looked at one by one."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from rumo.science.timetable import OUTSIDE, PERSON, ROOM, Clash, Placed, clashes

NINE = dt.datetime(2026, 6, 4, 9, tzinfo=dt.UTC)
DAY = [(NINE, NINE + dt.timedelta(hours=3)), (NINE + dt.timedelta(hours=4), NINE + dt.timedelta(hours=8))]


def placed(key, start, minutes, room="a", people=()):
    begins = NINE + dt.timedelta(minutes=start)
    return Placed(str(key), room, begins, begins + dt.timedelta(minutes=minutes), frozenset(people))


def test_touching_is_not_meeting_and_a_gap_between_hours_is_outside():
    assert clashes([placed(1, 0, 30), placed(2, 30, 30)], DAY) == []
    assert clashes([placed(1, 170, 80)], DAY) == [Clash(OUTSIDE, "1")]


def test_each_clash_names_both_and_what_they_share():
    found = clashes([placed(2, 10, 30, people="x"), placed(1, 0, 30), placed(3, 20, 5, "b", "x")], DAY)
    assert found == [Clash(ROOM, "1", "2", "a"), Clash(PERSON, "2", "3", "x")]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 30), st.integers(1, 12), st.sampled_from("ab"), st.sets(st.sampled_from("xyz"))
        ),
        max_size=12,
    )
)
def test_it_finds_what_looking_at_every_pair_finds(told):
    rows = [
        placed(n, start * 15, long * 15, room, people) for n, (start, long, room, people) in enumerate(told)
    ]
    pairs = [
        (one, other)
        for n, one in enumerate(rows)
        for other in rows[n + 1 :]
        if one.start < other.end and other.start < one.end
    ]
    wanted = {(ROOM, frozenset({a.key, b.key}), a.room) for a, b in pairs if a.room == b.room}
    wanted |= {(PERSON, frozenset({a.key, b.key}), who) for a, b in pairs for who in a.people & b.people}
    wanted |= {
        (OUTSIDE, frozenset({a.key}), "")
        for a in rows
        if not any(x <= a.start and a.end <= y for x, y in DAY)
    }
    found = [(one.kind, frozenset({one.first, one.second} - {""}), one.what) for one in clashes(rows, DAY)]
    assert (set(found), len(found)) == (wanted, len(wanted))
