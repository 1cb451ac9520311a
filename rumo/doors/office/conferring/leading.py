"""Leading a talk: reading the questions that came and deciding what is shown, putting polls and closing them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.doors.office.conferring.seeing import BOTH, answering, page, run
from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences.models import Poll, Question, Slot
from rumo.listen.conferences.queries import live
from rumo.listen.conferences.queries.programme import title_of
from rumo.listen.conferences.rules.permits import can_host
from rumo.listen.gatherings.models import Gathering


@require_http_methods(BOTH)
@staff
def desk(request: Asking, conference: str, slot: str) -> HttpResponse:
    """Show the questions and polls of a talk, and put a poll."""
    row = run(request, conference, can_host)
    one, post = _slot(row, slot), request.POST
    wrong = {}
    if request.method == "POST":
        try:
            conferences.poll(
                slot=one,
                text=post.get("text", ""),
                options=post.get("options", "").splitlines(),
                language=row.language,
                by=request.who.public_id,
                at=clock.now(),
            )
        except conferences.ConferenceRefused as no:
            wrong = no.faults
        else:
            return _done(request, row, one, _("A sondagem está aberta."))
    told = {
        "slot": one,
        "waiting": live.questions(one, states=("waiting",)),
        "asked": live.questions(one),
        "hidden": live.questions(one, states=("hidden",)),
        "polls": live.polls(one),
        "typed": post,
    }
    return page(request, "leading", row, title_of(one), told, wrong)


@require_POST
@staff
@answering
def moderate(request: Asking, conference: str, slot: str, question: str) -> HttpResponse:
    """Show a question, hide it, or note that it was answered."""
    row = run(request, conference, can_host)
    one = _slot(row, slot)
    found = get_object_or_404(Question, slot=one, number=question)
    found.slot = one
    state = request.POST.get("state", "")
    conferences.moderate(question=found, state=state, by=request.who.public_id, at=clock.now())
    return _done(request, row, one, _("Ficou guardado."))


@require_POST
@staff
@answering
def close(request: Asking, conference: str, slot: str, poll: str) -> HttpResponse:
    """Close a poll."""
    row = run(request, conference, can_host)
    one = _slot(row, slot)
    found = get_object_or_404(Poll, slot=one, number=poll)
    found.slot = one
    conferences.close_poll(poll=found, by=request.who.public_id, at=clock.now())
    return _done(request, row, one, _("A sondagem fechou."))


def _slot(row: Gathering, number: str) -> Slot:
    one = get_object_or_404(Slot.objects.select_related("abstract", "room"), gathering=row, number=number)
    one.gathering = row
    return one


def _done(request: Asking, row: Gathering, one: Slot, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("office:slot-live", conference=row.slug, slot=one.number)
