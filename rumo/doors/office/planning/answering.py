"""Who answers for each measure: the bodies that report on it, proposed from the plan's own words and confirmed by hand."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.models import Measure, MeasureVersion, Responsible
from rumo.deliver.plans.queries.answering import answers_of, suggested
from rumo.deliver.plans.queries.versions import present
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.planning.seeing import answering, crumbs, made_by
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option
from rumo.ground.people.models import Entity, Membership, User
from rumo.ground.people.rules import REPORTERS

ROWS = 3


@require_http_methods(["GET", "HEAD", "POST"])
@staff
@answering
def responsible(request: Asking, slug: str) -> HttpResponse:
    """List the measures with who answers for each; `?medida=9` opens one to be changed."""
    plan = made_by(request, slug)
    code = request.POST.get("medida") or request.GET.get("medida", "")
    version = present(plan)
    said = MeasureVersion.objects.filter(version=version).select_related("measure").order_by("position", "pk")
    rows = list(said.only("title", "responsible", "measure__code", "measure__plan_id"))
    chosen = next((row for row in rows if row.measure.code == code), None)
    if code and chosen is None and request.method != "POST":
        raise Http404
    error = ""
    if request.method == "POST":
        error = _answered(request, chosen.measure) if chosen else _("Escolha uma das medidas deste plano.")
        if chosen and not error:
            messages.success(
                request, _("Ficou guardado quem responde pela medida %(code)s.") % {"code": code}
            )
            page = reverse("office:plan-responsible", args=[plan.slug])
            return HttpResponseRedirect(f"{page}#m-{rows.index(chosen) + 1}", status=303)
    bodies = list(
        Entity.objects.exclude(kind__in=[Entity.Kind.NATIONAL, Entity.Kind.COUNCIL]).order_by("kind", "name")
    )
    answers = answers_of(plan)
    here = _("Quem responde por cada medida")
    told = {
        "plan": plan,
        "lines": [_line(row, answers.get(row.measure.code, []), bodies) for row in rows],
        "chosen": code,
        "choices": _choices(request, answers.get(code, []), bodies, chosen) if chosen else [],
        "printed": chosen.responsible if chosen else [],
        "error": error,
        "faults": [Fault("answer-1", error)] if error else [],
        "title": here,
        "crumbs": crumbs(plan, version.title if version else plan.slug, here),
        "place": "plans",
    }
    return render(request, "office/planning/responsible.html", told, status=422 if error else 200)


def _answered(request: Asking, measure: Measure) -> str:
    """Write who answers for a measure; return what is wrong, if anything."""
    pairs: list[tuple[Entity, User | None]] = []
    for value in request.POST.getlist("answer"):
        if not value:
            continue
        body, _colon, person = value.partition(":")
        entity = Entity.objects.filter(public_id=body).first()
        user = User.objects.filter(public_id=person).first() if person else None
        if entity is None or (person and user is None):
            return _("Escolha uma entidade da lista.")
        pairs.append((entity, user))
    try:
        plans.answer_for(measure=measure, answers=pairs, by=request.who.public_id, at=clock.now())
    except plans.PlanRefused as no:
        return str(no)
    return ""


def _line(row: MeasureVersion, answers: list[Responsible], bodies: list[Entity]) -> dict[str, object]:
    proposed = [] if answers else suggested(row.responsible, bodies) if row.responsible else []
    return {
        "code": row.measure.code,
        "title": row.title,
        "printed": row.responsible,
        "answers": [_named(answer.entity, answer.person) for answer in answers],
        "proposed": [(entity.public_id, entity.name) for entity in proposed],
    }


def _named(entity: Entity, person: User | None) -> str:
    return f"{entity.name} ({person})" if person else entity.name


def _choices(
    request: Asking, answers: list[Responsible], bodies: list[Entity], chosen: MeasureVersion
) -> list[tuple[str, list[Option]]]:
    """Return the lists to choose from, each with its name: one for each that answers, and empty ones after them."""
    acting = Membership.objects.filter(
        role__in=REPORTERS, revoked_at__isnull=True, entity__in=bodies, user__is_active=True
    )
    people: dict[int, list[User]] = {}
    for held in acting.select_related("user").order_by("user__name"):
        people.setdefault(held.entity_id, []).append(held.user)
    all_ = [("", _("Ninguém"))]
    for body in bodies:
        all_.append((body.public_id, body.name))
        seen = dict.fromkeys(people.get(body.pk, []))
        all_ += [(f"{body.public_id}:{user.public_id}", f"{body.name}: {user}") for user in seen]
    if request.method == "POST":
        here = [value for value in request.POST.getlist("answer") if value]
    else:
        here = [
            f"{a.entity.public_id}:{a.person.public_id}" if a.person else a.entity.public_id for a in answers
        ]
        here = here or [entity.public_id for entity in suggested(chosen.responsible, bodies)]
    return [
        (_("Responde, %(n)s") % {"n": i + 1}, [Option(key, name, key == value) for key, name in all_])
        for i, value in enumerate([*here, *[""] * ROWS])
    ]
