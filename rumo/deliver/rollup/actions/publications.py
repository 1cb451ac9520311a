"""Publications: a plan file, a version of a plan, reports, a correction, a withdrawal. What is public changes only here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.actions import FileRefused
from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.plans.queries.documents import document_of
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.models import Measurement, Report
from rumo.deliver.progress.queries import cycles_of
from rumo.deliver.rollup.actions.keeping import refresh
from rumo.science.planfile import document as pf


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the version it made (None: the file said nothing new of the plan), how many reports it brought, if public."""

    slug: str
    version: int | None
    reports: int
    published: bool


@transaction.atomic
def import_plan(*, document: pf.Plan, publish: bool, by: str, at: datetime) -> Imported:
    """Bring a checked plan file in, all of it or nothing; with `publish`, make it public in the same breath.

    Raises FileRefused for a report that contradicts a published one, and for a measure that would lose a code reports have used.
    """
    _refuse_the_future(document, at)
    refuse_lost_codes(document.slug, document.measures)
    clear_cycles(document.slug, by=by, at=at)
    newest = _newest(document.slug)
    cycles_changed = newest is not None and cycles_of(newest) != document.cycles
    draft = plans.import_(document=document, anyway=cycles_changed, by=by, at=at)
    plan = draft.plan
    if draft.version:
        for cycle in document.cycles:
            progress.open_cycle(version=draft.version, cycle=cycle, by=by, at=at)
    progress.discard_drafts(plan_id=plan.pk)
    reports = progress.import_(plan_id=plan.pk, reports=document.reports, by=by, at=at)
    if publish:
        if draft.version:
            plans.publish(version=draft.version, by=by, at=at)
        if reports:
            progress.publish(reports=reports, by=by, at=at)
        if draft.version or reports:
            refresh(plan_ids=[plan.pk], at=at)
    return Imported(plan.slug, draft.version.number if draft.version else None, len(reports), publish)


@transaction.atomic
def publish_plan(*, version: PlanVersion, by: str, at: datetime) -> PlanVersion:
    """Publish a version, approved in the office or brought in by the operator's command, and the reports that came with it.

    Raises FileRefused when a measure would lose an activity or indicator that reports have used, PlanRefused as `plans.publish`.
    """
    said = document_of(version)
    refuse_lost_codes(said.slug, said.measures)
    version = plans.publish(version=version, by=by, at=at)
    drafts = list(Report.objects.filter(measure__plan=version.plan_id, state=Report.State.DRAFT))
    if drafts:
        progress.publish(reports=drafts, by=by, at=at)
    refresh(plan_ids=[version.plan_id], at=at)
    return version


@transaction.atomic
def publish_reports(*, reports: Sequence[Report], by: str, at: datetime) -> None:
    """Publish reports of plans that are public; every page above them shows them once this commits."""
    progress.publish(reports=reports, by=by, at=at)
    refresh(plan_ids={report.measure.plan_id for report in reports}, at=at)


@transaction.atomic
def correct(*, report: Report, said: pf.Report, by: str, at: datetime) -> Report:
    """Publish a corrected version of a published report."""
    corrected = progress.correct(report=report, said=said, by=by, at=at)
    refresh(plan_ids=[report.measure.plan_id], at=at)
    return corrected


@transaction.atomic
def withdraw(*, report: Report, reason: str, by: str, at: datetime) -> Report:
    """Withdraw a published report: it counts as never made from `at` on."""
    withdrawn = progress.withdraw(report=report, reason=reason, by=by, at=at)
    refresh(plan_ids=[report.measure.plan_id], at=at)
    return withdrawn


def _newest(slug: str) -> PlanVersion | None:
    return (
        PlanVersion.objects.filter(plan__slug=slug, state=PlanVersion.State.PUBLISHED)
        .order_by("-number")
        .first()
    )


def _refuse_the_future(document: pf.Plan, at: datetime) -> None:
    """Raise FileRefused for each publication said to be later than now: nothing counts before it is public."""
    said = [("published_at", document.published_at)]
    said += [(f"reports[{i}].published_at", report.published_at) for i, report in enumerate(document.reports)]
    faults = [
        pf.Fault(
            where, _("a publicação (%(instant)s) ainda não aconteceu") % {"instant": instant.isoformat()}
        )
        for where, instant in said
        if instant and instant > at
    ]
    if faults:
        raise FileRefused(faults)


def clear_cycles(slug: str, *, by: str, at: datetime) -> None:
    """Take the cycles off the version in the making that an import replaces."""
    rows = PlanVersion.objects.filter(plan__slug=slug).exclude(state=PlanVersion.State.PUBLISHED)
    for draft in rows.select_related("plan"):
        progress.set_cycles(version=draft, cycles=(), by=by, at=at)


def refuse_lost_codes(slug: str, measures: Sequence[pf.Measure]) -> None:
    """Raise FileRefused for each reported activity or indicator that its measure no longer names: a degree would lose its past."""
    published = Measurement.objects.filter(
        report__measure__plan__slug=slug, report__state=Report.State.PUBLISHED
    )
    reported = set(published.values_list("report__measure__code", "kind", "code"))
    lost_one = {
        "activity": _(
            "a atividade %(code)s tem relatórios publicados e não pode desaparecer da medida %(measure)s"
        ),
        "indicator": _(
            "o indicador %(code)s tem relatórios publicados e não pode desaparecer da medida %(measure)s"
        ),
    }
    faults = []
    for i, measure in enumerate(measures):
        named = {
            "activity": {a.code for a in measure.activities},
            "indicator": {n.code for n in measure.indicators},
        }
        for kind, words in lost_one.items():
            lost = {code for m, k, code in reported if m == measure.code and k == kind} - named[kind]
            faults += [
                pf.Fault(f"measures[{i}]", words % {"code": code, "measure": measure.code})
                for code in sorted(lost)
            ]
    if faults:
        raise FileRefused(faults)
