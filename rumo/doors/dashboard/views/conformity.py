"""The public page of a plan's conformity with the guidelines: criterion by criterion, with what a machine saw and what the review says."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rumo.deliver.conformities import queries
from rumo.deliver.conformities.models import Answer
from rumo.deliver.plans.models import Plan
from rumo.doors.dashboard import parts
from rumo.doors.dashboard.looking import look, page
from rumo.doors.web.parts import Crumb


@page
def conformity(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the conformity in force of a plan; there is no page before the first."""
    seen = look(request, f"plan:{slug}")
    plan = Plan.objects.filter(slug=slug).first()
    held = queries.standing(plan) if plan else None
    if plan is None or held is None or held.in_force is None:
        raise Http404
    way = parts.crumbs(
        seen, Crumb(seen.reading.scope.label, seen.link("plan", slug)), Crumb(_("Conformidade"))
    )
    context: dict[str, Any] = {
        **parts.frame(seen, way),
        "slug": slug,
        "check": held.in_force,
        "stale": held.stale,
        "counts": [
            (label, held.counts[key]) for key, label in Answer.Verdict.choices if held.counts.get(key)
        ],
        "answers": list(queries.answers_of(held.in_force)),
        "public": queries.public_codes(plan),
    }
    return render(request, "dashboard/conformity.html", context)
