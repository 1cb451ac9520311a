"""Bodies are invited once each, written to when it is published, and reminded once before it closes."""

import datetime as dt

import pytest

from rumo.ground.outbox.models import Message
from rumo.ground.people import actions as people_actions
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import models as m
from rumo.listen.consultations import queries
from rumo.listen.consultations.actions import ConsultationRefused
from rumo.listen.consultations.queries import Body
from tests.factories import listening as make
from tests.factories import people
from tests.factories.people import AT, BY

OUTSIDE = Body("association", " Associação de fora (exemplo) ", " fora@exemplo.invalid ")


@pytest.fixture
def staffed(db):
    """A body on the register with two people, one of whom left, and one without anybody."""
    body, empty = people.body(name="Com gente (exemplo)"), people.body(name="Sem gente (exemplo)")
    people.person("partner_reporter", body)
    people.person("evaluator", body)
    away = people.person("partner_reporter", body)
    people_actions.set_active(user=away, active=False, by=BY, at=AT)
    return body, empty


def letters():
    """The letters posted: kind and address."""
    return list(Message.objects.order_by("pk").values_list("kind", "to"))


def test_letters_leave_with_the_publication(row, act, staffed, last):
    bodies = [*queries.on_register(["association"]), OUTSIDE, OUTSIDE]
    assert consultations.invite(bodies=bodies, **act) == 3
    assert last()[2] == {
        "invited": ["Com gente (exemplo)", "Sem gente (exemplo)", "Associação de fora (exemplo)"]
    }
    assert consultations.invite(bodies=bodies, **act) == 0
    assert letters() == []
    consultations.publish(country="pt", **act)
    invited = "consultation.invited"
    assert sorted(letters()) == [(invited, "fora@exemplo.invalid"), (invited, "pessoa1@exemplo.invalid"), (invited, "pessoa2@exemplo.invalid")]  # fmt: skip
    payload = Message.objects.get(to="fora@exemplo.invalid").payload
    assert payload == {
        "slug": row.slug, "title": "Uma escola para todos (exemplo)", "owner": "Instituto nacional (exemplo)",
        "body": "Associação de fora (exemplo)", "first": "2026-01-03", "last": "2026-02-13",
    }  # fmt: skip


def test_once_published_a_letter_leaves_at_once(row, act, staffed):
    consultations.publish(country="pt", **act)
    assert consultations.invite(bodies=[OUTSIDE], **act) == 1
    assert consultations.invite(bodies=[OUTSIDE], **act) == 0
    assert letters() == [("consultation.invited", "fora@exemplo.invalid")]
    with pytest.raises(ConsultationRefused, match="já não se convida ninguém"):
        consultations.invite(consultation=row, bodies=[OUTSIDE], by=BY, at=make.AFTER)


def test_somebody_who_acts_for_two_bodies_in_two_roles_gets_one_letter(row, act, staffed):
    body, _empty = staffed
    user, other = people.person("partner_reporter", body), people.body("university", "Universidade (exemplo)")
    for entity, role in ((body, "evaluator"), (other, "evaluator")):
        people_actions.grant(user=user, entity=entity, role=role, by=BY, at=AT)
    consultations.invite(bodies=queries.on_register(["association", "university"]), **act)
    consultations.publish(country="pt", **act)
    assert [to for _kind, to in letters()].count(user.email) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (Body("association", " \0"), "name"), (Body("association", "x" * 301), "name"), (Body("club", "A"), "kind"),
        (Body("association", "A", "not an address"), "email"), (Body("association", "A", f"{'a' * 60}@{'b.' * 100}pt"), "email"),
    ],
)  # fmt: skip
def test_a_body_has_a_name_a_kind_and_an_address_that_can_be_one(act, body, field):
    with pytest.raises(ConsultationRefused) as no:
        consultations.invite(bodies=[body], **act)
    assert list(no.value.faults) == [field]
    assert m.Invitation.objects.count() == 0


def test_a_reminder_leaves_once_in_the_last_seven_days_and_not_to_who_answered(row, act, staffed):
    consultations.invite(bodies=[*queries.on_register(["association"]), OUTSIDE], **act)
    assert consultations.remind(**act) == 0
    made = consultations.publish(country="pt", **act)
    Message.objects.all().delete()
    week, moment = dt.timedelta(days=7), dt.timedelta(seconds=1)

    def reminded(at):
        due = queries.to_remind(before=week, at=at)
        return len(due), consultations.remind(consultation=row, but={staffed[0].pk}, by=BY, at=at)

    assert reminded(made.closes_at - week - moment) == (0, 0)
    assert reminded(made.closes_at - week) == (1, 2)
    assert reminded(made.closes_at - week) == (1, 0)  # the one that answered is never reminded
    assert letters() == [("consultation.reminded", "fora@exemplo.invalid")]
    assert reminded(made.closes_at) == (0, 0)
    assert [bool(one.reminded_at) for one in queries.invitations(row)] == [True, False, True]


def test_the_register_is_counted_by_kind(row, staffed):
    assert queries.register_counts() == {"national": 1, "association": 2}
    bodies = queries.on_register(["national", "association"], but=row.owner_id)
    assert [body.name for body in bodies] == ["Com gente (exemplo)", "Sem gente (exemplo)"]
