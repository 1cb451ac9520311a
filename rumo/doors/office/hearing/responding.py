"""The page of answers: everything that is owed one, what has none first, answered one by one or several with the same words."""

from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.hearing import places, seeing, translating
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option
from rumo.ground.core.texts import line
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Contribution, Passage
from rumo.listen.contributions.queries import wholes
from rumo.listen.gatherings.models import Gathering
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis import queries, rules
from rumo.shape.synthesis.models import Disposition

FIELDS = {"disposition": "disposition-1", "contributions": "owed", "": "owed"}
"""Where each thing to mend stands on the page."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def responses(request: Asking, consultation: str) -> HttpResponse:
    """List what is owed an answer in a consultation; answer one or several."""
    return _answered(request, seeing.seen(request, consultation, rules.can_respond))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def at_gathering(request: Asking, gathering: str) -> HttpResponse:
    """List what is owed an answer of what tables of a gathering wrote; one that feeds a consultation is answered there."""
    row = seeing.gathering_seen(request, gathering, rules.can_respond_at)
    if row.consultation is not None:
        return HttpResponseRedirect(reverse("office:responses", args=[row.consultation.slug]))
    return _answered(request, row)


def _answered(request: Asking, row: Consultation | Gathering) -> HttpResponse:
    if request.method != "POST":
        return _page(request, row)
    if "ask" in request.POST:
        shown = queries.said_in(row).filter(number__in=_numbers(request, "shown"))
        asked = translating.ask(request, [text for one in wholes(list(shown)) for text in one.passages])
        if asked is not None:
            return asked
    if "declare" in request.POST and isinstance(row, Consultation):
        return _declared(request, row)
    numbers = _numbers(request, "number")
    chosen = queries.said_in(row).filter(number__in=numbers)
    try:
        given = synthesis.respond(
            contributions=chosen,
            disposition=request.POST.get("disposition", ""),
            reason=request.POST.get("reason", ""),
            by=request.who.public_id,
            at=clock.now(),
        )
    except synthesis.ResponseRefused as no:
        return _page(request, row, numbers, Fault(FIELDS.get(no.field, no.field), str(no)))
    n = len(given)
    told = ngettext("%(n)s contributo respondido.", "%(n)s contributos respondidos.", n) % {"n": n}
    return seeing.done(request, told, request.path)


def _declared(request: Asking, row: Consultation) -> HttpResponse:
    """Declare that everything said has its answer, or say what is missing."""
    try:
        synthesis.declare_answered(consultation=row, by=request.who.public_id, at=clock.now())
    except synthesis.ResponseRefused as no:
        return _page(request, row, fault=Fault("owed", str(no)))
    return seeing.done(request, _("A consulta ficou declarada respondida. A data é pública."), request.path)


def _numbers(request: Asking, name: str) -> set[str]:
    """The contributions a form names, as many as a page shows."""
    return {line(number)[:16] for number in request.POST.getlist(name)[: seeing.PAGE]}


def _page(
    request: Asking,
    row: Consultation | Gathering,
    chosen: Collection[str] = (),
    fault: Fault | None = None,
) -> HttpResponse:
    page, size = seeing.page_of(request), seeing.PAGE
    far, declared_at = queries.standing(row)
    gathered = isinstance(row, Gathering)
    found = list(queries.owed_by(row)[(page - 1) * size : page * size])
    disposition = request.POST.get("disposition", "")
    owed, texts = _owed(found, chosen)
    context: dict[str, Any] = {
        "row": row,
        **seeing.standing(request, row, _("Responder")),
        "far": far,
        "owed": owed,
        "gathered": gathered,
        "declared_at": declared_at,
        "open": rules.may_be_answered(row if isinstance(row, Consultation) else None, at=request.came_at),
        "dispositions": [Option(key, str(words), key == disposition) for key, words in Disposition.choices],
        "reason": request.POST.get("reason", ""),
        "faults": [fault] if fault else [],
        "wrong": {fault.field: fault.text} if fault else {},
        "pager": seeing.pager(page, far.owed),
        **translating.offered(texts),
    }
    return render(request, "office/hearing/responses.html", context, status=422 if fault else 200)


def _owed(
    found: Sequence[Contribution], chosen: Collection[str]
) -> tuple[list[dict[str, Any]], list[Passage]]:
    """What is owed an answer as the page shows it, and all its texts."""
    said = wholes(found)
    for one in said:
        for text in one.passages:
            text.contribution = one.row
    texts = [text for one in said for text in one.passages]
    asked, given = places.asked_of(texts), queries.responses_to(found)
    return [
        {
            "row": one.row,
            "texts": [_text(text, asked) for text in one.passages],
            "response": given.get(one.row.pk),
            "chosen": one.row.number in chosen,
        }
        for one in said
    ], texts


def _text(text: Passage, asked: places.Asked) -> dict[str, Any]:
    where = (text.contribution.consultation_id, text.place)
    return {"text": text, "place": places.place_of(text), "asked": asked.get(where, "")}
