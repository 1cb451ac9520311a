"""Who acts for a body, who waits to, and the names behind public ids."""

import datetime as dt

import pytest

from rumo.ground.core.fields import token_hash
from rumo.ground.outbox.models import Message
from rumo.ground.people import actions as people
from rumo.ground.people import models as m
from rumo.ground.people import queries
from tests.factories import people as make
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 1)


@pytest.fixture
def association():
    return make.body("association", "Associação (exemplo)")


def test_who_acts_for_a_body_counts_substitutes_and_no_closed_account(association, django_assert_num_queries):
    away, closed, instead = (
        make.person("partner_reporter", association),
        make.person("partner_reporter", association),
        make.account(),
    )
    people.set_active(user=closed, active=False, by=BY, at=AT)
    people.substitute(
        membership=m.Membership.objects.get(user=away),
        substitute=instead,
        starts_on=DAY,
        ends_on=DAY,
        by=BY,
        at=AT,
    )
    with django_assert_num_queries(2):
        found = queries.acting_for({association.pk}, ("partner_reporter",), on=DAY)
    assert found == {association.pk: {away.pk, instead.pk}}
    assert queries.acting_for({association.pk}, ("evaluator",), on=DAY) == {association.pk: set()}


def test_the_national_team():
    one = make.person("national_analyst", make.national())
    make.person("operator", make.national())
    assert list(queries.national_team()) == [one]


def test_the_staff_of_a_body(association, django_assert_num_queries):
    member = make.person("partner_reporter", association)
    people.invite(
        entity=association, role="evaluator", email="a@exemplo.invalid", name="x", language="pt",
        by=BY, inviter="x", at=AT,
    )  # fmt: skip
    membership = m.Membership.objects.get(user=member)
    people.substitute(
        membership=membership, substitute=make.account(), starts_on=DAY, ends_on=DAY, by=BY, at=AT
    )
    with django_assert_num_queries(3):
        staff = queries.staff_of(association, at=AT, on=DAY)
    assert staff.members == [membership]
    assert [row.email for row in staff.invitations] == ["a@exemplo.invalid"]
    assert [row.membership for row in staff.substitutions] == [membership]
    later = queries.staff_of(association, at=AT + dt.timedelta(days=15), on=DAY + dt.timedelta(days=1))
    assert (later.invitations, later.substitutions) == ([], [])
    token = Message.objects.get().payload["token"]
    assert queries.invitation(token_hash(token), at=AT).email == "a@exemplo.invalid"
    assert queries.invitation(token_hash(token), at=AT + dt.timedelta(days=15)) is None


def test_names_behind_public_ids():
    user = make.account("Coordenação municipal, exemplo")
    nameless = make.account("", "b@exemplo.invalid")
    assert queries.names_of({user.public_id, nameless.public_id, "operator"}) == {
        user.public_id: "Coordenação municipal, exemplo",
        nameless.public_id: "b@exemplo.invalid",
    }
