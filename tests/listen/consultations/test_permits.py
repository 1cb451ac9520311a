"""Who may do what with a consultation, and that a list shows what a page would."""

import itertools

import pytest

from rumo.ground.people.models import Role
from rumo.ground.people.rules import Held, Who
from rumo.listen.consultations import rules
from rumo.listen.consultations.models import Consultation
from tests.factories import listening as make
from tests.factories import people

pytestmark = pytest.mark.django_db
State = Consultation.State


def consultation(owner, state="draft", slug=make.SLUG):
    """A consultation of a body in a state, with nothing in it."""
    told = (
        {"published_at": make.AT, "opens_at": make.OPENS, "closes_at": make.AFTER}
        if state == "published"
        else {}
    )
    return Consultation.objects.create(slug=slug, owner=owner, state=state, recorded_at=make.AT, **told)


def holder(role, body):
    """Somebody who holds a role in a body, whether or not there is such a role in bodies of its kind."""
    return Who(1, "a", "A", "a@exemplo.invalid", "pt", (Held(role, body.pk, body.kind, None, None),))


@pytest.fixture
def bodies():
    """Two bodies, and the national one."""
    return {"own": people.body(name="A"), "other": people.body(name="B"), "national": people.national()}


def test_a_list_holds_what_a_page_shows(bodies):
    rows = [
        consultation(body, state, f"{name}-{state}")
        for (name, body), state in itertools.product(bodies.items(), State)
    ]
    for role, body in itertools.product(Role, bodies.values()):
        who = holder(role, body)
        listed = set(rules.visible_to(who).values_list("pk", flat=True))
        assert listed == {row.pk for row in rows if rules.can_see(who, row)}, (role, body)


MAY = {
    "can_see": "national_coordinator national_analyst moderator translator mediator municipal_coordinator auditor",
    "can_write": "national_coordinator national_analyst municipal_coordinator",
    "can_publish": "national_coordinator municipal_coordinator",
    "can_moderate": "national_coordinator moderator municipal_coordinator",
    "can_translate": "national_coordinator national_analyst translator municipal_coordinator",
    "can_transcribe": "national_coordinator national_analyst moderator mediator municipal_coordinator",
    "can_enter": "national_coordinator national_analyst moderator translator mediator municipal_coordinator",
}


@pytest.mark.parametrize("rule", MAY)
def test_a_role_may_what_it_may_of_its_own_body(bodies, rule):
    row = consultation(bodies["own"])
    found = [role.value for role in Role if getattr(rules, rule)(holder(role, bodies["own"]), row)]
    assert found == MAY[rule].split()


@pytest.mark.parametrize(
    ("rule", "roles"),
    [
        ("can_see", "national_coordinator national_analyst auditor"), ("can_write", ""), ("can_publish", ""), ("can_moderate", ""),
        ("can_translate", ""), ("can_transcribe", ""), ("can_enter", "mediator"),
    ],
)  # fmt: skip
def test_a_role_may_little_of_another_body(bodies, rule, roles):
    row = consultation(bodies["own"])
    found = [role.value for role in Role if getattr(rules, rule)(holder(role, bodies["other"]), row)]
    assert found == roles.split()


def test_a_mediator_of_any_body_sees_what_is_published(bodies):
    who = holder("mediator", bodies["other"])
    seen = [rules.can_see(who, consultation(bodies["own"], state, state)) for state in State]
    assert dict(zip(State, seen, strict=True)) == {"draft": False, "published": True, "cancelled": False}


def test_one_drafts_for_the_bodies_one_writes_for(bodies):
    who = holder("municipal_coordinator", bodies["own"])
    assert [rules.can_draft(who, body.pk) for body in bodies.values()] == [True, False, False]


def test_it_is_open_from_its_first_instant_to_before_its_last(bodies):
    row = consultation(bodies["own"], "published")
    moment = make.dt.timedelta(microseconds=1)
    instants = (make.OPENS - moment, make.OPENS, make.AFTER - moment, make.AFTER)
    assert [rules.is_open(row, at=at) for at in instants] == [False, True, True, False]
    assert [rules.phase(row, at=at).value for at in instants] == ["coming", "open", "open", "closed"]
    row.opens_at = None
    assert rules.phase(row, at=make.OPEN).value == "coming"
    row.state = State.CANCELLED
    assert rules.phase(row, at=make.OPEN).value == "cancelled"
