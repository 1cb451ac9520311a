"""Rules: who may what, where a gathering stands, how an agenda is read and written, which needs are kept."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.listen.gatherings import rules
from rumo.listen.gatherings.models import Gathering, Session
from rumo.listen.gatherings.rules import Phase, agenda, needs
from tests.factories import meeting, people
from tests.factories.meeting import AFTER, BEFORE, DAY

ZONE = "Atlantic/Azores"
MINUTES = st.integers(0, 24 * 60 - 1)


def stands(state, at, *sessions):
    """Where a gathering of these sessions (hours from DAY) stands."""
    rows = [
        Session(starts_at=DAY + dt.timedelta(hours=a), ends_at=DAY + dt.timedelta(hours=b))
        for a, b in sessions
    ]
    return rules.phase(Gathering(state=state), rows, at=at)


def test_a_gathering_stands_by_the_times_of_its_sessions():
    times = [(0, 2), (24, 26)]
    assert stands("draft", AFTER, *times) is Phase.DRAFT
    assert stands("cancelled", BEFORE, *times) is Phase.CANCELLED
    assert stands("published", BEFORE, *times) is Phase.COMING
    assert stands("published", DAY + dt.timedelta(hours=5), *times) is Phase.UNDER_WAY
    assert stands("published", DAY + dt.timedelta(hours=26), *times) is Phase.PAST


def test_registrations_are_taken_until_their_term_or_the_session_ends():
    row = Gathering(state="published", registration=True, registration_ends_at=DAY)
    session = Session(starts_at=DAY, ends_at=DAY + dt.timedelta(hours=2))
    assert rules.takes_registrations(row, at=BEFORE)
    assert not rules.takes_registrations(row, at=DAY)
    row.registration_ends_at = None
    assert rules.can_register(row, session, at=DAY)
    assert not rules.can_register(row, session, at=session.ends_at)
    row.registration = False
    assert not rules.can_register(row, session, at=BEFORE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "draft", "write", "publish", "see"),
    [
        ("national_coordinator", True, True, True, True),
        ("facilitator", True, True, False, True),
        ("national_analyst", False, False, False, True),
        ("auditor", False, False, False, True),
        ("translator", False, False, False, False),
    ],
)
def test_each_role_may_what_it_may(role, draft, write, publish, see):
    row = meeting.drafted()
    who = people.who(people.person(role, people.national()))
    said = (
        rules.can_draft(who, row.owner_id),
        rules.can_write(who, row),
        rules.can_publish(who, row),
        rules.visible_to(who).exists(),
    )
    assert said == (draft, write, publish, see)


@given(st.lists(MINUTES, max_size=20), st.integers(0, 23))
def test_an_agenda_is_read_as_it_was_written(minutes, begins):
    start = DAY.replace(hour=begins)
    text = "\n".join(f"{one // 60:02}:{one % 60:02} Ponto {n}" for n, one in enumerate(minutes))
    items = agenda.read(text, starts_at=start, zone=ZONE)
    assert agenda.written(items, zone=ZONE) == text
    assert all(start <= one.starts_at <= start + dt.timedelta(days=1) for one in items)


@pytest.mark.parametrize(
    "text",
    ["Acolhimento", "25:00 x", "10:60 x", "10:00", "10:00-10:00 x", "11:00-25:00 x", "10:00 " + "a" * 301],
)
def test_a_line_that_cannot_be_read_is_named(text):
    with pytest.raises(agenda.BadLine, match=text[:5]):
        agenda.read(f"09:00 Um\n{text}", starts_at=DAY, zone="Europe/Lisbon")


def test_an_agenda_has_a_most_of_lines():
    with pytest.raises(agenda.BadLine, match="máximo"):
        agenda.read("10:00 x\n" * 61, starts_at=DAY, zone="Europe/Lisbon")


@given(
    st.dictionaries(
        st.sampled_from([*needs.NEEDS, "x"]), st.one_of(st.booleans(), st.sampled_from(["ar", "xx", ""]))
    )
)
def test_only_known_needs_are_kept(said):
    found = needs.kept(said)
    assert set(found) <= set(needs.NEEDS)
    assert needs.kept(found) == found
    assert all(value is True or value == "ar" for value in found.values())
