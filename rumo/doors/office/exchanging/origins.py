"""Saying where a measure comes from: the guidelines it applies, the gatherings it was born in, the practices it follows."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.models import Measure
from rumo.deliver.plans.queries.applying import every_clause
from rumo.deliver.plans.queries.drawing import every_gathering
from rumo.deliver.plans.queries.following import every_practice
from rumo.deliver.progress.queries.tracing import shortened
from rumo.deliver.rollup import actions as rollup
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.planning.seeing import crumbs, made_by
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option
from rumo.listen.gatherings.models import Gathering
from rumo.listen.practices.models import Practice
from rumo.shape.guidelines.models import Clause, ClauseVersion


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def origins(request: Asking, slug: str, code: str) -> HttpResponse:
    """Say which guidelines a measure applies, which gatherings it came from and which practices it follows, one at a time; `tirar` takes one out."""
    plan = made_by(request, slug)
    measure = get_object_or_404(Measure.objects.select_related("plan"), plan=plan, code=code)
    fault = _said(request, measure) if request.method == "POST" else None
    if request.method == "POST" and fault is None:
        messages.success(request, _("Ficou guardado de onde vem a medida."))
        return redirect("office:measure-practices", slug=slug, code=code)
    title = _("De onde vem a medida")
    (practices, more), (gatherings, others) = every_practice(measure.pk), every_gathering(measure.pk)
    applied, unapplied = every_clause(measure.pk)
    chosen, clause = request.POST.get("gathering", ""), request.POST.get("clause", "")
    context = {
        "place": "plans",
        "crumbs": crumbs(plan, plan.slug, title),
        "title": title,
        "plan": plan,
        "measure": measure,
        "href": reverse("office:measure-practices", args=[slug, code]),
        "clauses": [(_key(one), _words(one), one) for one in applied],
        "more_clauses": [Option(_key(one), _words(one), _key(one) == clause) for one in unapplied],
        "practices": practices,
        "gatherings": gatherings,
        "more_practices": [
            Option(one.slug, one.title, one.slug == request.POST.get("practice")) for one in more
        ],
        "more_gatherings": [Option(one.slug, one.title, one.slug == chosen) for one in others],
        "faults": [fault] if fault else [],
        "wrong": {fault.field: fault.text} if fault else {},
    }
    return render(request, "office/exchanging/origins.html", context, status=422 if fault else 200)


def _key(one: ClauseVersion) -> str:
    return f"{one.clause.document.slug}:{one.clause.code}"


def _words(one: ClauseVersion) -> str:
    return f"{one.clause.code}. {one.heading or shortened(one.text, 100)} ({one.version.title})"


def _said(request: Asking, measure: Measure) -> Fault | None:
    """Write what was asked; return what is wrong, if anything."""
    post = request.POST
    kinds = {"clause": "tirar-orientacao", "gathering": "tirar-encontro", "practice": "tirar"}
    field = next((name for name, gone in kinds.items() if name in post or gone in post), "practice")
    gone = post.get(kinds[field], "")
    key = (gone or post.get(field, ""))[:140].replace("\0", "")
    found, missing = _named(field, key)
    if found is None:
        return Fault(field, missing)
    verbs = {
        "clause": (rollup.apply_clause, rollup.apply_no_more),
        "gathering": (rollup.draw_on, rollup.draw_no_more),
        "practice": (rollup.follow, rollup.unfollow),
    }
    verb: Callable[..., None] = verbs[field][bool(gone)]
    try:
        verb(measure=measure, by=request.who.public_id, at=clock.now(), **{field: found})
    except plans.PlanRefused as no:
        return Fault(field, str(no))
    return None


def _named(field: str, key: str) -> tuple[Clause | Gathering | Practice | None, str]:
    """What a form names, or None and what to say (one query)."""
    if field == "gathering":
        return Gathering.objects.filter(slug=key).first(), _("Escolha um encontro da lista.")
    if field == "practice":
        return Practice.objects.filter(slug=key).first(), _("Escolha uma prática da lista.")
    slug, _sep, code = key.partition(":")
    rows = Clause.objects.select_related("document").filter(document__slug=slug, code=code)
    return rows.first(), _("Escolha uma orientação da lista.")
