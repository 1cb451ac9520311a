"""The page of answers: everything that is owed one, what has none first, answered one by one or several with the same words."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.hearing import places, seeing, translating
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Contribution, Passage
from rumo.listen.contributions.queries import wholes
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis import queries, rules
from rumo.shape.synthesis.models import Disposition

FIELDS = {"disposition": "disposition-1", "contributions": "owed", "": "owed"}
"""Where each thing to mend stands on the page."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def responses(request: Asking, consultation: str) -> HttpResponse:
    """List what is owed an answer; answer one or several."""
    row = seeing.seen(request, consultation, rules.can_respond)
    if request.method != "POST":
        return _page(request, row)
    if "ask" in request.POST:
        shown = Contribution.objects.filter(
            consultation=row, number__in=request.POST.getlist("shown")[: seeing.PAGE]
        )
        asked = translating.ask(request, [text for one in wholes(list(shown)) for text in one.passages])
        if asked is not None:
            return asked
    numbers = set(request.POST.getlist("number")[: seeing.PAGE])
    chosen = Contribution.objects.filter(consultation=row, number__in=numbers)
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


def _page(
    request: Asking, row: Consultation, chosen: Sequence[str] | set[str] = (), fault: Fault | None = None
) -> HttpResponse:
    page, size = seeing.page_of(request), seeing.PAGE
    far = queries.progress(row)
    found = list(queries.owed_by(row)[(page - 1) * size : page * size])
    said = wholes(found)
    texts = [text for one in said for text in one.passages]
    for one in said:
        for text in one.passages:
            text.contribution = one.row
    asked, given = places.asked_of(texts), queries.responses_to(found)
    title = str(getattr(row, "title", row.slug))
    disposition = request.POST.get("disposition", "")
    context: dict[str, Any] = {
        "row": row,
        "title": title,
        "place": seeing.PLACE,
        "crumbs": seeing.crumbs(row, title, _("Responder")),
        "far": far,
        "owed": [
            {
                "row": one.row,
                "texts": [_text(text, asked) for text in one.passages],
                "response": given.get(one.row.pk),
                "chosen": one.row.number in chosen,
            }
            for one in said
        ],
        "open": rules.may_be_answered(row, at=request.came_at),
        "dispositions": [Option(key, str(words), key == disposition) for key, words in Disposition.choices],
        "reason": request.POST.get("reason", ""),
        "faults": [fault] if fault else [],
        "wrong": {fault.field: fault.text} if fault else {},
        "pager": seeing.pager(page, far.owed),
        **translating.offered(texts),
    }
    return render(request, "office/hearing/responses.html", context, status=422 if fault else 200)


def _text(text: Passage, asked: places.Asked) -> dict[str, Any]:
    where = (text.contribution.consultation_id, text.place)
    return {"text": text, "place": places.place_of(text), "asked": asked.get(where, "")}
