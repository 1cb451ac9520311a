"""What the team does with a proposal: takes it in hand, returns it, publishes it, withdraws it; each view calls one action."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rumo.deliver.rollup import actions as rollup
from rumo.doors.office.exchanging import views
from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault
from rumo.listen.practices import actions as practices
from rumo.listen.practices import rules
from rumo.listen.practices.models import Version


@require_POST
@staff
def take(request: Asking, practice: str) -> HttpResponse:
    """Take a proposal in hand."""
    version = _reviewable(request, practice)
    try:
        practices.take(practice=version.practice, by=request.who.public_id, at=clock.now())
    except practices.PracticeRefused as no:
        return refused(request, version, no)
    return done(request, version, _("Ficou em apreciação: quem a propôs já não a muda."))


@require_POST
@staff
def return_(request: Asking, practice: str) -> HttpResponse:
    """Return a proposal, with its reason."""
    version = _reviewable(request, practice)
    post, act = request.POST, {"by": request.who.public_id, "at": clock.now()}
    try:
        practices.return_(
            practice=version.practice, reason=post.get("reason", ""), note=post.get("note", ""), **act
        )
    except practices.PracticeRefused as no:
        return refused(request, version, no, {"reason": "returned-1", "note": "return-note"})
    return done(request, version, _("Devolvida, com o motivo."))


@require_POST
@staff
def publish(request: Asking, practice: str) -> HttpResponse:
    """Publish what waits."""
    version = _reviewable(request, practice)
    if not rules.can_publish(request.who, version):
        raise Http404
    try:
        rollup.publish_practice(practice=version.practice, by=request.who.public_id, at=clock.now())
    except practices.PracticeRefused as no:
        return refused(request, version, no)
    return done(request, version, _("Prática publicada."))


@require_POST
@staff
def withdraw(request: Asking, practice: str) -> HttpResponse:
    """Withdraw a practice, with its reason."""
    version = views.seen(request, practice)
    if not rules.can_withdraw(request.who):
        raise Http404
    post, act = request.POST, {"by": request.who.public_id, "at": clock.now()}
    try:
        rollup.withdraw_practice(
            practice=version.practice, reason=post.get("reason", ""), note=post.get("note", ""), **act
        )
    except practices.PracticeRefused as no:
        return refused(request, version, no, {"reason": "withdrawn-1", "note": "withdraw-note"})
    return done(request, version, _("Prática retirada, com o motivo à vista."))


def _reviewable(request: Asking, number: str) -> Version:
    version = views.seen(request, number)
    if not rules.can_review(request.who):
        raise Http404
    return version


def done(request: Asking, version: Version, words: str) -> HttpResponse:
    """Say what was done on the page of the practice."""
    messages.success(request, words)
    return redirect("office:practice", practice=version.practice.number)


def refused(
    request: Asking, version: Version, no: practices.PracticeRefused, controls: dict[str, str] | None = None
) -> HttpResponse:
    """Show the page again with what was typed and what to mend: at its field (422), or that things stand otherwise (409)."""
    control = (controls or {}).get(no.place, no.place or "main")
    more = {
        "faults": [Fault(control, str(no))],
        "wrong": {control.removesuffix("-1").replace("-", "_"): str(no)},
    }
    context = views.shown(request, version, **more)
    return render(request, "office/exchanging/practice.html", context, status=422 if no.place else 409)
