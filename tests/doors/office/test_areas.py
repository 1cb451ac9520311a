"""The navigation of the office: what each role is offered, and never more than seven."""

import pytest

from rumo.doors.office.areas import areas_of
from rumo.ground.people.models import Role
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("national_coordinator", "today consultations plans approving evaluations team register"),
        ("moderator", "today consultations plans sightings evaluations team"),
        ("auditor", "today consultations plans evaluations team register"),
    ],
)
def test_a_role_is_offered_what_it_has_to_do_with(role, offered):
    who = people.who(people.person(Role(role), people.national()))
    assert [area.key for area in areas_of(who)] == offered.split()
