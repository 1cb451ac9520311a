"""Guidelines for everybody: the version in force clause by clause, versions before it, two compared, one clause for ever, files."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.deliver.progress.queries import tracing
from rumo.doors.files.guided import FORMS, document_of, written
from rumo.doors.files.guided import plan_workbook as workbook_of
from rumo.doors.files.guided import slides as presented
from rumo.doors.files.guiding import text_html
from rumo.doors.participate.comparing import compared
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Tab
from rumo.doors.web.tagged import tagged
from rumo.ground.vocabularies.queries import named, written_in
from rumo.shape.guidelines.models import Clause, Version
from rumo.shape.guidelines.queries import reading
from rumo.shape.guidelines.queries.reading import Part
from rumo.shape.guidelines.rules import CHECKS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@tagged
def guidelines(request: HttpRequest) -> HttpResponseBase:
    """List the guidelines in force."""
    told = {"rows": list(reading.in_force()), "today": _today(), "crumbs": [Crumb(_("Orientações"))]}
    return render(request, "participate/guidelines/list.html", told)


@require_safe
@tagged
def document(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the version in force."""
    versions = _versions(slug)
    return _version(request, reading.standing_on(versions, _today()), versions)


@require_safe
@tagged
def version(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Show a version by its number; one that is no longer in force says so."""
    versions = _versions(slug)
    return _version(request, _numbered(versions, number), versions)


@require_safe
@tagged
def compare(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Compare two versions (`de`, `para`), by clause and by word: in one text, or side by side (`modo=lado`)."""
    versions = _versions(slug)
    newest = versions[0].number
    new = _numbered(versions, _asked(request, "para", newest))
    old = _numbered(versions, _asked(request, "de", max(new.number - 1, versions[-1].number)))
    side = request.GET.get("modo") == "lado"
    here = reverse("participate:guidelines-compare", args=[slug])
    of = f"{here}?de={old.number}&para={new.number}"
    told = {
        "old": old,
        "new": new,
        "versions": versions,
        "side": side,
        "lines": compared(_held(old), _held(new)),
        "tabs": [Tab(_("Num só texto"), of, not side), Tab(_("Lado a lado"), f"{of}&modo=lado", side)],
        "crumbs": _crumbs(new, _("O que mudou")),
    }
    return render(request, "participate/guidelines/compare.html", told)


@require_safe
@tagged
def clause(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """Show one clause at its lasting address: its words now, where it comes from, who applies it, what it was; also once it is no longer there."""
    row = Clause.objects.select_related("document").filter(document__slug=slug, code=code[:12]).first()
    history = reading.history_of(row) if row else []
    if row is None or not history:
        raise Http404
    newest = history[0]
    parts = reading.parts_of(newest.version, get_language() or "")
    part = next(one for one in parts if one.said.clause_id == row.pk)
    told = {
        "row": row,
        "version": newest.version,
        "stands": newest.version.superseded_at is None,
        "part": _told(part),
        "history": [(one, before) for one, before in zip(history, [*history[1:], None], strict=True)],
        "origins": reading.origins_of([row.pk]).get(row.pk),
        "suggestions": reading.decided_on(row.document, row),
        "thread": tracing.of_clause(row),
        "crumbs": _crumbs(newest.version, part.number),
    }
    return render(request, "participate/guidelines/clause.html", told)


@require_safe
@tagged
def file(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponseBase:
    """Give a version as a file, in one of FORMS."""
    if form not in FORMS:
        raise Http404
    row = _numbered(_versions(slug), number)
    content = written(form, document_of(row, reading.parts_of(row)), row, on=_today())
    disposition = "inline" if form in ("pdf", "html", "json") else "attachment"
    name = f"{slug}-{number}.{form}"
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return HttpResponse(content, content_type=FORMS[form][0], headers=headers)


@require_safe
@tagged
def slides(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Give slides that present a version."""
    row = _numbered(_versions(slug), number)
    parts = reading.parts_of(row)
    origins = reading.origins_of(one.said.clause_id for one in parts)
    heard = {one.pk: one.sentence for found in origins.values() for one in found.findings}
    headers = {"Content-Disposition": f'inline; filename="{slug}-{number}-diapositivos.pdf"'}
    content = presented(row, parts, heard=list(heard.values()))
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
@tagged
def plan_workbook(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Give a plan to be filled in: a measure for each clause, to be brought in at the office."""
    row = _numbered(_versions(slug), number)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-{number}-plano.xlsx"'}
    content = workbook_of(row, reading.parts_of(row))
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _version(request: HttpRequest, row: Version, versions: list[Version]) -> HttpResponseBase:
    """The page of a version (nine queries at most)."""
    lang = get_language() or "pt"
    parts = reading.parts_of(row, lang)
    origins = reading.origins_of(one.said.clause_id for one in parts)
    criteria, tags = reading.criteria_of(row), reading.tags_of(row)
    words = named({key for keys in tags.values() for key in keys} | _levels(parts), lang)
    clauses = [one for one in parts if not one.section]
    told: dict[str, Any] = {
        "row": row,
        "document": row.document,
        "in_force": row == reading.standing_on(versions, _today()),
        "coming": row.effective_on is not None and row.effective_on > _today(),
        "next": next((one for one in versions if one.effective_on and one.effective_on > _today()), None),
        "versions": versions,
        "before": next((one for one in versions if one.number < row.number), None),
        "parts": [
            {
                **_told(one),
                "origins": origins.get(one.said.clause_id),
                "criteria": criteria.get(one.said.clause_id, ()),
                "tags": [words[key] for key in tags.get(one.said.clause_id, ()) if key in words],
                "level": words.get(f"levels:{one.said.level}", "").rpartition(": ")[2],
            }
            for one in parts
        ],
        "count": len(clauses),
        "heard": sum(1 for one in clauses if origins.get(one.said.clause_id)),
        "stale": any(one.out_of_date for one in parts),
        "untranslated": lang != row.language and any(one.translation is None for one in parts),
        "suggestions": reading.decided_on(row.document),
        "checks": CHECKS,
        "written": written_in(lang),
        "forms": [(form, label) for form, (_type, label) in FORMS.items()],
        "crumbs": _crumbs(row),
    }
    return render(request, "participate/guidelines/version.html", told)


def _held(row: Version) -> list[tuple[Part, str]]:
    """The parts of a version, each with what it asks of plans, a line each (two queries)."""
    criteria = reading.criteria_of(row)
    return [
        (one, "\n".join(asked.question for asked in criteria.get(one.said.clause_id, ())))
        for one in reading.parts_of(row)
    ]


def _told(part: Part) -> dict[str, Any]:
    """A part as a page shows it: its text as HTML, in the language it is read in, with the original beside a translation."""
    return {
        "part": part,
        "code": part.code,
        "html": text_html(part.shown.text, part.code),
        "original": text_html(part.said.text, f"{part.code}-original") if part.out_of_date else "",
        "machine": part.translation is not None and part.translation.state == "machine",
    }


def _levels(parts: list[Part]) -> set[str]:
    return {f"levels:{one.said.level}" for one in parts if one.said.level}


def _today() -> date:
    return clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def _versions(slug: str) -> list[Version]:
    found = reading.versions_of(slug)
    if not found:
        raise Http404
    return found


def _numbered(versions: list[Version], number: int) -> Version:
    for one in versions:
        if one.number == number:
            return one
    raise Http404


def _asked(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _crumbs(row: Version, *here: str) -> list[Crumb]:
    slug = row.document.slug
    href = reverse("participate:guidelines-document", args=[slug]) if here else None
    return [
        Crumb(_("Orientações"), reverse("participate:guidelines")),
        Crumb(row.title, href),
        *(Crumb(one) for one in here),
    ]
