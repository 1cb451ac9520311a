"""Who may do what: each rule against every role, and `can_see` against its pair `visible_to`."""

import pytest

from rumo.ground.people.models import Role
from rumo.listen.practices import queries, rules
from rumo.listen.practices.models import Practice
from tests.factories import people
from tests.factories import practices as make


@pytest.fixture
def cast():
    """One person in every role, by role; the municipality is Lisbon's, the association whose practices are."""
    town, association = people.municipality(), people.body()
    places = {
        **dict.fromkeys(("municipal_coordinator", "municipal_reporter"), town),
        **dict.fromkeys(("representative", "partner_reporter"), association),
        "evaluator": people.body("university", "Universidade (exemplo)"),
    }
    return {
        role: people.who(people.person(role, places.get(role) or people.national())) for role in Role.values
    }


def allowed(cast, rule, *given):
    """The roles that a rule lets."""
    return {role for role, who in cast.items() if rule(who, *given)}


def test_the_national_team_reviews_and_its_coordination_withdraws(cast):
    assert allowed(cast, rules.can_review) == {"national_coordinator", "national_analyst"}
    assert allowed(cast, rules.can_withdraw) == {"national_coordinator"}


def test_who_wrote_or_proposed_does_not_publish(cast):
    analyst = cast["national_analyst"]
    row = make.proposed(by=analyst.public_id)
    version = queries.in_the_making(row)
    assert allowed(cast, rules.can_publish, version) == {"national_coordinator"}
    assert allowed(cast, rules.can_publish, queries.in_the_making(make.proposed("b"))) == {
        "national_coordinator",
        "national_analyst",
    }


def test_who_speaks_for_a_body_confirms_for_it(cast):
    association, town = people.body(), people.municipality()
    assert allowed(cast, rules.can_confirm_for, town) == {"municipal_coordinator"}
    assert allowed(cast, rules.can_confirm_for, association) == {"representative"}
    assert allowed(cast, rules.can_record, town) == {
        "municipal_coordinator",
        "national_coordinator",
        "national_analyst",
    }
    assert queries.spoken_for(cast["municipal_coordinator"]) == [town]
    row = make.published()
    waiting = make.adopted(row, town, confirmed=False)
    assert allowed(cast, rules.can_confirm, waiting) == {"municipal_coordinator"}
    assert queries.to_confirm(cast["municipal_coordinator"]) == [waiting]
    assert queries.to_confirm(cast["municipal_reporter"]) == []
    assert queries.to_confirm(cast["municipal_coordinator"], make.published("b")) == []
    done = make.adopted(make.published("c"), town)
    assert allowed(cast, rules.can_confirm, done) == set()


def test_a_peer_recognises_what_is_public_and_anothers(cast):
    association, town = people.body(), people.municipality()
    row = make.published(body=association, organisation="")
    assert allowed(cast, rules.can_recognise, row, association) == set()
    assert allowed(cast, rules.can_recognise, row, town) == {"municipal_coordinator"}
    assert allowed(cast, rules.can_recognise, make.proposed("b"), town) == set()


def test_what_one_sees_is_what_one_is_given(cast):
    association = people.body()
    representative = cast["representative"]
    rows = [
        make.proposed("a"),
        make.published("b"),
        make.proposed("c", body=association, organisation=""),
        make.proposed("d", by=representative.public_id),
    ]
    seen = {
        role: {row.pk for row in rows if rules.can_see(who, Practice.objects.get(pk=row.pk))}
        for role, who in cast.items()
    }
    given = {role: set(rules.visible_to(who).values_list("pk", flat=True)) for role, who in cast.items()}
    assert seen == given
    everything, public = {row.pk for row in rows}, {rows[1].pk}
    all_of_it = {"national_coordinator", "national_analyst", "auditor"}
    assert {role for role, keys in seen.items() if keys == everything} == all_of_it
    assert seen["representative"] == public | {rows[2].pk, rows[3].pk}
    assert {role for role, keys in seen.items() if keys == public} == set(cast) - all_of_it - {
        "representative"
    }


def test_what_waits_is_counted_for_who_reviews(cast):
    make.proposed("a")
    make.published("b")
    assert {role: n for role, who in cast.items() if (n := queries.waiting(who))} == {
        "national_coordinator": 1,
        "national_analyst": 1,
    }
