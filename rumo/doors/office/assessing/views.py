"""Pages of self-assessments: those one may see, one with all it says and what may be done with it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.deliver.evaluations import rules
from rumo.deliver.evaluations.models import SCALE, Assessment
from rumo.deliver.evaluations.queries import told
from rumo.deliver.progress.queries.drafts import coordinators
from rumo.doors.office.areas import outside_tabs
from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb
from rumo.ground.vocabularies.queries import Framework, written_in

MOST = 100
"""Self-assessments listed at once."""


@require_safe
@staff
def assessments(request: Asking) -> HttpResponse:
    """List the self-assessments one may see, and offer a new one to a municipality's team (two queries)."""
    rows = rules.assessments_visible_to(request.who).select_related("owner", "framework")
    context = {
        "place": "evaluations",
        "tabs": outside_tabs("assessments"),
        "rows": [
            (row, named(row.framework.about)) for row in rows.order_by("-as_on", "-written_at", "-pk")[:MOST]
        ],
        "opens": rules.assessable_by(request.who).exists(),
        "written": written_in(get_language() or "pt"),
    }
    return render(request, "office/assessing/assessments.html", context)


def named(about: dict[str, Any]) -> str:
    """Return the name of a framework in the language of the page."""
    return str(about["names"][written_in(get_language() or "pt")])


@require_safe
@staff
def assessment(request: Asking, assessment: str) -> HttpResponse:
    """Show a self-assessment and what may be done with it."""
    return render(request, "office/assessing/assessment.html", shown(request, seen(request, assessment)))


def seen(request: Asking, public_id: str) -> Assessment:
    """Return a self-assessment one may see; anything else is not found."""
    rows = rules.assessments_visible_to(request.who).select_related("owner__municipality", "framework")
    return get_object_or_404(rows, public_id=public_id)


def eyes_on(request: Asking, row: Assessment) -> int | None:
    """Return the body for which the person may publish or withdraw it, None for who may not (two queries)."""
    here = coordinators({row.owner_id}, on=clock.today()).get(row.owner_id, 0)
    return rules.second_eyes_on_assessment(request.who, row, coordinators=here)


def crumbs(row: Assessment, *last: Crumb) -> list[Crumb]:
    """Return the way to a page of a self-assessment."""
    return [
        Crumb(_("Autoavaliações"), reverse("office:assessments")),
        Crumb(titled(row), reverse("office:assessment", args=[row.public_id]) if last else None),
        *last,
    ]


def titled(row: Assessment) -> str:
    """Return what a self-assessment is called."""
    return f"{row.owner.name}, {row.as_on.isoformat()}"


def dimensions(row: Assessment) -> tuple[Framework, list[dict[str, Any]]]:
    """Return the framework and each dimension with what is said of it (three queries)."""
    framework, said = told(row)
    lang = get_language() or "pt"
    found = []
    for term, one in said:
        answer, measures = one or (None, [])
        level = answer.level if answer else None
        words = _("por responder") if answer is None else _("não sabemos")
        found.append(
            {
                "key": term.key,
                "label": term.label(lang),
                "answered": answer is not None,
                "level": level,
                "words": words if level is None else f"{level} · {SCALE[level][1]}",
                "evidence": answer.evidence if answer else "",
                "measures": [f"{measure.plan.slug}/{measure.code}" for measure in measures],
            }
        )
    return framework, found


def shown(request: Asking, row: Assessment, **more: Any) -> dict[str, Any]:
    """Return what the page of a self-assessment shows (five queries)."""
    draft = row.state == Assessment.State.DRAFT
    _framework, said = dimensions(row)
    return {
        "place": "evaluations",
        "crumbs": crumbs(row),
        "row": row,
        "name": named(row.framework.about),
        "title": titled(row),
        "written": written_in(get_language() or "pt"),
        "dimensions": said,
        "writes": draft and rules.can_assess(request.who, row),
        "publishes": eyes_on(request, row) is not None,
        "draft": draft,
        **more,
    }
