"""Themes: those in use, a new one, two put together; one written otherwise, divided, set aside; how far those who code agree."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.synthesising.seeing import BOTH, act, done, page, seen, status_of, tabs, wrong
from rumo.ground.core.texts import line
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis.actions import ThemeSaid
from rumo.shape.synthesis.models import Codebook, Theme
from rumo.shape.synthesis.queries.theming import agreement, ended_in, lineages, themes_of

FIELDS = ("name", "definition", "example", "excludes")
PARTS = 3
"""Themes that one is divided into at most, in one form."""


@require_http_methods(BOTH)
@staff
def themes(request: Asking, codebook: str) -> HttpResponse:
    """List the themes; add one, or put several together where some are chosen."""
    row = seen(request, codebook)
    if request.method != "POST":
        return _list(request, row)
    chosen = {line(one)[:16] for one in request.POST.getlist("theme")}
    try:
        if "merge" in request.POST:
            held = Theme.objects.filter(codebook=row, public_id__in=chosen)
            reason = request.POST.get("reason", "")
            made = synthesis.merge(themes=list(held), said=_said(request), reason=reason, **act(request))
            return done(
                request, _("Temas juntos: tudo o que tinham está no novo."), "theme", row.slug, made.public_id
            )
        made = synthesis.add_theme(codebook=row, said=_said(request), **act(request))
    except synthesis.SynthesisRefused as no:
        return _list(request, row, no)
    return done(request, _("Tema acrescentado."), "themes", row.slug)


@require_safe
@staff
def agreed(request: Asking, codebook: str) -> HttpResponse:
    """How far those who code agree on each theme."""
    row = seen(request, codebook)
    context = {"tabs": tabs(row, "themes-agreement"), "rows": agreement(row)}
    return page(request, "agreement", row, _("Acordo"), context)


@require_http_methods(BOTH)
@staff
def theme(request: Asking, codebook: str, theme: str) -> HttpResponse:
    """Show a theme with what it came of and what came of it; write it otherwise."""
    row = seen(request, codebook)
    one = _theme(row, theme)
    if request.method != "POST":
        return _one(request, row, one)
    text = request.POST.get("revision", "")
    revision = int(text[:9]) if text.isascii() and text.isdigit() else 0
    try:
        synthesis.rewrite_theme(theme=one, said=_said(request), revision=revision, **act(request))
    except synthesis.SynthesisRefused as no:
        return _one(request, row, one, no)
    return done(request, _("Tema guardado."), "theme", row.slug, one.public_id)


@require_POST
@staff
def divide(request: Asking, codebook: str, theme: str) -> HttpResponse:
    """Divide a theme in those whose names were written; what was coded goes to all of them, to be read again."""
    row = seen(request, codebook)
    one, post = _theme(row, theme), request.POST
    into = [
        ThemeSaid(post.get(f"name-{n}", ""), post.get(f"definition-{n}", ""))
        for n in range(1, PARTS + 1)
        if post.get(f"name-{n}", "").strip() or post.get(f"definition-{n}", "").strip()
    ]
    try:
        synthesis.split(theme=one, into=into, reason=post.get("split-reason", ""), **act(request))
    except synthesis.SynthesisRefused as no:
        no.field = {"reason": "split-reason", "name": "name-1", "definition": "definition-1"}.get(
            no.field, "name-1" if no.field == "into" else no.field
        )
        return _one(request, row, one, no)
    words = _("Tema dividido. O que tinha está em cada um dos novos: leia outra vez e tire o que não for.")
    return done(request, words, "themes", row.slug)


@require_POST
@staff
def retire(request: Asking, codebook: str, theme: str) -> HttpResponse:
    """Set a theme aside."""
    row = seen(request, codebook)
    one = _theme(row, theme)
    try:
        synthesis.retire_theme(theme=one, reason=request.POST.get("retire-reason", ""), **act(request))
    except synthesis.SynthesisRefused as no:
        no.field = {"reason": "retire-reason"}.get(no.field, no.field)
        return _one(request, row, one, no)
    return done(request, _("Tema posto de lado."), "themes", row.slug)


def _said(request: Asking) -> ThemeSaid:
    return ThemeSaid(*(request.POST.get(name, "") for name in FIELDS))


def _theme(row: Codebook, public_id: str) -> Theme:
    found: Theme = get_object_or_404(Theme, codebook=row, public_id=public_id)
    return found


def _typed(request: Asking) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in (*FIELDS, "reason")}


def _list(request: Asking, row: Codebook, no: synthesis.SynthesisRefused | None = None) -> HttpResponse:
    chosen = set(request.POST.getlist("theme"))
    _before, after = lineages(row)
    context: dict[str, Any] = {
        "tabs": tabs(row, "themes"),
        "rows": [(one, one.theme.public_id in chosen) for one in themes_of(row)],
        "ended": [(one, after.get(one.pk, [])) for one in ended_in(row)],
        "typed": _typed(request),
        **(wrong(no) if no else {}),
    }
    return page(request, "themes", row, _("Temas"), context, status_of(no) if no else 200)


def _one(
    request: Asking, row: Codebook, one: Theme, no: synthesis.SynthesisRefused | None = None
) -> HttpResponse:
    before, after = lineages(row)
    standing = no.standing if isinstance(no, synthesis.Conflict) else None
    typed = {name: request.POST.get(name, getattr(one, name)) for name in FIELDS}
    parts = [
        (
            f"name-{n}",
            f"definition-{n}",
            request.POST.get(f"name-{n}", ""),
            request.POST.get(f"definition-{n}", ""),
        )
        for n in range(1, PARTS + 1)
    ]
    context: dict[str, Any] = {
        "tabs": tabs(row, "themes"),
        "theme": one,
        "counted": next((told for told in themes_of(row) if told.theme == one), None),
        "came_of": before.get(one.pk, []),
        "became": after.get(one.pk, []),
        "typed": typed,
        "parts": [(*part, no is not None and no.field in part[:2] and str(no)) for part in parts],
        "standing": standing,
        "revision": standing.revision if standing else request.POST.get("revision", one.revision),
        "split_reason": request.POST.get("split-reason", ""),
        "retire_reason": request.POST.get("retire-reason", ""),
        **(wrong(no) if no else {}),
    }
    if no:
        context["wrong_split"] = context["wrong"].get("split-reason")
        context["wrong_retire"] = context["wrong"].get("retire-reason")
    return page(request, "theme", row, one.name, context, status_of(no) if no else 200)
