"""What every page of the desk begins and ends with: the codebook one may see, where the page stands, what was done, what is to be mended."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.doors.office.gate import Asking
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Fault, Tab
from rumo.ground.people.rules import Who
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis import rules
from rumo.shape.synthesis.models import Codebook

BOTH = ("GET", "HEAD", "POST")


def seen(request: Asking, slug: str, may: Callable[[Who, Codebook], bool] = rules.can_see) -> Codebook:
    """Return a codebook with which one may do this (one query); 404 otherwise. To change anything one must be of those who code."""
    row = get_object_or_404(rules.visible_to(request.who).select_related("entity"), slug=slug)
    if not may(request.who, row) or (request.method == "POST" and not rules.can_code(request.who, row)):
        raise Http404
    return row


def act(request: Asking) -> dict[str, Any]:
    """Return by whom and when something is done."""
    return {"by": request.who.public_id, "at": clock.now()}


def page(
    request: Asking, name: str, row: Codebook | None, here: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Draw a page of the desk: `here` names it under its codebook."""
    trail = [Crumb(_("Sínteses"), reverse("office:codebooks") if row or here else None)]
    if row is not None:
        trail.append(Crumb(row.title, reverse("office:codebook", args=[row.slug]) if here else None))
    if here:
        trail.append(Crumb(here))
    told = {
        "place": "consultations",
        "crumbs": trail,
        "row": row,
        "codes": row is not None and rules.can_code(request.who, row),
        "publishes": row is not None and rules.can_publish(request.who, row),
        **context,
    }
    return render(request, f"office/synthesising/{name}.html", told, status=status)


def tabs(row: Codebook, current: str) -> list[Tab]:
    """Return the parts of a codebook."""
    pairs = (
        ("codebook", _("Ler")),
        ("themes", _("Temas")),
        ("themes-agreement", _("Acordo")),
        ("findings", _("Constatações")),
    )
    return [Tab(label, reverse(f"office:{name}", args=[row.slug]), name == current) for name, label in pairs]


def done(request: Asking, words: str, name: str, *args: str) -> HttpResponseRedirect:
    """Say what was done on the page it leads to (303)."""
    messages.success(request, words)
    return HttpResponseRedirect(reverse(f"office:{name}", args=args), status=303)


def wrong(no: synthesis.SynthesisRefused, default: str = "main") -> dict[str, Any]:
    """Return what a page shows of a refusal: the summary, and the words at their field."""
    field = no.field or default
    return {"faults": [Fault(field, str(no))], "wrong": {field: str(no)}}


def status_of(no: synthesis.SynthesisRefused) -> int:
    """Return how a refusal is answered: 409 where somebody else wrote meanwhile or things stand otherwise, 422 where a field is to be mended."""
    return 409 if isinstance(no, synthesis.Conflict) or not no.field else 422
