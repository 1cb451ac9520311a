"""Pages of evaluations: those one may see, one with all it says and what may be done with it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.deliver.evaluations import rules
from rumo.deliver.evaluations.models import Evaluation, Question
from rumo.deliver.evaluations.queries import whole
from rumo.deliver.plans.models import PlanVersion
from rumo.doors.office.areas import outside_tabs
from rumo.doors.office.gate import Asking, staff
from rumo.doors.web.parts import Crumb, Option

MOST = 100
"""Evaluations, and plans to evaluate, listed at once."""


@require_safe
@staff
def evaluations(request: Asking) -> HttpResponse:
    """List the evaluations one may see, and the plans an evaluator may evaluate."""
    rows = rules.visible_to(request.who).select_related("plan", "evaluator")
    context = {
        "place": "evaluations",
        "tabs": outside_tabs("evaluations"),
        "rows": list(rows.order_by("-written_at", "-pk")[:MOST]),
        "plans": _published() if rules.can_open(request.who) else [],
    }
    return render(request, "office/evaluating/evaluations.html", context)


def _published() -> list[PlanVersion]:
    """Return the newest published version of each plan, by title (one query)."""
    rows = PlanVersion.objects.filter(state=PlanVersion.State.PUBLISHED).select_related("plan")
    newest: dict[int, PlanVersion] = {}
    for row in rows.order_by("plan_id", "-number"):
        newest.setdefault(row.plan_id, row)
    return sorted(newest.values(), key=lambda row: row.title)


@require_safe
@staff
def evaluation(request: Asking, evaluation: str) -> HttpResponse:
    """Show an evaluation and what may be done with it."""
    return render(request, "office/evaluating/evaluation.html", shown(request, seen(request, evaluation)))


def seen(request: Asking, public_id: str) -> Evaluation:
    """Return an evaluation one may see; anything else is not found."""
    rows = rules.visible_to(request.who).select_related("plan", "evaluator")
    return get_object_or_404(rows, public_id=public_id)


def own(request: Asking, public_id: str) -> Evaluation:
    """Return an evaluation one may write; anything else is not found."""
    row = seen(request, public_id)
    if not rules.can_write(request.who, row):
        raise Http404
    return row


def shown(request: Asking, row: Evaluation, **more: Any) -> dict[str, Any]:
    """Return what the page of an evaluation shows (four queries)."""
    draft = row.state == Evaluation.State.DRAFT
    return {
        "place": "evaluations",
        "crumbs": [Crumb(_("Avaliações"), reverse("office:evaluations")), Crumb(row.title)],
        "row": row,
        "whole": whole(row),
        "writes": draft and rules.can_write(request.who, row),
        "publishes": rules.can_publish(request.who, row),
        "draft": draft,
        "criteria": [
            Option(value, str(label), value == request.POST.get("criterion"))
            for value, label in Question.Criterion.choices
        ],
        **more,
    }
