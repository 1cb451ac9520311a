"""Who may invite, end and see: each rule over every role, and each predicate against its pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.ground.people import models as m
from rumo.ground.people import rules
from rumo.ground.people.queries import (
    enrolments,
    namesake,
    spoken_for,
    visible_entities,
    waiting_to_be_verified,
)
from tests.factories import people as make

KINDS = m.Entity.Kind.values
KEYS = st.integers(1, 4)


def entity(kind="association", pk=1):
    return m.Entity(pk=pk, kind=kind, name="x")


def somebody(*holds):
    return rules.Who(
        1, "eu", "Eu, exemplo", "eu@exemplo.invalid", "pt",
        tuple(rules.Held(role, pk, kind, 7, 9) for role, pk, kind in holds),
    )  # fmt: skip


def test_every_role_has_a_place_and_a_description():
    assert set(rules.PLACES) == set(rules.DESCRIPTIONS) == set(m.Role)
    assert all(rules.PLACES[role] <= set(KINDS) for role in m.Role)
    assert all(str(rules.DESCRIPTIONS[role]).endswith(".") for role in m.Role)


def test_who_knows_what_is_held():
    who = somebody(
        ("municipal_reporter", 1, "municipality"),
        ("evaluator", 2, "university"),
        ("municipal_coordinator", 3, "cim"),
    )
    assert who.has("evaluator", "auditor")
    assert not who.has("auditor")
    assert (who.entities(), who.entities("evaluator")) == ({1, 2, 3}, {2})
    assert (who.municipalities("municipal_reporter"), who.municipalities("evaluator")) == ({7}, set())
    assert (who.communities("municipal_coordinator"), who.communities("municipal_reporter")) == ({9}, set())
    assert not who.national
    assert somebody(("national_analyst", 1, "national")).national


@pytest.mark.parametrize("role", m.Role.values)
@pytest.mark.parametrize("kind", KINDS)
def test_the_country_invites_to_every_role_a_body_has(role, kind):
    who = somebody(("national_coordinator", 99, "national"))
    assert rules.can_invite(who, entity(kind), role) == rules.may_hold(role, entity(kind))


def invites(who, kind, pk):
    return {role for role in m.Role.values if rules.can_invite(who, entity(kind, pk), role)}


def test_a_municipality_invites_its_team_and_partners():
    who = somebody(("municipal_coordinator", 5, "municipality"))
    assert invites(who, "municipality", 5) == {
        "municipal_coordinator", "municipal_reporter", "moderator", "facilitator", "mediator", "translator"
    }  # fmt: skip
    assert invites(who, "municipality", 6) == set()
    assert invites(who, "association", 7) == {"partner_reporter"}
    assert invites(who, "national", 1) == set()


def test_nobody_else_invites():
    for role in set(m.Role.values) - {"national_coordinator", "municipal_coordinator"}:
        assert all(invites(somebody((role, 5, kind)), kind, 5) == set() for kind in KINDS)


def test_an_invitation_is_taken_back_by_who_might_have_sent_it():
    invitation = m.Invitation(entity=entity("municipality", 5), role="municipal_reporter")
    assert rules.can_cancel(somebody(("municipal_coordinator", 5, "municipality")), invitation)
    assert not rules.can_cancel(somebody(("municipal_reporter", 5, "municipality")), invitation)


def test_a_role_is_ended_by_its_holder_or_who_could_invite_to_it():
    membership = m.Membership(user_id=1, entity=entity("municipality", 5), role="municipal_reporter")
    assert rules.can_end(somebody(("auditor", 1, "national")), membership)
    membership.user_id = 2
    assert not rules.can_end(somebody(("auditor", 1, "national")), membership)
    assert rules.can_end(somebody(("municipal_coordinator", 5, "municipality")), membership)


def test_bodies_are_added_by_coordinators():
    adds = {role for role in m.Role.values if rules.can_add_entity(somebody((role, 1, "national")))}
    assert adds == {"national_coordinator", "municipal_coordinator"}


def test_the_ledger_is_read_by_three():
    reads = {role for role in m.Role.values if rules.can_read_ledger(somebody((role, 1, "national")))}
    assert reads == {"auditor", "national_coordinator", "data_protection_officer"}
    assert not rules.can_read_ledger(somebody(("data_protection_officer", 1, "municipality")))


@pytest.mark.django_db
@given(st.lists(st.tuples(st.sampled_from(m.Role.values), KEYS, st.sampled_from(KINDS)), max_size=3))
def test_seeing_people_agrees_with_its_pair(holds):
    rows = [make.body("association", f"Associação {n} (exemplo)") for n in range(4)]
    who = somebody(*((role, rows[pk - 1].pk, kind) for role, pk, kind in holds))
    seen = set(visible_entities(who).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    assert seen == {row.pk for row in rows if rules.can_see_people(who, row)}


@pytest.mark.django_db
@pytest.mark.parametrize("role", m.Role.values)
@pytest.mark.parametrize("kind", ["national", "municipality"])
def test_who_verifies_sees_what_waits_and_nobody_else(role, kind):
    row = make.enrolment()
    make.enrolment("other", confirmed=False)
    who = somebody((role, 1, kind))
    may = role in ("national_coordinator", "national_analyst") or (role, kind) == ("moderator", "national")
    assert rules.can_verify(who) is may
    assert (list(enrolments(who)), waiting_to_be_verified(who)) == (([row], 1) if may else ([], 0))


@pytest.mark.django_db
@pytest.mark.parametrize("role", m.Role.values)
def test_who_represents_a_body_speaks_for_it_and_for_no_other(role):
    one, other = make.body(), make.body(name="Outra (exemplo)")
    who = somebody((role, one.pk, one.kind))
    speaks = role == "representative"
    assert [rules.can_speak_for(who, each) for each in (one, other)] == [speaks, False]
    assert spoken_for(who) == ([one] if speaks else [])


@pytest.mark.django_db
def test_a_namesake_is_of_the_same_kind():
    row = make.enrolment()
    make.body("company", row.name)
    before = namesake(row)
    body = make.body("association", row.name)
    assert (before, namesake(row)) == (None, body)
