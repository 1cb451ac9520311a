"""A version is sent, returned, approved by other eyes and published; every step twice is one step, and the last can be undone."""

import pytest

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans import models as m
from rumo.ground.ledger.queries import history
from rumo.ground.outbox.models import Message
from tests.factories import making, people
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")
OTHER = "coordenacao-nacional-exemplo"


def act(verb, version, by=make.BY, **more):
    """Do an act of sending."""
    return verb(version=version, by=by, at=make.AT, **more)


def sent(by=make.BY):
    """A draft that was sent."""
    return act(plans.submit, making.drafted(), by)


def approve(version, by=OTHER, revision=None):
    """Approve as read."""
    return act(
        plans.approve,
        version,
        by,
        for_name="Instituto nacional (exemplo)",
        revision=revision or version.revision,
    )


def test_a_draft_is_sent_once_and_whoever_may_approve_is_written_to():
    national = people.person("national_coordinator", people.national())
    sender = people.person("municipal_coordinator", people.municipality())
    people.person("municipal_reporter", people.municipality())
    closed = people.person("municipal_coordinator", people.municipality())
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    version = sent(sender.public_id)
    again = act(plans.submit, version, sender.public_id)
    assert (again.state, again.submitted_by, again.revision) == ("submitted", sender.public_id, 2)
    letters = Message.objects.values_list("kind", "to", "payload__title")
    assert list(letters) == [("plan.submitted", national.email, "Plano municipal (exemplo)")]


def test_nobody_else_sends_what_was_sent():
    with pytest.raises(plans.PlanRefused):
        act(plans.submit, sent(), OTHER)


def test_an_empty_plan_and_a_template_are_not_sent():
    with pytest.raises(plans.PlanRefused):
        act(plans.submit, making.started())
    m.Plan.objects.update(template=True)
    with pytest.raises(plans.PlanRefused):
        act(plans.submit, m.PlanVersion.objects.get())


def test_what_was_sent_is_taken_back():
    version = sent()
    for _twice in range(2):
        version = act(plans.unsubmit, version)
    assert (version.state, version.submitted_by, version.submitted_at) == ("draft", "", None)


def test_it_is_returned_with_the_reason_and_its_makers_are_written_to():
    sender = people.person("municipal_coordinator", people.municipality())
    version = sent(sender.public_id)
    with pytest.raises(plans.PlanRefused):
        act(plans.return_, version, OTHER, reason=" ")
    for _twice in range(2):
        version = act(plans.return_, version, OTHER, reason="Falta a medida 2.")
    assert (version.state, version.returned_reason, version.submitted_by) == (
        "draft",
        "Falta a medida 2.",
        "",
    )
    letters = Message.objects.filter(kind="plan.returned")
    assert list(letters.values_list("to", "payload__reason")) == [(sender.email, "Falta a medida 2.")]
    with pytest.raises(plans.PlanRefused):
        act(plans.return_, version, OTHER, reason="Outra coisa.")
    version = act(plans.submit, version, sender.public_id)
    assert version.returned_reason == ""


def test_other_eyes_approve_what_they_read():
    version = approve(approve(sent()))
    assert (version.state, version.approved_by, version.approved_for) == (
        "approved",
        OTHER,
        "Instituto nacional (exemplo)",
    )
    with pytest.raises(plans.PlanRefused):
        approve(version, "terceira-pessoa-exemplo")


def test_nobody_approves_what_they_sent():
    with pytest.raises(plans.PlanRefused):
        approve(sent(), make.BY)


def test_what_was_sent_anew_is_read_anew():
    version = sent()
    act(plans.submit, act(plans.unsubmit, version))
    with pytest.raises(plans.Conflict) as conflict:
        approve(version, revision=2)
    assert conflict.value.revision == 3


def test_an_approval_is_undone():
    version = approve(sent())
    for _twice in range(2):
        version = act(plans.unapprove, version, OTHER)
    assert (version.state, version.approved_by, version.submitted_by) == ("submitted", "", make.BY)
    assert [entry.verb for entry in history("plan:lisboa-2026-2028")][:2] == [
        "plan.unapprove",
        "plan.approve",
    ]


def test_an_approved_version_may_still_be_returned():
    version = act(plans.return_, approve(sent()), OTHER, reason="Afinal falta uma assinatura.")
    assert (version.state, version.approved_for) == ("draft", "")


def test_what_was_approved_is_public_from_that_instant():
    version = act(plans.publish, approve(sent()), OTHER)
    assert (version.state, version.published_at) == ("published", make.AT)


def test_what_waits_to_be_approved_and_a_template_are_not_published():
    version = sent()
    with pytest.raises(plans.PlanRefused):
        act(plans.publish, version)
    m.Plan.objects.update(template=True)
    with pytest.raises(plans.PlanRefused):
        act(plans.publish, version)


def test_a_plan_that_is_nobodys_writes_to_the_country_alone():
    people.person("national_coordinator", people.national())
    version = making.drafted()
    m.Plan.objects.update(owner=None)
    act(plans.submit, version)
    assert Message.objects.count() == 1
