"""The conferences one sees, the page of one with what there is to do, and the form of its call."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumo.doors.office.areas import listening_tabs
from rumo.doors.office.conferring.seeing import (
    BOTH,
    PLACE,
    instant,
    page,
    run,
    seen,
    typed_instant,
    whole_number,
)
from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Option
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences.models import Abstract, Call
from rumo.listen.conferences.queries import calling, programme
from rumo.listen.conferences.rules import permits
from rumo.listen.conferences.rules.saying import Frame
from rumo.listen.consultations.rules import LANGUAGES
from rumo.listen.gatherings.models import Gathering

MOST = 100


@require_safe
@staff
def list_(request: Asking) -> HttpResponse:
    """List the conferences one may see, the newest first."""
    rows = permits.visible_to(request.who).select_related("owner").order_by("-recorded_at", "-pk")
    told = {"place": PLACE, "rows": list(rows[:MOST]), "tabs": listening_tabs("conferences")}
    return render(request, "office/conferring/list.html", told)


@require_safe
@staff
def desk(request: Asking, conference: str) -> HttpResponse:
    """Show where a conference stands: its call, how many abstracts wait, its programme and what is in the way of it."""
    row = seen(request, conference)
    call = calling.call_of(row)
    states = (
        Abstract.objects.filter(call=call, state="received").values_list("decision", flat=True)
        if call
        else []
    )
    found = programme.whole(row)
    told = {
        "runs": permits.can_run(request.who, row),
        "hosts": permits.can_host(request.who, row),
        "call": call,
        "open": call is not None and permits.call_is_open(call, at=request.came_at),
        "abstracts": len(states),
        "undecided": sum(not decision for decision in states),
        "programme": found.programme,
        "slots": [one for one in found.told if one.slot.kind != "break"],
    }
    return page(request, "desk", row, "", told)


@require_http_methods(BOTH)
@staff
def call(request: Asking, conference: str) -> HttpResponse:
    """Make the call for abstracts, or change it."""
    row = run(request, conference)
    if request.method != "POST":
        return _form(request, row, _typed(row, calling.call_of(row)))
    names = ("opens_at", "closes_at", "topics", "kinds", "criteria", "text")
    typed: dict[str, Any] = {name: request.POST.get(name, "") for name in names}
    typed["languages"] = request.POST.getlist("languages")
    opens, closes = (instant(typed[name], row) for name in names[:2])
    if opens is None or closes is None:
        words = _("Escreva o dia e a hora.")
        wrong = {name: words for name, value in (("opens_at", opens), ("closes_at", closes)) if value is None}
        return _form(request, row, typed, wrong)
    try:
        conferences.call(
            gathering=row, frame=_frame(typed, opens, closes), by=request.who.public_id, at=clock.now()
        )
    except conferences.ConferenceRefused as no:
        return _form(request, row, typed, no.faults)
    messages.success(request, _("Chamada guardada."))
    return redirect("office:conference", conference=row.slug)


def _frame(typed: dict[str, Any], opens: datetime, closes: datetime) -> Frame:
    kinds = [line.partition(";") for line in _lines(typed["kinds"])]
    return Frame(
        opens_at=opens,
        closes_at=closes,
        topics=_lines(typed["topics"]),
        kinds=[(name, whole_number(minutes.strip()) or 0) for name, _sep, minutes in kinds],
        languages=typed["languages"],
        criteria=_lines(typed["criteria"]),
        text=typed["text"],
    )


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _typed(row: Gathering, call: Call | None) -> dict[str, Any]:
    """What the form says first: what stands, or what most calls ask."""
    if call is None:
        first = {
            "kinds": _("Comunicação; 20"),
            "criteria": _("Clareza\nInteresse\nRigor"),
            "languages": ["pt"],
        }
        return {**dict.fromkeys(("opens_at", "closes_at", "topics", "text"), ""), **first}
    return {
        "opens_at": typed_instant(call.opens_at, row),
        "closes_at": typed_instant(call.closes_at, row),
        "topics": "\n".join(call.topics),
        "kinds": "\n".join(f"{one['name']}; {one['minutes']}" for one in call.kinds),
        "criteria": "\n".join(call.criteria),
        "languages": call.languages,
        "text": call.text,
    }


def _form(
    request: Asking, row: Gathering, typed: dict[str, Any], wrong: dict[str, str] | None = None
) -> HttpResponse:
    languages = [Option(code, name, code in typed["languages"]) for code, name in LANGUAGES.items()]
    told = {"typed": typed, "languages": languages}
    return page(request, "call", row, _("Chamada de resumos"), told, wrong)
