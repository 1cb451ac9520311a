"""Who may do what with an evaluation: each predicate says what the list of what one sees says, whoever asks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumo.deliver.evaluations import rules
from rumo.deliver.evaluations.models import Evaluation
from rumo.deliver.plans.models import Plan
from rumo.ground.people.models import Role
from rumo.ground.people.rules import PLACES, Held, Who
from tests.factories import outside as make
from tests.factories import people, plans

WRITER = people.BY


@pytest.fixture
def world(country):
    bodies = {
        "town": people.municipality("1106"),
        "elsewhere": people.municipality("1312"),
        "national": people.national(),
        "university": make.university(),
        "council": people.body("council", "Conselho (exemplo)"),
    }
    plans.publish(plans.Plan())
    plans.publish(plans.Plan(slug="outro", municipalities=("1312",)))
    Plan.objects.filter(slug="plano-exemplo").update(owner=bodies["town"])
    Plan.objects.filter(slug="outro").update(owner=bodies["elsewhere"])
    make.published()
    make.evaluation("outro")
    make.evaluation("outro", evaluator=bodies["council"], kind="interim")
    return bodies


def held(role, body):
    return Held(role, body.pk, body.kind, body.municipality_id, body.region_id)


def everybody(bodies):
    places = [(role, body) for role in Role for body in bodies.values() if body.kind in PLACES[role]]
    return st.lists(st.sampled_from(places), max_size=3)


def test_predicates_and_lists_agree(world):
    every = list(Evaluation.objects.select_related("plan"))

    @settings(max_examples=80)
    @given(everybody(world), st.sampled_from([WRITER, "outra"]))
    def agree(holds, name):
        asking = person(holds, name)
        seen = set(rules.visible_to(asking))
        for row in every:
            own = any(body.pk == row.evaluator_id and role == Role.EVALUATOR for role, body in holds)
            team = any(
                role in ("municipal_coordinator", "municipal_reporter") and body.pk == row.plan.owner_id
                for role, body in holds
            )
            country = any(
                role in ("national_coordinator", "national_analyst", "auditor") for role, _body in holds
            )
            chief = any(role == "national_coordinator" for role, _body in holds)
            assert rules.can_see(asking, row) == (row in seen) == (own or team or country)
            assert rules.can_write(asking, row) == own
            assert rules.can_publish(asking, row) == ((own or chief) and name != row.written_by)
        assert rules.can_open(asking) == any(role == Role.EVALUATOR for role, _body in holds)

    agree()


def person(holds, name):
    return Who(1, name, "", "", "pt", tuple(held(role, body) for role, body in holds))
