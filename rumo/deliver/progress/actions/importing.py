"""Every write of the progress room: cycles, reports that come with a plan file, their publication, correction and withdrawal.

Doors reach `publish`, `correct` and `withdraw` through `rollup`, which brings the columns up to date in the same transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans.actions import FileRefused, name_funders
from rumo.deliver.plans.models import Measure, PlanVersion
from rumo.deliver.progress import models as m
from rumo.deliver.progress.queries import cycles_of, digests_of, reports_of
from rumo.ground.ledger.actions import record
from rumo.ground.territory.models import Municipality
from rumo.science.planfile import document as pf

Key = tuple[str, str | None, date, int, datetime | None]


class ReportFault(NamedTuple):
    """What is wrong in a cell of a report, in plain words; `measure` is the code of the measure it speaks of."""

    cell: str
    words: str
    measure: str = ""


class ReportRefused(Exception):
    """An act on a report that cannot be done, said in words fit for whoever asked; `faults` says which cells are to be mended."""

    def __init__(self, words: str, faults: Sequence[ReportFault] = ()) -> None:
        super().__init__(words)
        self.faults = tuple(faults)


@transaction.atomic
def open_cycle(*, version: PlanVersion, cycle: pf.Cycle, by: str, at: datetime) -> m.Cycle:
    """Add a reporting cycle to a version of a plan that is not yet published; raises ReportRefused for a published one."""
    if version.state == PlanVersion.State.PUBLISHED:
        raise ReportRefused(_("Esta versão do plano já está publicada: os ciclos mudam com uma nova versão."))
    row = m.Cycle.objects.create(
        version=version,
        starts_on=cycle.start,
        ends_on=cycle.end,
        due_on=cycle.due,
        grace_days=cycle.grace_days,
    )
    target = f"plan:{version.plan.slug}"
    record(
        verb="cycle.open",
        by=by,
        at=at,
        target=target,
        new={"version": version.number, "start": cycle.start, "end": cycle.end},
    )
    return row


@transaction.atomic
def set_cycles(*, version: PlanVersion, cycles: Sequence[pf.Cycle], by: str, at: datetime) -> None:
    """Give a version in the making these reporting cycles in place of those it has; the same ones change nothing.

    Raises ReportRefused for a published version.
    """
    if version.state == PlanVersion.State.PUBLISHED:
        raise ReportRefused(_("Esta versão do plano já está publicada: os ciclos mudam com uma nova versão."))
    old = cycles_of(version)
    if old == tuple(cycles):
        return
    m.Cycle.objects.filter(version=version).delete()
    m.Cycle.objects.bulk_create(
        m.Cycle(version=version, starts_on=c.start, ends_on=c.end, due_on=c.due, grace_days=c.grace_days)
        for c in cycles
    )
    days = [[[str(c.start), str(c.end), str(c.due), c.grace_days] for c in some] for some in (old, cycles)]
    target = f"plan:{version.plan.slug}"
    record(verb="cycle.set", by=by, at=at, target=target, old=days[0], new=days[1])


@transaction.atomic
def discard_drafts(*, plan_id: int) -> None:
    """Delete the reports of a plan that an earlier import left as drafts, with all they hold."""
    drafts = m.Report.objects.filter(measure__plan_id=plan_id, state=m.Report.State.DRAFT)
    for model in (m.Measurement, m.Spending, m.Evidence):
        model.objects.filter(report__in=drafts).delete()
    drafts.delete()


@transaction.atomic
def import_(*, plan_id: int, reports: Sequence[pf.Report], by: str, at: datetime) -> list[m.Report]:
    """Write the reports of a plan file that are not here yet, as drafts; return them.

    One that is here already and says the same is passed over, so a second import is a no-op. Raises FileRefused when one says
    something else under the same measure, municipality, date and version: what is published is corrected by a higher version.
    """
    public = reports_of(plan_id)
    here = {_key(report): report for report in public}
    here |= {
        _key(replace(report, published_at=None)): report for report in public
    }  # sent again without its time
    known = [here.get(_key(report)) for report in reports]
    faults = [
        pf.Fault(
            f"reports[{i}]",
            _(
                "o relatório da medida %(measure)s de %(day)s (versão %(version)s) já está publicado com outro conteúdo; "
                "para o corrigir, envie-o com uma versão mais alta"
            )
            % {"measure": sent.measure, "day": sent.reference_date, "version": sent.version},
        )
        for i, (was, sent) in enumerate(zip(known, reports, strict=True))
        if was and not _same(was, sent)
    ]
    if faults:
        raise FileRefused(faults)
    new = [sent for was, sent in zip(known, reports, strict=True) if was is None]
    rows = write(plan_id, new, at)
    if rows:
        record(verb="report.import", by=by, at=at, target=f"plan-id:{plan_id}", new={"reports": len(rows)})
    return rows


@transaction.atomic
def publish(*, reports: Sequence[m.Report], by: str, at: datetime) -> None:
    """Publish reports; a publication time a file gave is honoured, otherwise it is `at`. Raises ReportRefused if one is public already."""
    for report in reports:
        if report.state == m.Report.State.PUBLISHED:
            raise ReportRefused(_("Este relatório já está publicado."))
        report.state = m.Report.State.PUBLISHED
        report.published_at = report.published_at or at
    m.Report.objects.bulk_update(reports, ["state", "published_at"], batch_size=500)
    for slug, digests in _by_plan(reports).items():
        new = {"reports": len(digests), "digests": digests}
        record(verb="report.publish", by=by, at=at, target=f"plan:{slug}", new=new)


@transaction.atomic
def correct(*, report: m.Report, said: pf.Report, by: str, at: datetime) -> m.Report:
    """Publish a corrected version of a published report, which it replaces whole; `said.reason` says why.

    Raises ReportRefused without a reason, or when `report` is not published.
    """
    if report.state != m.Report.State.PUBLISHED:
        raise ReportRefused(_("Só se corrige um relatório publicado; este ainda pode ser editado."))
    if not said.reason:
        raise ReportRefused(_("Diga porque é feita a correção: o motivo fica público."))
    plan = report.measure.plan
    number = _next_number(report)
    said = replace(
        said,
        measure=report.measure.code,
        reference_date=report.reference_date,
        version=number,
        published_at=at,
    )
    (row,) = write(plan.pk, [said], at)
    publish(reports=[row], by=by, at=at)
    target = f"measure:{plan.slug}/{report.measure.code}"
    record(
        verb="report.correct",
        by=by,
        at=at,
        target=target,
        old={"version": report.number},
        new={"version": number, "reason": said.reason},
    )
    return row


@transaction.atomic
def withdraw(*, report: m.Report, reason: str, by: str, at: datetime) -> m.Report:
    """Withdraw a published report: a version that says it counts as never made; nothing is deleted. Raises ReportRefused without a reason."""
    if not reason.strip():
        raise ReportRefused(_("Diga porque é retirado o relatório: o motivo fica público."))
    place = report.municipality.dico if report.municipality else None
    said = pf.Report(
        report.measure.code,
        report.reference_date,
        report.stage,
        municipality=place,
        reason=reason,
        withdrawn=True,
    )
    return correct(report=report, said=said, by=by, at=at)


def _next_number(report: m.Report) -> int:
    same = m.Report.objects.filter(
        measure=report.measure_id, municipality=report.municipality_id, reference_date=report.reference_date
    )
    return max(same.values_list("number", flat=True)) + 1


def _key(report: pf.Report) -> Key:
    return (report.measure, report.municipality, report.reference_date, report.version, report.published_at)


def _same(known: pf.Report, sent: pf.Report) -> bool:
    """Tell whether a report sent again says what is here; one sent without a publication time says nothing of it."""
    return replace(sent, published_at=sent.published_at or known.published_at) == known


def _by_plan(reports: Sequence[m.Report]) -> dict[str, dict[str, str]]:
    """Return the digest of each report by its name, for each plan: the ledger commits to everything they say."""
    ids = {report.measure_id for report in reports}
    slugs = dict(Measure.objects.filter(pk__in=ids).values_list("pk", "plan__slug"))
    found: dict[str, dict[str, str]] = {}
    for report, (name, digest) in zip(reports, digests_of(reports).items(), strict=True):
        found.setdefault(slugs[report.measure_id], {})[name] = digest
    return found


def write(plan_id: int, reports: Sequence[pf.Report], at: datetime) -> list[m.Report]:
    measures = dict(Measure.objects.filter(plan_id=plan_id).values_list("code", "pk"))
    places = (
        dict(Municipality.objects.values_list("dico", "pk")) if any(r.municipality for r in reports) else {}
    )
    rows = m.Report.objects.bulk_create(
        m.Report(
            measure_id=measures[said.measure],
            municipality_id=places[said.municipality] if said.municipality else None,
            reference_date=said.reference_date,
            number=said.version,
            published_at=said.published_at,
            recorded_at=at,
            stage=said.stage,
            narrative=said.narrative,
            difficulties=said.difficulties,
            corrective_action=said.corrective_action,
            reason=said.reason,
            withdrawn=said.withdrawn,
        )
        for said in reports
    )
    pairs = list(zip(rows, reports, strict=True))
    m.Measurement.objects.bulk_create(_measurements(pairs))
    m.Spending.objects.bulk_create(_spending(pairs))
    m.Evidence.objects.bulk_create(
        m.Evidence(report=row, position=i, **{name: getattr(shown, name) for name in pf.Evidence.__slots__})
        for row, said in pairs
        for i, shown in enumerate(said.evidence)
    )
    return rows


def _spending(pairs: Sequence[tuple[m.Report, pf.Report]]) -> Iterable[m.Spending]:
    funders = name_funders(names={name for _, said in pairs for name in said.spent})
    for row, said in pairs:
        for name, amount in said.spent.items():
            yield m.Spending(report=row, funder_id=funders[name], amount=amount)


def _measurements(pairs: Sequence[tuple[m.Report, pf.Report]]) -> Iterable[m.Measurement]:
    for row, said in pairs:
        for code, completion in said.activities.items():
            yield m.Measurement(report=row, kind="activity", code=code, value=completion)
        for code, value in said.indicators.items():
            yield m.Measurement(
                report=row, kind="indicator", code=code, value=value.total, by=value.by or None
            )
