"""A version in the making is written: its head, and its measures one by one; two editors never lose each other's words."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans import models as m
from rumo.deliver.plans.actions.guarding import Conflict, State, locked, read_measure, read_plan, target
from rumo.deliver.plans.actions.importing import (
    FileRefused,
    delete_parts,
    measure_row,
    permanent,
    write_head,
    write_parts,
)
from rumo.deliver.plans.actions.publishing import PlanRefused
from rumo.deliver.plans.queries.documents import document_of, head_of, measure_of
from rumo.ground.ledger.actions import record
from rumo.ground.territory.models import Municipality
from rumo.science.planfile import document as pf
from rumo.science.planfile import dump
from rumo.science.planfile.dump import plain
from rumo.science.planfile.dump import said as json_of

HEAD = (
    "title", "kind", "municipalities", "promoter", "period", "effective_on", "until_replaced", "language", "source", "funding", "partners",
    "adopted", "cycles",
)  # fmt: skip
"""What `revise_plan` may change, by its name in the plan file."""


@transaction.atomic
def revise_plan(
    *,
    version: m.PlanVersion,
    changes: Mapping[str, Any],
    revision: int,
    by: str,
    at: datetime,
    cycles: Sequence[pf.Cycle] = (),
) -> pf.Plan:
    """Change the head of a version in the making; return the plan as it now reads.

    `changes` holds values of the plan file by their JSON name (those of HEAD); the whole plan is read again with them. `cycles` are those
    the version has: they are the progress room's, which writes them (`rollup.revise_plan`), and are only read here. Saying what stands
    already changes nothing. Raises FileRefused with every fault, Conflict when the head changed since `revision`, PlanRefused unless draft.
    """
    version = locked(version, State.DRAFT)
    before = {**dump(document_of(version)), "cycles": plain(list(cycles))}
    said = {key: value for key, value in changes.items() if key in HEAD}
    plan = read_plan({**before, **said})
    after = dump(plan)
    changed = [key for key in said if after[key] != before[key]]
    if not changed:
        return plan
    old, new = ({key: state[key] for key in changed} for state in (before, after))
    if revision != version.revision:
        theirs = {key: before[key] for key in said}
        raise Conflict({key: after[key] for key in said}, theirs, version.revision)
    write_head(version, plan)
    version.revision += 1
    version.save(update_fields=["revision"])
    record(verb="plan.revise", by=by, at=at, target=target(version), old=old, new=new)
    return plan


@transaction.atomic
def revise_measure(
    *, version: m.PlanVersion, said: Mapping[str, Any], revision: int | None, by: str, at: datetime
) -> m.MeasureVersion:
    """Add a measure to a version in the making (`revision` None), or change the one of that code, with all its parts.

    `said` is the measure in the plan file's JSON shape, read by its rules. Saying what stands already changes nothing, so a second
    sending does no second act. A measure given up comes back when it is said again. Raises FileRefused with every fault and its place within the
    measure, Conflict when it changed (or went) since `revision`, PlanRefused unless draft.
    """
    version = locked(version, State.DRAFT)
    read = read_measure(said, head_of(version))
    if read.measure is None:
        raise FileRefused(read.faults)
    sent = read.measure
    here = measure_of(version, sent.code)
    row = _row(version, sent.code)
    if row and here == sent:
        return row
    if row and revision is None:
        why = _("já há uma medida com este código neste plano: escolha outro")
        raise FileRefused([pf.Fault("code", why)])
    if revision is not None and (row is None or row.revision != revision):
        raise Conflict(_json(sent), _json(here) if here else None, row.revision if row else None)
    row = write_measure(version, row, sent)
    _recorded(version, sent.code, here, sent, by, at)
    return row


def _row(version: m.PlanVersion, code: str) -> m.MeasureVersion | None:
    return m.MeasureVersion.objects.filter(version=version, measure__code=code).first()


def _json(measure: pf.Measure) -> dict[str, Any]:
    made: dict[str, Any] = plain(measure)
    return made


def write_measure(version: m.PlanVersion, row: m.MeasureVersion | None, sent: pf.Measure) -> m.MeasureVersion:
    """Write a measure with all its parts over its row, or as a new last one; whoever calls records the act."""
    measure = row.measure if row else permanent(version.plan, [sent.code])[sent.code]
    fresh = measure_row(version, measure, row.position if row else _next_position(version), sent)
    if row:
        delete_parts(m.MeasureVersion.objects.filter(pk=row.pk))
        fresh.pk, fresh.revision = row.pk, row.revision + 1
    m.Dropped.objects.filter(version=version, measure=measure).delete()
    fresh.save()
    write_parts([(fresh, sent)], dict(Municipality.objects.values_list("dico", "pk")))
    return fresh


def _next_position(version: m.PlanVersion) -> int:
    last = m.MeasureVersion.objects.filter(version=version).order_by("-position").first()
    return last.position + 1 if last else 0


def _recorded(
    version: m.PlanVersion, code: str, old: pf.Measure | None, new: pf.Measure, by: str, at: datetime
) -> None:
    """Write in the ledger what changed of a measure, field by field; a new one whole."""
    names = [each.name for each in fields(pf.Measure)]
    changed = [name for name in names if old is None or getattr(old, name) != getattr(new, name)]
    record(
        verb="measure.revise" if old else "measure.add",
        by=by,
        at=at,
        target=f"measure:{version.plan.slug}/{code}",
        old={name: json_of(old, name) for name in changed} if old else None,
        new={"version": version.number, **{name: json_of(new, name) for name in changed}},
    )


@transaction.atomic
def remove_measure(*, version: m.PlanVersion, code: str, reason: str, by: str, at: datetime) -> None:
    """Take a measure out of a version in the making: one that was published before is given up, with its reason; a new one just leaves.

    What is out already stays out. Raises PlanRefused without the reason of a published one, or unless draft.
    """
    version = locked(version, State.DRAFT)
    row = _row(version, code)
    if row is None:
        return
    here = measure_of(version, code)
    assert here is not None  # noqa: S101  (its row is there)
    published = m.MeasureVersion.objects.filter(measure=row.measure, version__state=State.PUBLISHED).exists()
    if published and not reason.strip():
        raise PlanRefused(_("Diga porque é abandonada a medida: o motivo fica público."))
    delete_parts(m.MeasureVersion.objects.filter(pk=row.pk))
    m.Carried.objects.filter(version=version, into=row.measure).delete()
    row.delete()
    if published:
        m.Dropped.objects.create(version=version, measure=row.measure, reason=reason.strip())
    else:
        m.Responsible.objects.filter(measure=row.measure).delete()
    record(
        verb="measure.drop" if published else "measure.remove",
        by=by,
        at=at,
        target=f"measure:{version.plan.slug}/{code}",
        old=_json(here),
        new={"version": version.number, "reason": reason.strip()},
    )


@transaction.atomic
def move_measure(*, version: m.PlanVersion, code: str, position: int, by: str, at: datetime) -> None:
    """Put a measure at a place in the order of a version in the making (0 is the first; beyond the ends, the end).

    Raises PlanRefused where the version has no such measure, or unless draft.
    """
    version = locked(version, State.DRAFT)
    rows = list(
        m.MeasureVersion.objects.filter(version=version).select_related("measure").order_by("position", "pk")
    )
    was = next((i for i, row in enumerate(rows) if row.measure.code == code), None)
    if was is None:
        raise PlanRefused(_("Esta versão já não tem a medida %(code)s.") % {"code": code})
    to = max(0, min(position, len(rows) - 1))
    if to == was:
        return
    rows.insert(to, rows.pop(was))
    for i, row in enumerate(rows):
        row.position = i
    m.MeasureVersion.objects.bulk_update(rows, ["position"], batch_size=500)
    record(
        verb="measure.move",
        by=by,
        at=at,
        target=f"measure:{version.plan.slug}/{code}",
        old={"position": was},
        new={"position": to},
    )
