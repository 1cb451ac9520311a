"""One table, for whoever facilitates it: what lies on it, cards of paper typed in, closing and handing in, synthesis and validation."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.tables import seeing
from rumo.doors.web import clock, tokens
from rumo.doors.web.parts import Fault, Option
from rumo.ground.ledger.rules.receipts import code_of
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.queries import of_canvas
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Canvas
from rumo.listen.gatherings.queries import board, verdicts
from rumo.listen.gatherings.rules import tables as rules
from rumo.science import codes

PURPOSE = "table"


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def table(request: Asking, gathering: str, table: int) -> HttpResponse:
    """Show a table (nine queries), and do what its buttons say."""
    row = seeing.table_seen(request, gathering, table)
    if request.method != "POST":
        return _page(request, row)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        return _page(request, row, Fault("acts", _("Escolha o que fazer.")))
    try:
        words = act(request, row)
    except gatherings.CanvasRefused as no:
        return _page(request, row, Fault(no.field or "acts", str(no)))
    except contributions.NotAccepted as no:
        return _page(request, row, Fault("acts", str(no)))
    return seeing.done(request, words, request.path)


def _hand_in(request: Asking, row: Canvas) -> str:
    contributions.hand_in(canvas=row, by=request.who.public_id, at=clock.now())
    return _(
        "A mesa fechou e os cartões foram entregues. O comprovativo está aqui e em cada telefone da mesa."
    )


def _synthesise(request: Asking, row: Canvas) -> str:
    text = request.POST.get("synthesis", "")
    gatherings.synthesise(canvas=row, text=text, by=request.who.public_id, at=clock.now())
    return _("A síntese ficou guardada.")


def _ask(request: Asking, row: Canvas) -> str:
    gatherings.ask(canvas=row, by=request.who.public_id, at=clock.now())
    return _("A mesa já pode dizer se a síntese está certa.")


def _validate(request: Asking, row: Canvas) -> str:
    gatherings.validate(canvas=row, by=request.who.public_id, at=clock.now())
    return _("A validação terminou.")


def _type_in(request: Asking, row: Canvas) -> str:
    token = tokens.read(request, PURPOSE)
    if token is None:
        raise gatherings.CanvasRefused(
            _("Este formulário esteve aberto demasiado tempo. Veja se está tudo e envie de novo."), "text"
        )
    try:
        gatherings.lay(
            canvas=row, zone=request.POST.get("zone", ""), text=request.POST.get("text", ""), language=row.language,
            paper=True, token=token, by=request.who.public_id, at=clock.now(),
        )  # fmt: skip
    except gatherings.CanvasRefused as no:
        raise gatherings.CanvasRefused(
            str(no), {"texto": "text", "zona": "zone"}.get(no.field, "acts")
        ) from None
    return _("Cartão escrito.")


ACTS: dict[str, Callable[[Asking, Canvas], str]] = {
    "hand_in": _hand_in,
    "synthesise": _synthesise,
    "ask": _ask,
    "validate": _validate,
    "type": _type_in,
}
"""What each button does, and the words that say it was done."""


def _page(request: Asking, row: Canvas, fault: Fault | None = None) -> HttpResponse:
    found, said = board(row), of_canvas(row)
    right, missing = verdicts(row)
    zone, name = request.POST.get("zone", ""), seeing.name_of(row)
    context: dict[str, Any] = {
        "row": row.table.gathering,
        "canvas": row,
        "name": name,
        "board": found,
        "crumbs": seeing.crumbs(row.table.gathering, name),
        "open": rules.is_open(row),
        "asked": rules.is_asked(row),
        "said": said,
        "code": codes.shown(code_of(contributions.token_of(row))) if said else "",
        "right": right,
        "missing": missing,
        "zones": [
            Option(one.key, f"{number}. {one.label}", one.key == zone)
            for number, one in enumerate(found.template.zones, 1)
        ],
        "text": request.POST.get("text", ""),
        "synthesis": request.POST.get("synthesis", row.synthesis),
        "token": tokens.fresh(PURPOSE),
        "files": [
            (
                form.upper(),
                reverse("office:table-file", args=[row.table.gathering.slug, row.table.number, form]),
            )
            for form in ("pdf", "csv", "png")
        ],
        "faults": [fault] if fault else [],
        "wrong": {fault.field: fault.text} if fault else {},
    }
    return render(request, "office/tables/one.html", context, status=422 if fault else 200)
