"""The pages on which a version in the making is written: its head, each measure, their order."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.models import MeasureVersion, Plan, PlanVersion
from rumo.deliver.plans.queries.documents import head_of, measure_in
from rumo.deliver.progress.queries import cycles_of
from rumo.deliver.rollup import actions as rollup
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.planning import head_sheet, measure_sheet, words
from rumo.doors.office.planning.seeing import NotNow, answering, crumbs, done, draft_of, editable, made_by
from rumo.doors.office.planning.sheets import Said, Sheet, Typed, errors_of, said, shown, told, typed
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault
from rumo.ground.vocabularies.queries import terms
from rumo.science.planfile import Plan as Document
from rumo.science.planfile import dump
from rumo.science.planfile.dump import plain

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@staff
@answering
def head(request: Asking, slug: str) -> HttpResponse:
    """Edit what a version says of the plan itself: head, cycles, adoption, funding."""
    plan = made_by(request, slug)
    version = draft_of(plan)
    towns = head_sheet.towns()
    page = {"title": _("Dados do plano"), "address": "plan-head", "code": None}
    if request.method != "POST":
        raw = {**dump(head_of(version)), "cycles": plain(list(cycles_of(version)))}
        form = told(head_sheet.with_names(raw, towns), head_sheet.HEAD)
        return _form(request, plan, version, head_sheet.HEAD, form, page, revision=version.revision)
    form, revision = typed(request.POST, head_sheet.HEAD), _revision(request)
    if more := request.POST.get("more", ""):
        return _form(request, plan, version, head_sheet.HEAD, form, page, revision=revision, more=more)
    found = said(form, head_sheet.HEAD)
    changes = head_sheet.with_codes(found.raw, towns)
    try:
        rollup.revise_plan(
            version=version, changes=changes, revision=revision or 0, by=request.who.public_id, at=clock.now()
        )
    except plans.FileRefused as refused:
        errors = errors_of(refused.faults, found)
        return _form(request, plan, version, head_sheet.HEAD, form, page, revision=revision, errors=errors)
    except plans.Conflict as conflict:
        return _form(
            request, plan, version, head_sheet.HEAD, form, page, revision=conflict.revision, conflict=conflict
        )
    return done(request, _("Os dados do plano foram guardados."), "plan", plan.slug)


@require_http_methods(BOTH)
@staff
@answering
def measure(request: Asking, slug: str, code: str | None = None) -> HttpResponse:
    """Write a measure: a new one (no code), or one that is there."""
    plan = made_by(request, slug)
    rows = MeasureVersion.objects.filter(version__plan=plan, measure__code=code)
    rows = rows.exclude(version__state=PlanVersion.State.PUBLISHED).select_related("version__plan__owner")
    row = rows.first() if code else None
    version = editable(row.version) if row else draft_of(plan)
    head, here = measure_in(version, code or "")
    if code and here is None and request.method != "POST":
        raise Http404
    before: dict[str, Any] = plain(here) if here else {"code": code} if code else {}
    of = _measure_sheet(head, new=code is None)
    page: dict[str, Any] = {
        "title": _("Medida %(code)s") % {"code": code} if code else _("Nova medida"),
        "address": "measure",
        "code": code,
    }
    if request.method != "POST":
        form = measure_sheet.told_measure(before, of)
        if here:
            page["flagged"] = words.flagged(replace(head, measures=(here,)), {}, here.code)
        return _form(request, plan, version, of, form, page, revision=row.revision if row else None)
    form, revision = typed(request.POST, of), _revision(request)
    if more := request.POST.get("more", ""):
        return _form(request, plan, version, of, form, page, revision=revision, more=more)
    found, faults = measure_sheet.said_measure(form, of, before)
    if faults:
        return _form(request, plan, version, of, form, page, revision=revision, errors=_errors(faults, found))
    return _saved_measure(request, plan, version, of, form, page, found, revision)


def _saved_measure(
    request: Asking, plan: Plan, version: PlanVersion, of: Sheet, form: Typed, page: dict[str, Any], found: Said, revision: int | None,
) -> HttpResponse:  # fmt: skip
    try:
        rollup.revise_measure(
            version=version, said=found.raw, revision=revision, by=request.who.public_id, at=clock.now()
        )
    except plans.FileRefused as refused:
        errors = _errors(refused.faults, found)
        return _form(request, plan, version, of, form, page, revision=revision, errors=errors)
    except plans.Conflict as conflict:
        return _form(request, plan, version, of, form, page, revision=conflict.revision, conflict=conflict)
    code = found.raw["code"]
    words_ = _("A medida %(code)s foi guardada.") % {"code": code}
    if request.POST.get("then") == "new":
        return done(request, words_, "measure-new", plan.slug)
    return done(request, words_, "plan", plan.slug)


def _errors(faults: Any, found: Said) -> dict[str, str]:
    """Return the faults of a measure by field; a target inside an indicator is a row of its own in the form."""
    errors = errors_of([fault for fault in faults if "].targets[" not in fault.where], found)
    for fault in faults:
        if "].targets[" in fault.where:
            errors.setdefault("targets", fault.message[:1].upper() + fault.message[1:] + ".")
    return errors


def _measure_sheet(head: Document, *, new: bool) -> Sheet:
    language = get_language() or "pt"
    areas = [(term.key, term.label(language)) for term in terms("areas")]
    names = dict(head_sheet.towns()) if len(head.municipalities) > 1 else {}
    places = [(code, names[code]) for code in head.municipalities] if names else []
    return measure_sheet.sheet(areas, places, new=new)


def _revision(request: Asking) -> int | None:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _form(
    request: Asking, plan: Plan, version: PlanVersion, of: Sheet, form: Typed, page: Mapping[str, Any], *,
    revision: int | None, errors: dict[str, str] | None = None, conflict: plans.Conflict | None = None, more: str = "",
) -> HttpResponse:  # fmt: skip
    """Show a form with all that was typed: as it is, with its faults (422), or beside what somebody else saved (409)."""
    errors = errors or {}
    fields, groups = shown(form, of, errors, more)
    code = page["code"]
    told_ = {
        "plan": plan,
        "version": version,
        "title": page["title"],
        "flagged": page.get("flagged", []),
        "fields": fields,
        "groups": groups,
        "faults": [Fault(key, text) for key, text in errors.items()],
        "revision": "" if revision is None else revision,
        "conflict": words.both_texts(conflict.mine, conflict.theirs) if conflict else [],
        "gone": conflict is not None and conflict.theirs is None,
        "measure": page["address"] == "measure",
        "code": code,
        "crumbs": crumbs(plan, version.title, page["title"]),
        "place": "plans",
    }
    status = 409 if conflict else 422 if errors else 200
    return render(request, "office/planning/form.html", told_, status=status)


@require_http_methods(BOTH)
@staff
@answering
def remove(request: Asking, slug: str, code: str) -> HttpResponse:
    """Ask before a measure leaves, with the reason where it was published; then take it out."""
    plan = made_by(request, slug)
    version = draft_of(plan)
    row = MeasureVersion.objects.filter(version=version, measure__code=code).select_related("measure").first()
    if row is None and request.method != "POST":
        raise Http404
    published = MeasureVersion.objects.filter(
        measure__plan=plan, measure__code=code, version__state=PlanVersion.State.PUBLISHED
    ).exists()
    error = ""
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            plans.remove_measure(
                version=version, code=code, reason=reason, by=request.who.public_id, at=clock.now()
            )
        except plans.PlanRefused as no:
            error = str(no)
        else:
            return done(request, _("A medida %(code)s saiu do plano.") % {"code": code}, "plan", plan.slug)
    here = _("Tirar a medida %(code)s") % {"code": code}
    told_ = {
        "plan": plan, "row": row, "code": code, "published": published, "error": error, "reason": request.POST.get("reason", ""),
        "faults": [Fault("reason", error)] if error else [], "title": here, "crumbs": crumbs(plan, version.title, here), "place": "plans",
    }  # fmt: skip
    return render(request, "office/planning/remove.html", told_, status=422 if error else 200)


@require_http_methods(BOTH)
@staff
@answering
def order(request: Asking, slug: str) -> HttpResponse:
    """Show the measures in order, each with a button up and one down; each press is a small act."""
    plan = made_by(request, slug)
    version = draft_of(plan)
    if request.method == "POST":
        code, position = request.POST.get("code", ""), request.POST.get("position", "")
        if not position.isdecimal() or len(position) > 6:
            raise NotNow(_("Este botão não diz para onde vai a medida: volte à página e tente de novo."))
        try:
            plans.move_measure(
                version=version, code=code, position=int(position), by=request.who.public_id, at=clock.now()
            )
        except plans.PlanRefused as no:
            raise NotNow(str(no)) from None
        return done(request, _("A medida %(code)s mudou de lugar.") % {"code": code}, "plan-order", plan.slug)
    rows = MeasureVersion.objects.filter(version=version).select_related("measure").order_by("position", "pk")
    lines = [(i, row.measure.code, row.title) for i, row in enumerate(rows.only("title", "measure__code"))]
    here = _("Ordem das medidas")
    told_ = {
        "plan": plan,
        "lines": lines,
        "last": len(lines) - 1,
        "title": here,
        "crumbs": crumbs(plan, version.title, here),
    }
    return render(
        request,
        "office/planning/order.html",
        {**told_, "place": "plans", "address": reverse("office:plan-order", args=[plan.slug])},
    )
