"""Reviewing, blind: what one is to read, the form with a score for each criterion, and that one may not judge it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumo.doors.office.conferring.seeing import BOTH, answering, whole_number
from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences.models import Review
from rumo.listen.conferences.queries.reviewing import to_review

PLACE = "reviews"


@require_safe
@staff
def mine(request: Asking) -> HttpResponse:
    """List what one is to review, and what one reviewed."""
    return render(request, "office/conferring/mine.html", {"place": PLACE, "rows": to_review(request.who)})


@require_http_methods(BOTH)
@staff
@answering
def review(request: Asking, review: str) -> HttpResponse:
    """Read an abstract, without who wrote it, and say what one thinks of it."""
    row = _own(request, review)
    if request.method != "POST":
        return _draw(request, row)
    post = request.POST
    criteria = list(row.abstract.call.criteria)
    scores = {one: whole_number(post.get(f"score-{place}", "")) or 0 for place, one in enumerate(criteria)}
    try:
        conferences.review(
            review=row,
            scores=scores,
            to_authors=post.get("to_authors", ""),
            to_committee=post.get("to_committee", ""),
            by=request.who.public_id,
            at=clock.now(),
        )
    except conferences.ConferenceRefused as no:
        if not no.faults:
            raise
        return _draw(request, row, no.faults)
    messages.success(request, _("Apreciação entregue."))
    return redirect("office:reviews")


@require_POST
@staff
@answering
def declare(request: Asking, review: str) -> HttpResponse:
    """Say that one may not judge it."""
    row = _own(request, review)
    why = request.POST.get("why", "")
    conferences.declare(review=row, why=why, by=request.who.public_id, at=clock.now())
    messages.success(request, _("Registámos o conflito de interesses: já não vê este resumo."))
    return redirect("office:reviews")


def _own(request: Asking, public_id: str) -> Review:
    """A review of one's own, of what one is not in conflict with; anything else is not found."""
    found = next((one for one in to_review(request.who) if one.public_id == public_id), None)
    if found is None:
        raise Http404
    return found


def _draw(request: Asking, row: Review, wrong: dict[str, str] | None = None) -> HttpResponse:
    wrong, post = wrong or {}, request.POST
    fields = []
    for place, criterion in enumerate(row.abstract.call.criteria):
        name = f"score-{place}"
        chosen = post.get(name, str(row.scores.get(criterion, "")))
        options = [Option(str(n), str(n), str(n) == chosen) for n in range(1, 6)]
        fields.append((name, criterion, options, wrong.get(name, "")))
    context = {
        "place": PLACE,
        "crumbs": [Crumb(_("Apreciações"), reverse("office:reviews")), Crumb(row.abstract.title)],
        "row": row,
        "abstract": row.abstract,
        "fields": fields,
        "typed": {name: post.get(name, getattr(row, name)) for name in ("to_authors", "to_committee")},
        "wrong": wrong,
        "faults": [
            Fault(f"{name}-1" if name.startswith("score-") else name, text) for name, text in wrong.items()
        ],
    }
    return render(request, "office/conferring/review.html", context, status=422 if wrong else 200)
