"""What every page of plan making begins with: the plan if one may see it, whether one may do this, and where one goes after."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.deliver.plans import rules
from rumo.deliver.plans.models import Plan, PlanVersion
from rumo.deliver.plans.queries.versions import in_the_making
from rumo.doors.office.gate import Asking, refused
from rumo.doors.web.parts import Crumb
from rumo.ground.people.rules import Who


class NotNow(Exception):
    """What was asked cannot be done as the plan stands; the words say what to do first."""


def answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer NotNow with a page that says so (409); stands under `staff`."""

    @wraps(view)
    def answered(request: Asking, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotNow as no:
            return refused(request, str(no), 409, kwargs.get("slug", ""))

    return answered


def seen(request: Asking, slug: str) -> Plan:
    """Return a plan that the person may see, with its owner (one query); 404 otherwise."""
    plans = rules.visible_to(request.who).select_related("owner__municipality", "template_of")
    return get_object_or_404(plans, slug=slug)


def made_by(request: Asking, slug: str) -> Plan:
    """Return a plan that the person may make; 404 where they do not see it, or only see it."""
    plan = seen(request, slug)
    if not rules.can_edit(request.who, plan):
        raise Http404
    return plan


def draft_of(plan: Plan) -> PlanVersion:
    """Return the version of a plan that can be edited now; NotNow says what to do where there is none."""
    return editable(in_the_making(plan))


def editable(version: PlanVersion | None) -> PlanVersion:
    """Return a version that can be edited now; NotNow says what to do where it cannot."""
    if version is None:
        raise NotNow(_("Não há nenhuma versão em preparação: comece uma na página do plano."))
    if version.state != PlanVersion.State.DRAFT:
        raise NotNow(_("Esta versão foi enviada para aprovação: retire o envio para a mudar."))
    return version


def reviews(who: Who, plan: Plan, version: PlanVersion) -> bool:
    """Tell whether a person may be the second pair of eyes on a version that was sent."""
    return rules.second_eyes_on_plan(who, plan, first={version.submitted_by}) is not None


def done(request: Asking, words: str, name: str, *args: str) -> HttpResponse:
    """Say what was done on the page it leads to (303)."""
    messages.success(request, words)
    return HttpResponseRedirect(reverse(f"office:{name}", args=args), status=303)


def crumbs(plan: Plan | None, title: str, here: str | None = None) -> list[Crumb]:
    """Return where a page stands: the plans, the plan, the page."""
    trail = [Crumb(_("Planos"), reverse("office:plans"))]
    if plan is None:
        return [*trail, Crumb(title)]
    if here is None:
        return [*trail, Crumb(title)]
    return [*trail, Crumb(title, reverse("office:plan", args=[plan.slug])), Crumb(here)]
