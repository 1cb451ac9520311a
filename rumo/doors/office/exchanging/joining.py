"""Taking a practice up and confirming it, recognising another's, and saying which practices a measure follows."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.models import Measure
from rumo.deliver.plans.queries.following import practices_of
from rumo.deliver.rollup import actions as rollup
from rumo.doors.office.exchanging import views
from rumo.doors.office.exchanging.acts import done, refused
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.planning.seeing import crumbs, made_by
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option
from rumo.ground.people.models import Entity
from rumo.listen.practices import actions as practices
from rumo.listen.practices import queries, rules
from rumo.listen.practices.models import Adoption, Practice


@require_POST
@staff
def adopt(request: Asking, practice: str) -> HttpResponse:
    """Say that a body took a practice up; who speaks for it confirms with that very word."""
    version, post = views.seen(request, practice), request.POST
    if not (request.who.national or queries.spoken_for(request.who)):
        raise Http404
    entity = Entity.objects.filter(public_id=post.get("entity", "")[:16]).first()
    source = (
        Adoption.objects.filter(public_id=post.get("adopted_from", "")[:16]).select_related("entity").first()
    )
    year = post.get("year", "")
    try:
        if entity is None or not rules.can_record(request.who, entity):
            raise practices.PracticeRefused(_("Escolha uma entidade da lista."), "entity")
        practices.adopt(
            practice=version.practice,
            entity=entity,
            year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else 0,
            changed=post.get("changed", ""),
            adopted_from=source,
            confirmed=rules.can_confirm_for(request.who, entity),
            by=request.who.public_id,
            at=clock.now(),
        )
    except practices.PracticeRefused as no:
        return refused(request, version, no, {"entity": "adopter"})
    return done(request, version, _("Ficou dito quem adotou a prática."))


@require_POST
@staff
def decide(request: Asking, adoption: str) -> HttpResponse:
    """Confirm that one's body took a practice up, or say that it did not (`nao`)."""
    rows = Adoption.objects.select_related("practice", "entity")
    row = get_object_or_404(rows, public_id=adoption)
    if not rules.can_confirm_for(request.who, row.entity):
        raise Http404
    version = views.seen(request, row.practice.number)
    act = {"adoption": row, "by": request.who.public_id, "at": clock.now()}
    try:
        if request.POST.get("nao") == "1":
            practices.deny(**act)
        else:
            practices.confirm(**act)
    except practices.PracticeRefused as no:
        return refused(request, version, no)
    return done(request, version, _("Ficou guardado o que disse da adoção."))


@require_POST
@staff
def recognise(request: Asking, practice: str) -> HttpResponse:
    """Recognise another's practice in a sentence."""
    version, post = views.seen(request, practice), request.POST
    bodies = queries.spoken_for(request.who)
    if not bodies:
        raise Http404
    entity = next((one for one in bodies if one.public_id == post.get("entity")), None)
    try:
        if entity is None:
            raise practices.PracticeRefused(_("Escolha uma entidade da lista."), "entity")
        practices.recognise(
            practice=version.practice,
            entity=entity,
            sentence=post.get("sentence", ""),
            language="pt",
            by=request.who.public_id,
            at=clock.now(),
        )
    except practices.PracticeRefused as no:
        return refused(request, version, no, {"entity": "peer"})
    return done(request, version, _("Reconhecimento publicado."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def follow(request: Asking, slug: str, code: str) -> HttpResponse:
    """Say which practices a measure follows, one at a time; `tirar` takes one out."""
    plan = made_by(request, slug)
    measure = get_object_or_404(Measure.objects.select_related("plan"), plan=plan, code=code)
    fault = _followed(request, measure) if request.method == "POST" else ""
    if request.method == "POST" and not fault:
        messages.success(request, _("Ficou guardado o que a medida segue."))
        return redirect("office:measure-practices", slug=slug, code=code)
    held = practices_of(measure.pk)
    there, chosen = {one.slug for one in held}, request.POST.get("practice", "")
    rows = queries.public().order_by("title", "pk").values_list("practice__slug", "title")
    context = {
        "place": "plans",
        "crumbs": crumbs(plan, plan.slug, _("Boas práticas que a medida segue")),
        "plan": plan,
        "measure": measure,
        "href": reverse("office:measure-practices", args=[slug, code]),
        "held": held,
        "offered": [Option(key, title, key == chosen) for key, title in rows if key not in there],
        "faults": [Fault("practice", fault)] if fault else [],
        "error": fault,
    }
    return render(request, "office/exchanging/follow.html", context, status=422 if fault else 200)


def _followed(request: Asking, measure: Measure) -> str:
    """Write what was asked; return what is wrong, if anything."""
    dropped = request.POST.get("tirar", "")
    row = Practice.objects.filter(slug=(dropped or request.POST.get("practice", ""))[:120]).first()
    if row is None:
        return _("Escolha uma prática da lista.")
    act = {"measure": measure, "practice": row, "by": request.who.public_id, "at": clock.now()}
    if dropped:
        rollup.unfollow(**act)
        return ""
    try:
        rollup.follow(**act)
    except plans.PlanRefused as no:
        return str(no)
    return ""
