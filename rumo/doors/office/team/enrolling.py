"""Organisations that ask for an account: those that wait, those decided, and the decision on one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Fault
from rumo.ground.people import actions as people
from rumo.ground.people import rules
from rumo.ground.people.models import Enrolment
from rumo.ground.people.queries import enrolments, names_of, namesake

MOST = 50
"""Decisions listed; who looks for an older one finds it in the register."""


@require_safe
@staff
def every(request: Asking) -> HttpResponse:
    """List what waits, the oldest first, and what was decided last."""
    if not rules.can_verify(request.who):
        raise Http404
    rows = enrolments(request.who)
    waiting = rows.filter(state=Enrolment.State.WAITING).order_by("confirmed_at", "pk")
    context = {
        "place": "team",
        "crumbs": [Crumb(_("Equipa"), reverse("office:team")), Crumb(_("Organizações"))],
        "waiting": waiting[: MOST + 1],
        "decided": rows.filter(decided_at__isnull=False).order_by("-decided_at", "-pk")[:MOST],
    }
    return render(request, "office/team/enrolments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def one(request: Asking, enrolment: str) -> HttpResponse:
    """Show what one organisation says of itself, and take the decision on it."""
    row = get_object_or_404(enrolments(request.who), public_id=enrolment)
    reason, act = request.POST.get("reason", ""), request.POST.get("act", "")
    faults = []
    if request.method == "POST":
        try:
            words = _decided(request, row, act, reason)
        except people.PeopleRefused as no:
            faults = [Fault("reason" if act == "refuse" else "main", str(no))]
        else:
            messages.success(request, words)
            return redirect("office:enrolments")
    crumbs = [Crumb(_("Equipa"), reverse("office:team"))]
    crumbs += [Crumb(_("Organizações"), reverse("office:enrolments")), Crumb(row.name)]
    context = {
        "place": "team",
        "crumbs": crumbs,
        "row": row,
        "namesake": namesake(row) if row.state == Enrolment.State.WAITING else None,
        "by": names_of({row.decided_by}).get(row.decided_by, row.decided_by),
        "reason": reason,
        "faults": faults,
        "wrong": {fault.field: fault.text for fault in faults},
    }
    return render(request, "office/team/enrolment.html", context, status=422 if faults else 200)


def _decided(request: Asking, row: Enrolment, act: str, reason: str) -> str:
    """Do what the button pressed says, and return what to tell."""
    by, at = request.who.public_id, clock.now()
    if act == "verify":
        people.verify(enrolment=row, by=by, at=at)
        return _("Organização verificada. Escrevemos-lhe a dizer que já pode entrar.")
    if act == "refuse":
        people.refuse(enrolment=row, reason=reason, by=by, at=at)
        return _("Conta recusada. Escrevemos-lhe com o motivo.")
    raise people.PeopleRefused(_("Escolha verificar ou recusar."))
