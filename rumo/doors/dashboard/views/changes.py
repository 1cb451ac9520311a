"""What each version of a plan changed of the one before."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.detail import NotYetKnown, view
from rumo.deliver.rollup.queries.explained import Revision, known_plan_versions, revisions
from rumo.deliver.rollup.queries.scopes import NoScope
from rumo.doors.dashboard import parts
from rumo.doors.dashboard.looking import look, page
from rumo.doors.web import formats
from rumo.doors.web.parts import Crumb
from rumo.science.planfile import Change


@dataclass(frozen=True, slots=True)
class Line:
    """One change in words."""

    what: str
    href: str | None
    happened: str
    field: str
    old: str
    new: str
    reason: str | None


@page
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what changed, newest version first."""
    seen = look(request, f"plan:{slug}")
    try:
        own = view(seen.reading, seen.held.plan_at[slug])
    except NotYetKnown:
        raise NoScope(_("Este plano ainda não estava publicado no momento que pediu.")) from None
    versions = known_plan_versions(own)
    title = versions[-1].title
    codes = set(own.part.labels.codes)
    link = seen.link("measure", slug, "-").split("/-/")
    context = {
        **parts.frame(
            seen, parts.crumbs(seen, Crumb(title, seen.link("plan", slug)), Crumb(_("O que mudou")))
        ),
        "title": title,
        "revisions": [
            (r, [_line(change, r, codes, link) for change in r.changes]) for r in revisions(own, versions)
        ],
    }
    return render(request, "dashboard/changes.html", context)


def _line(change: Change, revision: Revision, codes: set[str], link: list[str]) -> Line:
    code, _slash, item = change.key.partition("/")
    kinds = {
        "plan": _("Plano"),
        "measure": _("Medida %(code)s"),
        "activity": _("Atividade %(item)s"),
        "indicator": _("Indicador %(item)s da medida %(code)s"),
    }
    happened = {"added": _("nova"), "dropped": _("retirada"), "changed": _("alterada")}[change.happened]
    href = f"{link[0]}/{code}/{link[1]}" if code in codes else None
    reason = revision.reasons.get(code) if change.what == "measure" and change.happened == "dropped" else None
    name = kinds[change.what] % {"code": code, "item": item}
    return Line(
        name,
        href,
        happened,
        fields().get(change.field or "", change.field or ""),
        _said(change.old),
        _said(change.new),
        reason,
    )


def fields() -> dict[str, str]:
    """Return what the fields that may change are called."""
    return {
        "title": _("título"),
        "description": _("descrição"),
        "promoter": _("quem promove"),
        "start": _("início"),
        "end": _("fim"),
        "weight": _("peso"),
        "basis": _("base do grau"),
        "axis": _("eixo"),
        "strategic_objective": _("objetivo estratégico"),
        "operational_objective": _("objetivo operacional"),
        "level": _("nível"),
        "milestones": _("marcos"),
        "responsible": _("entidades responsáveis"),
        "budget": _("orçamento"),
        "kind": _("tipo"),
        "unit": _("unidade"),
        "target_type": _("tipo de meta"),
        "baseline": _("ponto de partida"),
        "target": _("meta"),
        "target_text": _("meta, como está escrita"),
        "targets": _("metas intermédias"),
        "direction": _("sentido"),
        "aggregation": _("modo de juntar valores"),
    }


def _said(value: object) -> str:
    if value is None or value in ("", []):
        return formats.NOTHING
    if isinstance(value, int | float):
        return formats.number(value, 2)
    if isinstance(value, list):
        return "; ".join(_said(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(_said(item) for item in value.values() if item is not None)
    return str(value)
