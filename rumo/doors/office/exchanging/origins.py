"""Saying where a measure comes from: the practices it follows, the gatherings it was born in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.models import Measure
from rumo.deliver.plans.queries.drawing import every_gathering
from rumo.deliver.plans.queries.following import practices_of
from rumo.deliver.rollup import actions as rollup
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.planning.seeing import crumbs, made_by
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option
from rumo.listen.gatherings.models import Gathering
from rumo.listen.practices import queries
from rumo.listen.practices.models import Practice


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def origins(request: Asking, slug: str, code: str) -> HttpResponse:
    """Say which practices a measure follows and which gatherings it came from, one at a time; `tirar` takes one out."""
    plan = made_by(request, slug)
    measure = get_object_or_404(Measure.objects.select_related("plan"), plan=plan, code=code)
    fault = _said(request, measure) if request.method == "POST" else None
    if request.method == "POST" and fault is None:
        messages.success(request, _("Ficou guardado de onde vem a medida."))
        return redirect("office:measure-practices", slug=slug, code=code)
    title = _("De onde vem a medida")
    practices, (gatherings, others) = practices_of(measure.pk), every_gathering(measure.pk)
    chosen = request.POST.get("gathering", "")
    context = {
        "place": "plans",
        "crumbs": crumbs(plan, plan.slug, title),
        "title": title,
        "plan": plan,
        "measure": measure,
        "href": reverse("office:measure-practices", args=[slug, code]),
        "practices": practices,
        "gatherings": gatherings,
        "more_practices": _practices(request, {one.slug for one in practices}),
        "more_gatherings": [Option(one.slug, one.title, one.slug == chosen) for one in others],
        "faults": [fault] if fault else [],
        "wrong": {fault.field: fault.text} if fault else {},
    }
    return render(request, "office/exchanging/origins.html", context, status=422 if fault else 200)


def _practices(request: Asking, there: set[str]) -> list[Option]:
    rows = queries.public().order_by("title", "pk").values_list("practice__slug", "title")
    chosen = request.POST.get("practice", "")
    return [Option(key, title, key == chosen) for key, title in rows if key not in there]


def _said(request: Asking, measure: Measure) -> Fault | None:
    """Write what was asked; return what is wrong, if anything."""
    post = request.POST
    field = "gathering" if "gathering" in post or "tirar-encontro" in post else "practice"
    gone = post.get("tirar-encontro" if field == "gathering" else "tirar", "")
    slug = (gone or post.get(field, ""))[:120].replace("\0", "")
    act = {"measure": measure, "by": request.who.public_id, "at": clock.now()}
    try:
        if field == "gathering":
            row = Gathering.objects.filter(slug=slug).first()
            if row is None:
                return Fault(field, _("Escolha um encontro da lista."))
            (rollup.draw_no_more if gone else rollup.draw_on)(gathering=row, **act)
            return None
        practice = Practice.objects.filter(slug=slug).first()
        if practice is None:
            return Fault(field, _("Escolha uma prática da lista."))
        (rollup.unfollow if gone else rollup.follow)(practice=practice, **act)
    except plans.PlanRefused as no:
        return Fault(field, str(no))
    return None
