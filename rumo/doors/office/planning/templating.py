"""Templates of intermunicipal communities: what there is, a plan made from one, and one made from a plan."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans import rules
from rumo.deliver.plans.models import Plan, PlanVersion
from rumo.deliver.plans.queries.versions import present
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.planning.seeing import answering, crumbs, done, seen
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option
from rumo.ground.people.models import Entity, Role


@require_http_methods(["GET", "HEAD", "POST"])
@staff
@answering
def templates(request: Asking) -> HttpResponse:
    """List the templates one may use; make a municipality's plan from one."""
    allowed = rules.templates_for(request.who).select_related("owner")
    error, made = "", None
    if request.method == "POST":
        plan = allowed.filter(slug=request.POST.get("template", "")).first()
        body = next(
            (one for one in _towns(request) if one.public_id == request.POST.get("municipality")), None
        )
        if plan is None:
            error = _("Escolha um dos modelos.")
        elif body is None:
            error = _("Escolha o município para que é o plano.")
        else:
            try:
                version = plans.instantiate(
                    template=plan, municipality=body, by=request.who.public_id, at=clock.now()
                )
            except plans.AlreadyThere as there:
                error, made = str(there), there.plan
            except plans.PlanRefused as no:
                error = str(no)
            else:
                return done(request, _("O plano começou a partir do modelo."), "plan", version.plan.slug)
    told = {
        "lines": _lines(request, allowed),
        "error": error,
        "made": reverse("office:plan", args=[made.slug]) if made else "",
        "sent": request.POST.get("template", ""),
        "can_make": request.who.has(Role.NATIONAL_COORDINATOR)
        or bool(request.who.communities(Role.MUNICIPAL_COORDINATOR)),
        "crumbs": crumbs(None, _("Modelos")),
        "place": "plans",
    }
    return render(request, "office/planning/templates.html", told, status=422 if error else 200)


def _towns(request: Asking) -> list[Entity]:
    """Return the municipalities one may begin a plan for (one query): one's own, those of one's community, or any for the country's."""
    bodies = (
        Entity.objects.filter(kind=Entity.Kind.MUNICIPALITY).select_related("municipality").order_by("name")
    )
    if request.who.has(Role.NATIONAL_COORDINATOR):
        return list(bodies)
    return list(bodies.filter(pk__in=request.who.entities(Role.MUNICIPAL_COORDINATOR)))


def _lines(request: Asking, allowed: QuerySet[Plan]) -> list[dict[str, object]]:
    """Return each template with the municipalities that may begin a plan from it, and those that did (three queries)."""
    drafts = PlanVersion.objects.filter(plan__in=allowed).select_related("plan__owner").order_by("title")
    towns = _towns(request)
    used = Plan.objects.filter(template_of__in=allowed).select_related("owner")
    begun: dict[int | None, list[Plan]] = {}
    for plan in used:
        begun.setdefault(plan.template_of_id, []).append(plan)
    lines = []
    for draft in drafts:
        owner, done_ = draft.plan.owner, {plan.owner_id for plan in begun.get(draft.plan_id, [])}
        of = [
            town
            for town in towns
            if owner and town.municipality and town.municipality.cim_id == owner.region_id
        ]
        free = [Option(town.public_id, town.name) for town in of if town.pk not in done_]
        lines.append({
            "slug": draft.plan.slug, "title": draft.title, "owner": owner.name if owner else "", "free": free,
            "begun": [(plan.owner.name, reverse("office:plan", args=[plan.slug])) for plan in begun.get(draft.plan_id, []) if plan.owner],
        })  # fmt: skip
    return lines


@require_http_methods(["GET", "HEAD", "POST"])
@staff
@answering
def make(request: Asking, slug: str) -> HttpResponse:
    """Make a template of one's community from what a plan says."""
    plan = seen(request, slug)
    version = present(plan)
    if version is None:
        raise Http404
    owners = Entity.objects.filter(kind=Entity.Kind.COMMUNITY).order_by("name")
    if not request.who.has(Role.NATIONAL_COORDINATOR):
        owners = owners.filter(pk__in=request.who.entities(Role.MUNICIPAL_COORDINATOR))
    found = list(owners)
    if not found:
        raise Http404
    errors: dict[str, str] = {}
    if request.method == "POST":
        owner = next((one for one in found if one.public_id == request.POST.get("owner")), None)
        if owner is None:
            errors["owner"] = _("Escolha a comunidade intermunicipal a que pertence o modelo.")
        else:
            try:
                said = request.POST.get("title", "")
                made = plans.make_template(
                    version=version, owner=owner, title=said, by=request.who.public_id, at=clock.now()
                )
            except plans.PlanRefused as no:
                errors["title"] = str(no)
            else:
                return done(request, _("O modelo foi feito a partir do plano."), "plan", made.plan.slug)
    chosen = request.POST.get("owner") or (found[0].public_id if len(found) == 1 else "")
    title = request.POST.get("title", "") or (
        _("Modelo: %(title)s") % {"title": version.title} if not errors else ""
    )
    here = _("Fazer um modelo")
    told = {
        "plan": plan, "errors": errors, "faults": [Fault(key, text) for key, text in errors.items()], "value": title,
        "owners": [Option("", _("Escolha"), not chosen), *(Option(o.public_id, o.name, o.public_id == chosen) for o in found)],
        "title": here, "crumbs": crumbs(plan, version.title, here), "place": "plans",
    }  # fmt: skip
    return render(request, "office/planning/make_template.html", told, status=422 if errors else 200)
