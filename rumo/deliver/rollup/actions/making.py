"""Plan making where a plan's reporting cycles and reports weigh in too: what the plans room alone cannot see."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans import models as m
from rumo.deliver.plans.actions import Conflict, FileRefused, PlanRefused
from rumo.deliver.plans.actions.letters import post_letters, team
from rumo.deliver.plans.queries.documents import measure_of
from rumo.deliver.plans.queries.versions import newest_published, present
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.queries import cycles_of
from rumo.deliver.rollup.actions.publications import import_plan, publish_plan, refuse_lost_codes
from rumo.deliver.rollup.queries.making import stamp, whole_of
from rumo.ground.ledger.actions import record
from rumo.science.planfile import Plan, dump
from rumo.science.planfile import document as pf


@transaction.atomic
def new_version(*, plan: m.Plan, by: str, at: datetime) -> m.PlanVersion:
    """Begin the next version of a plan, its reporting cycles copied too; raises as `plans.new_version`."""
    version = plans.new_version(plan=plan, by=by, at=at)
    newest = newest_published(plan)
    assert newest is not None  # noqa: S101  (it was copied)
    progress.set_cycles(version=version, cycles=cycles_of(newest), by=by, at=at)
    return version


@transaction.atomic
def revise_plan(
    *, version: m.PlanVersion, changes: Mapping[str, Any], revision: int, by: str, at: datetime
) -> None:
    """Change the head of a version in the making, and its reporting cycles where `changes` holds them; raises as `plans.revise_plan`."""
    plan = plans.revise_plan(
        version=version, changes=changes, revision=revision, by=by, at=at, cycles=cycles_of(version)
    )
    progress.set_cycles(version=version, cycles=plan.cycles, by=by, at=at)


@transaction.atomic
def revise_measure(
    *, version: m.PlanVersion, said: Mapping[str, Any], revision: int | None, by: str, at: datetime
) -> m.MeasureVersion:
    """Add or change a measure; raises as `plans.revise_measure`, and FileRefused when it would lose a code that reports have used."""
    row = plans.revise_measure(version=version, said=said, revision=revision, by=by, at=at)
    measure = measure_of(version, row.measure.code)
    assert measure is not None  # noqa: S101  (it was just written)
    try:
        refuse_lost_codes(version.plan.slug, [measure])
    except FileRefused as refused:
        raise FileRefused([pf.Fault("activities", fault.message) for fault in refused.faults]) from None
    return row


@transaction.atomic
def discard_version(*, version: m.PlanVersion, by: str, at: datetime) -> None:
    """Delete a version in the making with its cycles; what was published stays. Raises PlanRefused for one that was sent or published."""
    row = m.PlanVersion.objects.select_for_update(of=("self",)).select_related("plan").filter(pk=version.pk)
    found = row.first()
    if found is None:
        return
    if found.state != m.PlanVersion.State.DRAFT:
        raise PlanRefused(_("Só se apaga uma versão em preparação: retire primeiro o envio."))
    progress.set_cycles(version=found, cycles=(), by=by, at=at)
    plans.discard(version=found, by=by, at=at)


@transaction.atomic
def extend(*, plan: m.Plan, ends_on: date | None, reason: str, by: str, at: datetime) -> m.PlanVersion:
    """Begin a version of a plan that ends later, or (`ends_on` None) is in force until replaced; it is sent and approved like any other.

    Raises AlreadyThere when a version is in the making, PlanRefused without a reason or with an end that is not later.
    """
    if not reason.strip():
        raise PlanRefused(_("Diga porque é prolongado o plano."))
    version = new_version(plan=plan, by=by, at=at)
    known = version.ends_on or version.starts_on
    if ends_on and known and ends_on <= known:
        raise PlanRefused(_("O novo fim tem de ser depois de %(day)s.") % {"day": known})
    old = {"ends_on": version.ends_on, "until_replaced": version.until_replaced}
    version.ends_on, version.until_replaced = ends_on or version.ends_on, ends_on is None
    version.effective_on = at.date()
    version.save(update_fields=["ends_on", "until_replaced", "effective_on"])
    told = {"version": version.number, "ends_on": ends_on, "reason": reason.strip()}
    record(verb="plan.extend", by=by, at=at, target=f"plan:{plan.slug}", old=old, new=told)
    return version


@transaction.atomic
def bring_in(*, plan: m.Plan, document: Plan, base: str, by: str, at: datetime) -> int | None:
    """Replace the version in the making of a plan by what a file says; return its number, None when the file says nothing new.

    The file's reports do not come in here. `base` is the `stamp` of the version the file was compared with: what changed since is not
    written over. Sending again what is there already does nothing. Raises Conflict, FileRefused, PlanRefused where the version was sent.
    """
    m.Plan.objects.select_for_update().get(pk=plan.pk)
    here = present(plan)
    said = replace(document, slug=plan.slug, synthetic=plan.synthetic, reports=())
    if here and here.state in (m.PlanVersion.State.SUBMITTED, m.PlanVersion.State.APPROVED):
        raise PlanRefused(_("Esta versão foi enviada para aprovação: retire o envio para a mudar."))
    if here and _same(whole_of(here), said):
        return None
    if stamp(here) != base:
        raise Conflict(dump(said), dump(whole_of(here)) if here else None, None)
    template, owner = plan.template, plan.owner
    done = import_plan(document=said, publish=False, by=by, at=at)
    m.Plan.objects.filter(pk=plan.pk).update(template=template, owner=owner)
    return done.version


def _same(old: Plan, new: Plan) -> bool:
    return replace(old, version=1, published_at=None) == replace(new, version=1, published_at=None)


@transaction.atomic
def publish_approved(*, version: m.PlanVersion, by: str, at: datetime) -> m.PlanVersion:
    """Publish a version that other eyes approved, and write to its makers; one that is published already stays so.

    Raises PlanRefused unless approved, FileRefused as `publish_plan`.
    """
    row = m.PlanVersion.objects.select_for_update(of=("self",)).select_related("plan").get(pk=version.pk)
    if row.state == m.PlanVersion.State.PUBLISHED:
        return row
    if row.state != m.PlanVersion.State.APPROVED:
        raise PlanRefused(_("Só se publica um plano depois de aprovado por outra pessoa."))
    row = publish_plan(version=row, by=by, at=at)
    post_letters(kind="plan.published", version=row, to=team(row, at), but=by, at=at)
    return row
