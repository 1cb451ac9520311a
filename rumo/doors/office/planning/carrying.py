"""From a former plan to this one: what becomes of each of its measures, decided one by one on a page."""

import re

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans import rules
from rumo.deliver.plans.models import Carried, MeasureVersion, Plan, PlanVersion
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.planning.seeing import answering, crumbs, done, draft_of, made_by
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option

FATES = (("", lazy("Por decidir")), ("continued", lazy("Continua")), ("merged", lazy("Junta-se a outra")), ("abandoned", lazy("É abandonada")))  # fmt: skip
_PLACE = re.compile(r'choices\["(.*)"\]\.(\w+)')


@require_http_methods(["GET", "HEAD", "POST"])
@staff
@answering
def carry(request: Asking, slug: str) -> HttpResponse:
    """Choose the former plan (`?de=`), then decide on each of its measures."""
    plan = made_by(request, slug)
    version = draft_of(plan)
    title = _("O que vem do plano anterior")
    told = {"plan": plan, "title": title, "crumbs": crumbs(plan, version.title, title), "place": "plans"}
    chosen = request.POST.get("de") or request.GET.get("de", "")
    if not chosen:
        return render(request, "office/planning/carry.html", {**told, "options": _formers(request, plan)})
    former = get_object_or_404(rules.visible_to(request.who), slug=chosen)
    rows = _measures(former)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            plans.carry(
                version=version,
                former=former,
                choices=_choices(request, rows),
                by=request.who.public_id,
                at=clock.now(),
            )
            return done(request, _("Ficou guardado o que vem do plano anterior."), "plan", plan.slug)
        except plans.FileRefused as refused:
            codes = [row.measure.code for row in rows]
            errors = dict(_error(fault.where, fault.message, codes) for fault in reversed(refused.faults))
        except plans.PlanRefused as no:
            errors = {"fate-0": str(no)}
    lines = _lines(request, version, former, rows, errors)
    faults = [Fault(key, text) for key, text in sorted(errors.items())]
    shown = {**told, "former": former, "lines": lines, "faults": faults}
    return render(request, "office/planning/carry.html", shown, status=422 if errors else 200)


def _formers(request: Asking, plan: Plan) -> list[Option]:
    """Return the published plans one sees, other than this, those of the same body first (one query)."""
    rows = PlanVersion.objects.filter(
        plan__in=rules.visible_to(request.who), state=PlanVersion.State.PUBLISHED
    )
    newest = {
        row.plan_id: row
        for row in rows.exclude(plan=plan).select_related("plan").order_by("plan_id", "number")
    }
    ordered = sorted(newest.values(), key=lambda row: (row.plan.owner_id != plan.owner_id, row.title))
    return [Option(row.plan.slug, row.title) for row in ordered]


def _measures(former: Plan) -> list[MeasureVersion]:
    """Return the measures of the newest published version of a plan (one query)."""
    rows = MeasureVersion.objects.filter(measure__plan=former, version__state=PlanVersion.State.PUBLISHED)
    rows = rows.select_related("measure", "version").order_by("-version__number", "position", "pk")
    found = list(rows.only("title", "measure__code", "version__number"))
    return [row for row in found if row.version_id == found[0].version_id]


def _choices(request: Asking, rows: list[MeasureVersion]) -> dict[str, plans.Choice]:
    return {
        row.measure.code: plans.Choice(
            request.POST[f"fate-{i}"],
            request.POST.get(f"into-{i}", "").strip() or None,
            request.POST.get(f"reason-{i}", ""),
        )
        for i, row in enumerate(rows)
        if request.POST.get(f"fate-{i}")
    }


def _error(where: str, message: str, codes: list[str]) -> tuple[str, str]:
    found = _PLACE.fullmatch(where)
    words = message[:1].upper() + message[1:] + "."
    return (
        (f"{found[2]}-{codes.index(found[1])}", words)
        if found and found[1] in codes
        else ("fate-0", f"{where}: {words}")
    )


def _lines(
    request: Asking, version: PlanVersion, former: Plan, rows: list[MeasureVersion], errors: dict[str, str]
) -> list[dict[str, object]]:
    """Return each former measure with what was decided, or typed just now (one query)."""
    kept = Carried.objects.filter(version=version, from_key__startswith=f"{former.slug}/").select_related(
        "into"
    )
    here = {row.from_key.rpartition("/")[2]: row for row in kept}
    lines: list[dict[str, object]] = []
    for i, row in enumerate(rows):
        was = here.get(row.measure.code)
        said = (was.fate, was.into.code if was.into else "", was.reason or "") if was else ("", "", "")
        if request.method == "POST":
            said = tuple(request.POST.get(f"{key}-{i}", "") for key in ("fate", "into", "reason"))  # type: ignore[assignment]
        lines.append({
            "code": row.measure.code, "title": row.title, "fates": [Option(key, str(label), key == said[0]) for key, label in FATES],
            "into": said[1], "reason": said[2], "errors": [errors.get(f"{key}-{i}", "") for key in ("fate", "into", "reason")],
            "ids": [f"fate-{i}", f"into-{i}", f"reason-{i}"],
        })  # fmt: skip
    return lines
