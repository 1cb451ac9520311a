"""Plan files in the office: one comes in after everything it would change was shown, and what there is goes out."""

from dataclasses import replace
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.models import Plan, PlanVersion
from rumo.deliver.plans.queries.versions import in_the_making, present
from rumo.deliver.rollup import actions as rollup
from rumo.deliver.rollup.queries.making import stamp, whole_of
from rumo.doors.files.limits import FILE_BYTES, MEGABYTE
from rumo.doors.files.plan_json import write_json
from rumo.doors.files.plan_xlsx import write_xlsx
from rumo.doors.files.reading import parse_plan
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.planning import words
from rumo.doors.office.planning.seeing import NotNow, answering, crumbs, done, made_by, seen
from rumo.doors.web import clock
from rumo.ground.territory.models import Municipality
from rumo.ground.vocabularies.queries import area_names
from rumo.science.planfile import Fault, Parsed, difference, dump, parse
from rumo.science.planfile import Plan as Document

SALT = "office.planning.import"
HOURS = 12
"""How long a preview may wait to be confirmed."""
WRITERS = {
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (write_json, "application/json"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@staff
@answering
def import_(request: Asking, slug: str) -> HttpResponse:
    """Read a plan file and show every fault, or all it would change; write nothing until that is confirmed."""
    plan = made_by(request, slug)
    version = in_the_making(plan)
    if version and version.state != PlanVersion.State.DRAFT:
        raise NotNow(_("Esta versão foi enviada para aprovação: retire o envio para a mudar."))
    if request.method != "POST":
        return _page(request, plan, {})
    if request.POST.get("confirm"):
        return _confirmed(request, plan, request.POST["confirm"])
    sent = request.FILES.get("file")
    parsed = _read(sent)
    if parsed.plan is None:
        return _page(request, plan, {"faults": parsed.faults, "name": sent.name if sent else ""}, 422)
    return _preview(request, plan, parsed.plan, parsed.flags)


def _read(sent: "UploadedFile[Any] | None") -> Parsed:
    if sent is None:
        return Parsed(None, (Fault(_("Ficheiro"), _("escolha primeiro o ficheiro do plano")),))
    if (sent.size or 0) > FILE_BYTES:
        told = _("ocupa mais de %(most)s MB, que é o limite") % {"most": FILE_BYTES // MEGABYTE}
        return Parsed(None, (Fault(str(sent.name)[:255], told),))
    parsed, _raw = parse_plan(sent.read(), str(sent.name), areas=area_names(), municipalities=_towns())
    return parsed


def _towns() -> set[str]:
    return set(Municipality.objects.values_list("dico", flat=True))


def _preview(
    request: Asking, plan: Plan, sent: Document, flags: tuple[Fault, ...], status: int = 200
) -> HttpResponse:
    """Show what a file would change of the version worked on; the file waits in the page itself, signed, and nowhere else."""
    here = present(plan)
    document = replace(sent, slug=plan.slug, reports=(), synthetic=plan.synthetic)
    old = whole_of(here) if here else Document(plan.slug, "")
    lines = words.difference_lines(difference(old, document))
    waiting = {"plan": plan.slug, "base": stamp(here), "document": dump(document)}
    told = {
        "preview": True,
        "lines": lines[: words.MOST],
        "more": max(0, len(lines) - words.MOST),
        "flagged": [words.Flagged(f.where, f.message, "advice") for f in flags] + words.flagged(document, {}),
        "measures": len(document.measures),
        "reports": len(sent.reports),
        "other": sent.slug if sent.slug != plan.slug else "",
        "confirm": signing.dumps(waiting, salt=SALT, compress=True),
        "conflict": status == 409,
    }
    return _page(request, plan, told, status)


def _confirmed(request: Asking, plan: Plan, token: str) -> HttpResponse:
    """Bring in what was shown; where the plan changed since, show anew what would change (409)."""
    try:
        waiting = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        why = Fault(_("Ficheiro"), _("a pré-visualização já não serve: escolha de novo o ficheiro"))
        return _page(request, plan, {"faults": (why,)}, 422)
    if waiting["plan"] != plan.slug:
        raise Http404
    parsed = parse(waiting["document"], areas=area_names(), municipalities=_towns())
    if parsed.plan is None:
        return _page(request, plan, {"faults": parsed.faults}, 422)
    try:
        number = rollup.bring_in(
            plan=plan, document=parsed.plan, base=waiting["base"], by=request.who.public_id, at=clock.now()
        )
    except plans.Conflict:
        return _preview(request, plan, parsed.plan, parsed.flags, 409)
    except plans.FileRefused as refused:
        return _page(request, plan, {"faults": refused.faults}, 422)
    except plans.PlanRefused as no:
        raise NotNow(str(no)) from None
    if number is None:
        return done(request, _("O ficheiro não diz nada de novo: o plano já está assim."), "plan", plan.slug)
    return done(request, _("O ficheiro entrou no plano."), "plan", plan.slug)


def _page(request: Asking, plan: Plan, told: dict[str, Any], status: int = 200) -> HttpResponse:
    title = _("Carregar um ficheiro")
    shown = {"plan": plan, "title": title, "crumbs": crumbs(plan, plan.slug, title), "place": "plans", **told}
    return render(request, "office/planning/import.html", shown, status=status)


@require_safe
@staff
def export(request: Asking, slug: str, kind: str) -> HttpResponse:
    """Give the version worked on (else the published one) as a file that comes in again."""
    plan = seen(request, slug)
    version = present(plan)
    if version is None or kind not in WRITERS:
        raise Http404
    write, content_type = WRITERS[kind]
    answer = HttpResponse(write(whole_of(version)), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{plan.slug}-v{version.number}.{kind}"'
    return answer
