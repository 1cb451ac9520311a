"""Moderation of what residents say: one decision at a time, a reason for every refusal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rumo.deliver.progress import actions as progress
from rumo.deliver.progress import rules
from rumo.deliver.progress.models import Sighting
from rumo.deliver.rollup import actions as rollup
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault

MOST = 50
"""Residents' words shown at once, the oldest first."""


@require_safe
@staff
def sightings(request: Asking) -> HttpResponse:
    """List what waits for a decision."""
    return render(request, "office/reading/sightings.html", _waiting(request))


@require_POST
@staff
def moderate(request: Asking, sighting: str) -> HttpResponse:
    """Accept or refuse what one resident says."""
    row = get_object_or_404(rules.sightings_moderated_by(request.who), public_id=sighting)
    decision, reason = request.POST.get("decision", ""), request.POST.get("reason", "")
    if decision not in ("accept", "refuse"):
        return refused(request, _("Escolha aceitar ou recusar."), 422)
    by, at = request.who.public_id, clock.now()
    try:
        rollup.moderate(sighting=row, accept=decision == "accept", reason=reason, by=by, at=at)
    except progress.SightingRefused as no:
        if row.state != Sighting.State.PENDING:
            return refused(request, str(no), 409)
        fault = Fault(f"reason-{row.public_id}", str(no))
        context = {**_waiting(request, row.public_id, fault.text, reason), "faults": [fault]}
        return render(request, "office/reading/sightings.html", context, status=422)
    messages.success(request, _("Aceite.") if decision == "accept" else _("Recusado, com motivo."))
    return redirect("office:sightings")


def _waiting(request: Asking, wrong: str = "", error: str = "", reason: str = "") -> dict[str, object]:
    """Return what waits, as (words, what to mend, the reason typed); `wrong` is the one to mend (two queries)."""
    rows = rules.sightings_moderated_by(request.who).filter(state=Sighting.State.PENDING)
    found = rows.select_related("measure__plan", "municipality").order_by("said_on", "pk")
    listed = [(row, error, reason) if row.public_id == wrong else (row, "", "") for row in found[:MOST]]
    return {"place": "sightings", "rows": listed, "count": rows.count()}
