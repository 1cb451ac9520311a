"""The plans somebody sees in the office, a new plan, and one plan at a glance."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumo.deliver.evaluations.rules import can_open
from rumo.deliver.plans import actions as plans
from rumo.deliver.plans import rules
from rumo.deliver.plans.models import Activity, Indicator, MeasureVersion, Plan, PlanVersion
from rumo.deliver.plans.queries.answering import answers_of
from rumo.deliver.progress.queries import cycles_of
from rumo.deliver.progress.rules import reportable_by
from rumo.deliver.rollup import actions as rollup
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.planning import head_sheet, words
from rumo.doors.office.planning.seeing import NotNow, answering, crumbs, done, made_by, reviews, seen
from rumo.doors.office.planning.sheets import errors_of, said, shown, typed
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option, Pager
from rumo.ground.core.fields import folded
from rumo.ground.people.models import Entity, Role

PAGE = 50
FILTERS = ("draft", "returned", "submitted", "approved", "published")


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in the list: its newest words, what is public, and how far the version in the making is."""

    slug: str
    title: str
    owner: str
    template: bool
    published: int | None
    making: int | None
    state: str
    words: str
    tag: str


@require_safe
@staff
def list_(request: Asking) -> HttpResponse:
    """List the plans one sees, each with its state; by words and by state."""
    sought, state = request.GET.get("q", "").strip()[:100], request.GET.get("estado", "")
    lines = [line for line in _lines(rules.visible_to(request.who)) if not line.template]
    if sought:
        lines = [line for line in lines if folded(sought) in folded(line.title, line.owner, line.slug)]
    if state in FILTERS:
        lines = [line for line in lines if line.state == state or (state == "published" and line.published)]
    page = max(1, int(request.GET["pagina"])) if request.GET.get("pagina", "").isdecimal() else 1
    options = [Option("", _("Todos"), not state)]
    options += [Option(key, words.state_words(key).capitalize(), key == state) for key in FILTERS]
    told = {
        "lines": lines[(page - 1) * PAGE : page * PAGE],
        "pager": _pager(request, len(lines), page),
        "sought": sought,
        "options": options,
        "filtered": bool(sought or state),
        "can_start": rules.can_start(request.who),
        "place": "plans",
    }
    return render(request, "office/planning/list.html", told)


def _lines(seen: QuerySet[Plan]) -> list[PlanLine]:
    """Return the plans, those in the making first, then by title (one query)."""
    rows = (
        PlanVersion.objects.filter(plan__in=seen).select_related("plan__owner").order_by("plan_id", "number")
    )
    rows = rows.defer("search", "as_printed", "source", "funding", "partners")
    by_plan: dict[int, list[PlanVersion]] = {}
    for version in rows:
        by_plan.setdefault(version.plan_id, []).append(version)
    lines = [_line(versions) for versions in by_plan.values()]
    return sorted(lines, key=lambda line: (line.making is None, folded(line.title)))


def _line(versions: list[PlanVersion]) -> PlanLine:
    newest = versions[-1]
    public = [version.number for version in versions if version.state == words.State.PUBLISHED]
    making = next((version for version in versions if version.state != words.State.PUBLISHED), None)
    state = words.state_of(making or newest)
    plan = newest.plan
    return PlanLine(
        plan.slug, (making or newest).title, plan.owner.name if plan.owner else "", plan.template,
        public[-1] if public else None, making.number if making else None, state, words.state_words(state), words.TAGS[state],
    )  # fmt: skip


def _pager(request: Asking, count: int, page: int) -> Pager | None:
    if count <= PAGE:
        return None
    query = request.GET.copy()

    def at(number: int) -> str:
        query["pagina"] = str(number)
        return f"?{query.urlencode()}"

    last = -(-count // PAGE)
    told = _("Página %(page)s de %(last)s") % {"page": page, "last": last}
    return Pager(told, at(page - 1) if page > 1 else None, at(page + 1) if page < last else None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
@answering
def new(request: Asking) -> HttpResponse:
    """Begin a plan, or a template of one's community (`?modelo=1`)."""
    if not rules.can_start(request.who):
        raise Http404
    owners, towns = _owners(request), head_sheet.towns()
    template = request.GET.get("modelo") == "1"
    owners = [owner for owner in owners if not template or owner.kind == Entity.Kind.COMMUNITY]
    form = typed(request.POST, head_sheet.NEW)
    if request.method != "POST":
        own = [owner.municipality.official_name for owner in owners if owner.municipality]
        form.values["municipalities"] = own[0] if len(own) == len(owners) == 1 and not template else ""
    found = said(form, head_sheet.NEW)
    owner = next((one for one in owners if one.public_id == request.POST.get("owner")), None)
    errors: dict[str, str] = {}
    if request.method == "POST":
        if owner is None:
            errors["owner"] = _("Escolha a quem pertence o plano.")
        else:
            try:
                raw = head_sheet.with_codes(found.raw, towns)
                version = plans.start(
                    owner=owner, said=raw, template=template, by=request.who.public_id, at=clock.now()
                )
                words_ = _("O plano «%(title)s» começou. Acrescente agora as medidas.")
                return done(request, words_ % {"title": version.title}, "plan", version.plan.slug)
            except plans.FileRefused as refused:
                errors = errors_of(refused.faults, found)
    fields, _groups = shown(form, head_sheet.NEW, errors)
    chosen = request.POST.get("owner") or (owners[0].public_id if len(owners) == 1 else "")
    told = {
        "fields": fields,
        "owners": _options(owners, chosen),
        "owner_error": errors.get("owner", ""),
        "faults": [Fault(key, text) for key, text in errors.items()],
        "crumbs": crumbs(None, _("Novo modelo") if template else _("Novo plano")),
        "template": template,
        "place": "plans",
    }
    return render(request, "office/planning/new.html", told, status=422 if errors else 200)


def _options(owners: list[Entity], chosen: str) -> list[Option]:
    return [
        Option("", _("Escolha"), not chosen),
        *(Option(one.public_id, one.name, one.public_id == chosen) for one in owners),
    ]


def _owners(request: Asking) -> list[Entity]:
    """Return the bodies one may begin a plan for (one query): one's own, or any municipality and community for the country's."""
    bodies = Entity.objects.select_related("municipality").order_by("name")
    if request.who.has(Role.NATIONAL_COORDINATOR):
        return list(bodies.filter(kind__in=[Entity.Kind.MUNICIPALITY, Entity.Kind.COMMUNITY]))
    return list(bodies.filter(pk__in=request.who.entities(Role.MUNICIPAL_COORDINATOR)))


@require_safe
@staff
def overview(request: Asking, slug: str) -> HttpResponse:
    """Show one plan in the office: what is public, what is in the making, its measures, who answers, its cycles."""
    plan = seen(request, slug)
    versions = list(PlanVersion.objects.filter(plan=plan).order_by("number"))
    making = next((version for version in versions if version.state != words.State.PUBLISHED), None)
    public = [version for version in versions if version.state == words.State.PUBLISHED]
    here = making or (public[-1] if public else None)
    edits = rules.can_edit(request.who, plan)
    state = words.state_of(making) if making else ""
    told = {
        "plan": plan,
        "here": here,
        "making": making,
        "public": public[-1] if public else None,
        "state": state,
        "state_words": words.state_words(state) if state else "",
        "state_tag": words.TAGS.get(state, ""),
        "edits": edits,
        "editing": edits and making is not None and making.state == words.State.DRAFT,
        "reviewing": making is not None
        and making.state != words.State.DRAFT
        and (reviews(request.who, plan, making) or edits),
        "reports": bool(public) and reportable_by(request.who).filter(plan=plan).exists(),
        "evaluates": can_open(request.who),
        "today": clock.today(),
        "measures": _measures(here, plan) if here else [],
        "cycles": cycles_of(here) if here else (),
        "crumbs": crumbs(plan, here.title if here else plan.slug),
        "place": "plans",
    }
    return render(request, "office/planning/plan.html", told)


def _measures(version: PlanVersion, plan: Plan) -> list[dict[str, object]]:
    """Return a version's measures with what each has and who answers for it (two queries)."""
    answers = answers_of(plan)
    of = {"measure_version": OuterRef("pk")}

    def counted(model: type[Activity] | type[Indicator]) -> Subquery:
        counts = model.objects.filter(**of).order_by().values("measure_version")
        return Subquery(counts.annotate(count=Count("pk")).values("count"))

    rows = MeasureVersion.objects.filter(version=version).select_related("measure").order_by("position", "pk")
    rows = rows.annotate(
        activities=counted(Activity),
        indicators=counted(Indicator),
        untold=~Exists(Indicator.objects.filter(~Q(target_type="none"), **of)),
    ).defer("description", "search", "as_printed", "strategic_objective", "operational_objective")
    return [
        {
            "code": row.measure.code,
            "title": row.title,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "activities": row.activities or 0,
            "indicators": row.indicators or 0,
            "answers": [answer.entity.name for answer in answers.get(row.measure.code, ())],
            "printed": row.responsible,
            "href": reverse("office:measure-edit", args=[plan.slug, row.measure.code]),
        }
        for row in rows
    ]


@require_POST
@staff
@answering
def new_version(request: Asking, slug: str) -> HttpResponse:
    """Begin the next version of a plan as a copy of the public one; where it was begun already, go on with that one."""
    plan = made_by(request, slug)
    try:
        rollup.new_version(plan=plan, by=request.who.public_id, at=clock.now())
    except plans.AlreadyThere as there:
        return done(request, str(there), "plan", plan.slug)
    except plans.PlanRefused as no:
        raise NotNow(str(no)) from None
    return done(request, _("A nova versão começou como cópia da publicada."), "plan", plan.slug)
