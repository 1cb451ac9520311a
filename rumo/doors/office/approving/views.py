"""The pages of approval: what waits, and the reports of one plan and day, new beside last."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.deliver.plans.models import Plan
from rumo.deliver.progress.queries.drafts import Group, in_review
from rumo.doors.office.approving import rows as shown
from rumo.doors.office.approving import words
from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Fault
from rumo.ground.people.queries import names_of


@require_safe
@staff
def waiting(request: Asking) -> HttpResponse:
    """List what waits for somebody's eyes, by plan and day, and what they sent and may still take back."""
    groups = in_review(request.who, on=clock.today())
    people = names_of({sender for group in groups for sender in group.senders})
    listed = [(group, sorted(people.get(s, s) for s in group.senders)) for group in groups]
    context = {
        "place": "approving",
        "to_decide": [row for row in listed if row[0].eyes],
        "sent": [row for row in listed if not row[0].eyes],
    }
    return render(request, "office/approving/waiting.html", context)


@require_safe
@staff
def review(request: Asking, slug: str, date: str) -> HttpResponse:
    """Show the reports in review of a plan and day, each beside what was last published."""
    day = shown.day_of(date)
    plan, group = shown.group_of(request, slug, day)
    return page(request, plan, day, group)


def page(
    request: Asking,
    plan: Plan,
    day: date,
    group: Group | None,
    *,
    faults: tuple[Fault, ...] = (),
    moved: str = "",
    reason: str = "",
    chosen: set[str] | None = None,
) -> HttpResponse:
    """Answer the review page: 422 with `faults`, 409 with `moved` (why what was asked no longer holds)."""
    context: dict[str, Any] = {
        "place": "approving",
        "crumbs": [Crumb(_("Aprovar"), reverse("office:approving")), Crumb(plan.slug)],
        "plan": plan,
        "day": day,
        "faults": faults,
        "wrong": {fault.field: fault.text for fault in faults},
        "moved": moved,
        "reason": reason,
    }
    if group is not None:
        context |= _group(request, group, chosen)
    status = 409 if moved else 422 if faults else 200
    return render(request, "office/approving/review.html", context, status=status)


def _group(request: Asking, group: Group, chosen: set[str] | None) -> dict[str, Any]:
    rows = shown.rows(request, group)
    waits = [row for row in rows if row.draft.state == "submitted"]
    approved = [row for row in rows if row.draft.state == "approved"]
    return {
        "waits": waits,
        "approved": approved,
        "decides": any(row.decides for row in waits),
        "undoes": any(row.decides for row in approved),
        "takes_back": any(row.mine for row in waits),
        "mine": any(row.mine for row in rows),
        "who_can": shown.who_can(group),
        "acting_as": shown.acting_as(group),
        "chosen": {row.mark for row in rows} if chosen is None else chosen,
        "levels": words.levels(),
    }
