"""Rules: who may what, where a gathering stands, how an agenda is read and written, which needs are kept."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings import queries, rules
from rumo.listen.gatherings.models import Gathering, Session
from rumo.listen.gatherings.rules import Phase, agenda, needs
from tests.factories import meeting, people, territory
from tests.factories.meeting import AFTER, BEFORE, DAY
from tests.factories.people import AT, BY

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


@pytest.mark.django_db
def test_the_second_pair_of_eyes_is_of_the_team_or_of_the_country_s_coordination():
    territory.load()
    town = people.municipality()
    row = meeting.drafted(owner=town)
    roles = ("municipal_coordinator", "facilitator", "municipal_reporter")
    of_town = {role: people.who(people.person(role, town)) for role in roles}
    of_country = {role: people.who(people.person(role, people.national())) for role in ("national_coordinator", "national_analyst", "facilitator")}  # fmt: skip
    assert {role for role in roles if rules.can_second(of_town[role], row)} == {"municipal_coordinator", "facilitator"}  # fmt: skip
    assert {role for role in of_country if rules.can_second(of_country[role], row)} == {
        "national_coordinator"
    }


@pytest.mark.django_db
def test_processes_are_seen_by_their_body_and_by_who_sees_all():
    territory.load()
    town = people.municipality()
    process = gatherings.begin_process(slug="a", owner=town, title="A (exemplo)", summary="", by=BY, at=AT)
    row = meeting.drafted(owner=town, process=process)
    assert queries.phases_of([process]) == {process.pk: [row]}
    seen = {
        role: rules.processes_visible_to(people.who(people.person(role, body))).exists()
        for role, body in (
            ("municipal_coordinator", town), ("municipal_reporter", town), ("auditor", people.national()),
            ("national_analyst", people.national()), ("translator", people.national()),
        )
    }  # fmt: skip
    assert seen == {
        "municipal_coordinator": True, "municipal_reporter": False, "auditor": True, "national_analyst": True,
        "translator": False,
    }  # fmt: skip


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
