"""Who may do what with a self-assessment: each predicate says what the list of what one sees says, whoever asks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumo.deliver.evaluations import rules
from rumo.deliver.evaluations.models import Assessment
from rumo.ground.people.models import Role
from rumo.ground.people.rules import PLACES
from tests.deliver.evaluations.test_rules import person
from tests.factories import outside as make
from tests.factories import people

TEAM = ("municipal_coordinator", "municipal_reporter")


@pytest.fixture
def world(country):
    town, elsewhere = people.municipality("1106"), people.municipality("1312")
    make.told(owner=town)
    make.assessment(owner=elsewhere)
    return {
        "town": town,
        "elsewhere": elsewhere,
        "community": people.community(town.municipality.cim.code),
        "national": people.national(),
    }


def test_predicates_and_lists_agree(world):
    every = list(Assessment.objects.select_related("owner__municipality"))
    places = [(role, body) for role in Role for body in world.values() if body.kind in PLACES[role]]

    @settings(max_examples=80)
    @given(
        st.lists(st.sampled_from(places), max_size=3),
        st.sampled_from([people.BY, "outra"]),
        st.integers(0, 2),
    )
    def agree(holds, name, officers):
        asking = person(holds, name)
        seen = set(rules.assessments_visible_to(asking))
        of = {(role, body.pk) for role, body in holds}
        country = {"national_coordinator", "national_analyst", "auditor"} & {role for role, _body in of}
        assert set(rules.assessable_by(asking)) == {
            body for role, body in holds if role in TEAM and body.kind == "municipality"
        }
        for row in every:
            team = any((role, row.owner_id) in of for role in TEAM)
            near = ("municipal_coordinator", world["community"].pk) in of and (
                row.owner.municipality.cim_id == world["community"].region_id
            )
            assert rules.can_assess(asking, row) == team
            assert (row in seen) == (team or near or bool(country))
            eyes = rules.second_eyes_on_assessment(asking, row, coordinators=officers)
            own = ("municipal_coordinator", row.owner_id) in of
            chief = any(role == "national_coordinator" for role, _body in of)
            assert (eyes is not None) == (
                name != row.written_by and (own or (officers <= 1 and (near or chief)))
            )
            assert (eyes == row.owner_id) == (own and name != row.written_by)
            if eyes is not None:
                assert row in seen

    agree()
