"""The committee: the abstracts with their scores, one with its authors and reviews, who reviews it, what is decided."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rumo.doors.office.conferring.seeing import answering, page, run
from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock, formats
from rumo.doors.web.parts import Option
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences.models import Abstract
from rumo.listen.conferences.queries import calling, reviewing
from rumo.listen.gatherings.models import Gathering


@require_safe
@staff
def abstracts(request: Asking, conference: str) -> HttpResponse:
    """List the abstracts of the call, the best scored first."""
    row = run(request, conference)
    call = calling.call_of(row)
    found = reviewing.scored(call) if call else []
    lines = [(one, formats.number(one.mean, 2)) for one in found]
    return page(request, "abstracts", row, _("Resumos"), {"lines": lines})


@require_safe
@staff
def abstract(request: Asking, conference: str, abstract: str) -> HttpResponse:
    """Show one abstract to the committee."""
    row = run(request, conference)
    return _draw(request, row, _of(row, abstract))


@require_POST
@staff
@answering
def assign(request: Asking, conference: str, abstract: str) -> HttpResponse:
    """Ask somebody to review an abstract."""
    row = run(request, conference)
    one = _of(row, abstract)
    asked = request.POST.get("membership", "")
    found = next(
        (held.membership for held in reviewing.candidates(one) if held.membership.public_id == asked), None
    )
    if found is None:
        return _draw(request, row, one, {"membership": _("Escolha quem aprecia.")})
    conferences.assign(abstract=one, membership=found, by=request.who.public_id, at=clock.now())
    messages.success(request, _("Pedimos a apreciação."))
    return redirect("office:conference-abstract", conference=row.slug, abstract=one.number)


@require_POST
@staff
@answering
def decide(request: Asking, conference: str, abstract: str) -> HttpResponse:
    """Decide on an abstract, with the reason."""
    row = run(request, conference)
    one, post = _of(row, abstract), request.POST
    try:
        conferences.decide(
            abstract=one,
            decision=post.get("decision", ""),
            reason=post.get("reason", ""),
            by=request.who.public_id,
            at=clock.now(),
        )
    except conferences.ConferenceRefused as no:
        if not no.faults:
            raise
        return _draw(request, row, one, no.faults)
    messages.success(request, _("Decisão guardada e comunicada."))
    return redirect("office:conference-abstract", conference=row.slug, abstract=one.number)


def _of(row: Gathering, number: str) -> Abstract:
    one = calling.by_number(number)
    if one is None or one.call.gathering_id != row.pk:
        raise Http404
    return one


def _draw(
    request: Asking, row: Gathering, one: Abstract, wrong: dict[str, str] | None = None
) -> HttpResponse:
    reviews, post = reviewing.reviews_of(one), request.POST
    chosen, candidates = post.get("decision", one.decision), reviewing.candidates(one)
    told = {
        "abstract": one,
        "authors": calling.authors_of(one),
        "reviews": reviews,
        "mean": formats.number(reviewing.mean_of(reviews), 2),
        "free": [
            Option(held.membership.public_id, f"{held.membership.user.name} ({held.membership.entity.name})")
            for held in candidates
            if not held.conflict
        ],
        "barred": [held.membership.user.name for held in candidates if held.conflict],
        "decisions": [
            Option(value, str(label), value == chosen) for value, label in Abstract.Decision.choices if value
        ],
        "reason": post.get("reason", one.reason),
    }
    return page(request, "abstract", row, one.title or one.number, told, wrong)
