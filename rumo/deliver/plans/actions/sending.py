"""A version in the making goes to be approved: sent, taken back, returned with reasons, approved by other eyes, or that undone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans import models as m
from rumo.deliver.plans.actions.guarding import Conflict, State, locked, read_plan, target
from rumo.deliver.plans.actions.letters import post_letters, reviewers, team
from rumo.deliver.plans.actions.publishing import PlanRefused
from rumo.deliver.plans.queries.documents import document_of
from rumo.ground.ledger.actions import record
from rumo.ground.people.models import User
from rumo.science.planfile import dump


@transaction.atomic
def submit(*, version: m.PlanVersion, by: str, at: datetime) -> m.PlanVersion:
    """Send a draft to be approved, and write to whoever may approve it; it is not edited until it comes back.

    The whole plan is read again by the rules of the plan file. What `by` sent already stays sent. Raises FileRefused with every fault,
    PlanRefused for a template, a plan without measures, or a version that is no draft.
    """
    version = locked(version, State.DRAFT, State.SUBMITTED)
    if version.state == State.SUBMITTED and version.submitted_by == by:
        return version
    version = locked(version, State.DRAFT)
    if version.plan.template:
        raise PlanRefused(_("Um modelo não se publica: serve para fazer planos."))
    said = read_plan(dump(document_of(version)))
    if not said.measures:
        raise PlanRefused(_("O plano ainda não tem medidas: acrescente pelo menos uma."))
    version.state, version.submitted_by, version.submitted_at = State.SUBMITTED, by, at
    version.returned_reason = ""
    version.revision += 1  # what a reviewer read is what is approved
    version.save(update_fields=["state", "submitted_by", "submitted_at", "returned_reason", "revision"])
    told = {"version": version.number, "revision": version.revision}
    record(verb="plan.submit", by=by, at=at, target=target(version), new=told)
    post_letters(kind="plan.submitted", version=version, to=reviewers(version, at), but=by, at=at)
    return version


@transaction.atomic
def unsubmit(*, version: m.PlanVersion, by: str, at: datetime) -> m.PlanVersion:
    """Take a sent version back to go on editing it; a draft stays one. Raises PlanRefused once it was approved."""
    version = locked(version, State.DRAFT, State.SUBMITTED)
    if version.state == State.DRAFT:
        return version
    return _back(version, "plan.unsubmit", by, at)


@transaction.atomic
def return_(*, version: m.PlanVersion, reason: str, by: str, at: datetime) -> m.PlanVersion:
    """Return a sent (or approved) version to its makers with the reason, and write to them.

    Returning again what was returned in the same words does nothing. Raises PlanRefused without a reason.
    """
    version = locked(version, State.DRAFT, State.SUBMITTED, State.APPROVED)
    reason = reason.strip()
    if version.state == State.DRAFT and version.returned_reason == reason != "":
        return version
    version = locked(version, State.SUBMITTED, State.APPROVED)
    if not reason:
        raise PlanRefused(_("Diga o que falta mudar: quem fez o plano recebe o motivo."))
    sender = version.submitted_by
    version.returned_reason = reason
    _back(version, "plan.return", by, at, reason=reason)
    to = set(User.objects.filter(public_id=sender)) | team(version, at)
    post_letters(kind="plan.returned", version=version, to=to, but=by, at=at, reason=reason)
    return version


def _back(
    version: m.PlanVersion, verb: str, by: str, at: datetime, reason: str | None = None
) -> m.PlanVersion:
    old = {"state": version.state, "submitted_by": version.submitted_by, "approved_by": version.approved_by}
    version.state = State.DRAFT
    version.submitted_by, version.submitted_at = "", None
    version.approved_by, version.approved_at, version.approved_for = "", None, ""
    version.save()
    told = {"version": version.number, "state": State.DRAFT, "reason": reason}
    record(verb=verb, by=by, at=at, target=target(version), old=old, new=told)
    return version


@transaction.atomic
def approve(*, version: m.PlanVersion, revision: int, for_name: str, by: str, at: datetime) -> m.PlanVersion:
    """Approve a sent version in the name of a body; `revision` is that of the version as it was read.

    What `by` approved already stays approved. Raises PlanRefused when `by` sent it (four eyes) or it was not sent, Conflict when
    it was taken back and sent anew since.
    """
    version = locked(version, State.SUBMITTED, State.APPROVED)
    if version.state == State.APPROVED and version.approved_by == by:
        return version
    version = locked(version, State.SUBMITTED)
    if version.submitted_by == by:
        raise PlanRefused(_("Foi quem enviou este plano: outra pessoa tem de o aprovar."))
    if version.revision != revision:
        raise Conflict({}, {}, version.revision)
    version.state, version.approved_by, version.approved_at = State.APPROVED, by, at
    version.approved_for = for_name
    version.save(update_fields=["state", "approved_by", "approved_at", "approved_for"])
    told = {"version": version.number, "for": for_name}
    record(verb="plan.approve", by=by, at=at, target=target(version), new=told)
    return version


@transaction.atomic
def unapprove(*, version: m.PlanVersion, by: str, at: datetime) -> m.PlanVersion:
    """Undo an approval that nothing was published on: the version is sent, as before. Raises PlanRefused unless sent or approved."""
    version = locked(version, State.SUBMITTED, State.APPROVED)
    if version.state == State.SUBMITTED:
        return version
    old = {"approved_by": version.approved_by, "for": version.approved_for}
    version.state = State.SUBMITTED
    version.approved_by, version.approved_at, version.approved_for = "", None, ""
    version.save(update_fields=["state", "approved_by", "approved_at", "approved_for"])
    record(
        verb="plan.unapprove", by=by, at=at, target=target(version), old=old, new={"version": version.number}
    )
    return version
