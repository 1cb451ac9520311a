"""The gatherings one facilitates, and the tables of one: how each stands, and more of them opened."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.tables import seeing
from rumo.doors.web import clock, tokens
from rumo.doors.web.parts import Fault, Option
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Gathering
from rumo.listen.gatherings.queries import canvases_of, counts
from rumo.listen.gatherings.rules import tables as rules
from rumo.listen.gatherings.rules.templates import TEMPLATES

PURPOSE = "tables"


@require_safe
@staff
def every(request: Asking) -> HttpResponse:
    """List the gatherings one facilitates, the newest first."""
    if not request.who.has(*rules.FACILITATORS):
        raise Http404
    rows = rules.facilitated_by(request.who).order_by("-changed_at", "-pk")[:200]
    return render(request, "office/tables/every.html", {"rows": rows, "crumbs": seeing.crumbs()})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def tables(request: Asking, gathering: str) -> HttpResponse:
    """List the tables of a gathering (four queries), and open more."""
    row = seeing.seen(request, gathering)
    typed = {name: request.POST.get(name, "").strip()[:200] for name in ("template", "count", "name")}
    fault = None
    if request.method == "POST":
        try:
            _open(request, row, typed)
        except gatherings.CanvasRefused as no:
            fault = Fault(no.field or "template", str(no))
        else:
            words = _("As mesas estão abertas. Imprima as folhas com o código de cada uma.")
            return seeing.done(request, words, request.path)
    held = list(canvases_of(row))
    many = counts(held)
    context: dict[str, Any] = {
        "row": row,
        "crumbs": seeing.crumbs(row),
        "lines": [
            (one, seeing.name_of(one), TEMPLATES[one.template].label, many.get(one.pk, 0)) for one in held
        ],
        "templates": [
            Option(one.key, str(one.label), one.key == typed["template"]) for one in TEMPLATES.values()
        ],
        "typed": typed,
        "token": tokens.fresh(PURPOSE),
        "faults": [fault] if fault else [],
        "wrong": {fault.field: fault.text} if fault else {},
    }
    return render(request, "office/tables/list.html", context, status=422 if fault else 200)


def _open(request: Asking, row: Gathering, typed: dict[str, str]) -> None:
    """Open what the form asks for; raises CanvasRefused."""
    token = tokens.read(request, PURPOSE)
    if token is None:
        raise gatherings.CanvasRefused(
            _("Este formulário esteve aberto demasiado tempo. Veja se está tudo e envie de novo.")
        )
    number = int(typed["count"]) if typed["count"].isdecimal() and len(typed["count"]) < 5 else 0
    gatherings.open_tables(
        gathering=row, template=typed["template"], count=number, name=typed["name"], token=token,
        by=request.who.public_id, at=clock.now(),
    )  # fmt: skip
