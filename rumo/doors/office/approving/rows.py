"""What the review page shows of each report: its lines beside the last ones, its evidence, what may be done with it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from rumo.deliver.plans import rules as plans
from rumo.deliver.plans.models import Plan
from rumo.deliver.progress.models import Draft
from rumo.deliver.progress.queries.drafts import Compared, Group, compared, in_review
from rumo.doors.office.approving import words
from rumo.doors.office.gate import Asking
from rumo.doors.web import clock
from rumo.ground.people.models import Entity
from rumo.ground.people.queries import names_of
from rumo.science.planfile.values import Wrong
from rumo.science.planfile.values import date as read_day


@dataclass(frozen=True, slots=True)
class Shown:
    """A line: what it is called, new and last in words, whether it is a long text, what is odd about it."""

    label: str
    new: str
    last: str
    long: bool
    changed: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence: its place in the list, what it is, how far it was looked at."""

    index: int
    item: dict[str, Any]
    kind: str
    level: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A report of the review page; `mark` is what a checkbox sends: which report, as it was when read."""

    draft: Draft
    mark: str
    title: str
    sender: str
    approver: str
    lines: list[Shown]
    proofs: list[Proof]
    last_on: date | None
    doubts: int
    decides: bool
    mine: bool


def day_of(text: str) -> date:
    """Return the day an address names, or raise 404."""
    try:
        return read_day(text)
    except Wrong:
        raise Http404 from None


def group_of(request: Asking, slug: str, day: date) -> tuple[Plan, Group | None]:
    """Return a plan and what is in review of it on a day; 404 unless something is, or one coordinates the plan."""
    found = in_review(request.who, on=clock.today(), plan=slug, day=day)
    if found:
        return found[0].plan, found[0]
    plan = get_object_or_404(plans.visible_to(request.who).select_related("owner"), slug=slug)
    if not plans.can_edit(request.who, plan):
        raise Http404
    return plan, None


def mark_of(draft: Draft) -> str:
    """Return what a checkbox sends of a report: which one, and the revision it shows."""
    return f"{draft.public_id}.{draft.revision}"


def rows(request: Asking, group: Group) -> list[Row]:
    """Return the reports of a group as the page shows them (four queries)."""
    drafts = group.drafts
    people = names_of({d.submitted_by for d in drafts} | {d.approved_by for d in drafts})
    return [_row(request, group, of, people) for of in compared(drafts)]


def _row(request: Asking, group: Group, of: Compared, people: dict[str, str]) -> Row:
    draft = of.draft
    return Row(
        draft=draft,
        mark=mark_of(draft),
        title=of.measure.title if of.measure else "",
        sender=people.get(draft.submitted_by, draft.submitted_by),
        approver=people.get(draft.approved_by, draft.approved_by),
        lines=[_shown(of, line) for line in of.lines],
        proofs=[_proof(i, item) for i, item in enumerate(draft.said.get("evidence", []))],
        last_on=of.last_on,
        doubts=of.doubts,
        decides=draft.pk in group.eyes,
        mine=draft.submitted_by == request.who.public_id,
    )


def _shown(of: Compared, line: Any) -> Shown:
    return Shown(
        words.label(of, line),
        words.value(of, line, line.new),
        words.value(of, line, line.last),
        line.family in words.LONG,
        line.new != line.last,
        line.doubts,
    )


def _proof(index: int, item: dict[str, Any]) -> Proof:
    level = item.get("verification", "none")
    return Proof(index, item, words.kinds()[item["kind"]], level, words.levels()[level])


def acting_as(group: Group) -> Entity | None:
    """Return the body whose eyes are the second pair, when it is not the plan's own (one query then)."""
    bodies = set(group.eyes.values()) - {group.plan.owner_id}
    return Entity.objects.get(pk=bodies.pop()) if bodies else None


def who_can(group: Group) -> str:
    """Say who may decide on what one sent oneself."""
    owner = group.plan.owner
    if owner is None:
        return _("Quem aprova é a coordenação nacional.")
    if group.coordinators > 1:
        return _("Quem aprova é outra pessoa da coordenação de %(body)s.") % {"body": owner.name}
    return _(
        "Quem aprova é a coordenação de %(body)s; se só lá houver uma pessoa, a da comunidade intermunicipal ou a nacional."
    ) % {"body": owner.name}
