"""The public page of an evaluation, and the same as a tagged PDF, with the plan's figures as they stood and were known."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from rumo.deliver.evaluations.models import Evaluation
from rumo.deliver.evaluations.queries import Whole, whole
from rumo.doors.dashboard import parts, words
from rumo.doors.dashboard.figures import percent
from rumo.doors.dashboard.looking import Look, look_then, page
from rumo.doors.files.pdf import made
from rumo.doors.web import formats
from rumo.doors.web.parts import Crumb

PRINTED = ("pt", "en")
"""Languages of the document's own words: a font for others is not at hand on every server, and boxes say nothing."""


@page
def evaluation(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show a published evaluation; one that was withdrawn says why."""
    row = _public(slug, number)
    seen = _look(request, row)
    context = {
        **parts.frame(
            seen,
            parts.crumbs(
                seen,
                Crumb(seen.reading.scope.label, reverse("dashboard:plan", args=[slug])),
                Crumb(row.title),
            ),
        ),
        "row": row,
        "whole": whole(row),
        "headline": parts.headline(seen),
        "counts": parts.counts(seen),
        "areas": parts.areas(seen),
        "pdf_in_portuguese": _printable() != (get_language() or "pt"),
        "pdf_href": reverse("dashboard:evaluation-pdf", args=[slug, number]),
    }
    return render(request, "dashboard/evaluation.html", context)


@page
def evaluation_pdf(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Answer the evaluation as a tagged PDF; its own words are in Portuguese where a server cannot be sure to have the letters."""
    row = _public(slug, number)
    if row.state == Evaluation.State.WITHDRAWN:
        raise Http404
    with override(_printable()):
        content = made("evaluation", _told(_look(request, row), row, whole(row)))
    name = f"avaliacao-{slug}-{number}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _printable() -> str:
    """Return the language of the document: that of the page if its letters are in every font, Portuguese otherwise."""
    lang = get_language() or "pt"
    return lang if lang in PRINTED else "pt"


def _public(slug: str, number: str) -> Evaluation:
    rows = Evaluation.objects.filter(plan__slug=slug, public_id=number, published_at__isnull=False)
    found = rows.select_related("plan", "evaluator").first()
    if found is None:
        raise Http404
    return found


def _look(request: HttpRequest, row: Evaluation) -> Look:
    return look_then(request, f"plan:{row.plan.slug}", as_of=row.as_of, known_at=row.published_at)


def _told(seen: Look, row: Evaluation, said: Whole) -> dict[str, Any]:
    """Return what the document's template prints: words and figures, all of them ready to be read."""
    total = seen.total
    states = [(label, total["states"][key]) for key, label in words.states().items()]
    assert row.published_at is not None  # noqa: S101  (it is public)
    return {
        "lang": get_language() or "pt",
        "title": row.title,
        "plan": seen.reading.scope.label,
        "evaluator": row.evaluator.name,
        "kind": _("Avaliação %(kind)s") % {"kind": row.get_kind_display()},
        "day": [row.published_at.year, row.published_at.month, row.published_at.day],
        "published": _("Publicada em %(day)s") % {"day": formats.day(row.published_at)},
        "figures_of": _("Números de %(day)s") % {"day": formats.day(row.as_of)},
        "summary": row.summary,
        "degree_title": _("Grau de implementação"),
        "degree": percent(total["degree"]),
        "sentence": words.sentence(total),
        "bar": {name: total[name] or 0.0 for name in ("degree", "coverage", "planned", "upper")},
        "states_title": _("Estado das medidas"),
        "states": [{"label": label, "n": n} for label, n in states],
        "state_head": [_("Estado"), _("Medidas")],
        "areas_title": _("Área a área"),
        "area_head": [_("Área"), _("Comprovado"), _("Medidas")],
        "areas": [
            {"label": area.label, "degree": percent(area.f.degree), "n": str(area.f.measures)}
            for area in parts.areas(seen)
        ],
        "criteria": [
            {"name": name, "questions": [_question(question) for question in questions]}
            for name, questions in said.criteria
        ],
        "findings_title": _("Constatações e recomendações"),
        "findings": [_finding(found) for found in said.findings],
        "formula": _(
            "Fórmula: degree/1. Os números são os do painel nesse dia, como eram conhecidos na publicação."
        ),
    }


def _question(question: Any) -> dict[str, str]:
    judged = _("Apreciação: %(judgement)s") % {"judgement": question.get_judgement_display()}
    return {"text": question.text, "answer": question.answer, "judgement": judged}


def _finding(found: Any) -> dict[str, str]:
    codes = ", ".join(measure.code for measure in found.measures)
    return {
        "text": found.finding.text,
        "recommendation": found.finding.recommendation,
        "recommended": _("Recomendação:"),
        "measures": _("Medidas: %(codes)s") % {"codes": codes} if codes else "",
    }
