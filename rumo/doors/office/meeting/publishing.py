"""The acts everybody notices, each asked before it is done: publish a gathering, cancel it with its reason."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.office.meeting.lists import LACKS
from rumo.doors.office.meeting.seeing import BOTH, done, faults_of, page, written_by
from rumo.doors.office.meeting.told import when_words
from rumo.doors.web import clock
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings import queries
from rumo.listen.gatherings.models import Gathering
from rumo.listen.gatherings.rules import can_publish


@require_http_methods(BOTH)
@staff
def publish(request: Asking, gathering: str) -> HttpResponse:
    """Show what it lacks, or what will be read; then publish it."""
    row = written_by(request, gathering, can_publish)
    if row.state != Gathering.State.DRAFT:
        return refused(request, _("O encontro já foi publicado."), 409)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            gatherings.publish(gathering=row, by=request.who.public_id, at=clock.now())
        except gatherings.GatheringRefused as no:
            errors = faults_of(no, "main")
        else:
            return done(request, _("O encontro está publicado."), "gathering", row.slug)
    sessions = queries.sessions_of([row])[row.pk]
    context = {
        "lacks": [LACKS[name] for name in queries.lacking(row, sessions)],
        "sessions": [(one, when_words(one, row.zone)) for one in sessions],
        "errors": errors,
    }
    return page(request, "publish", row, _("Publicar o encontro"), context)


@require_http_methods(BOTH)
@staff
def cancel(request: Asking, gathering: str) -> HttpResponse:
    """Ask before a gathering is cancelled, with the reason everybody reads."""
    row = written_by(request, gathering, can_publish)
    if row.state != Gathering.State.PUBLISHED:
        return refused(request, _("Só se anula um encontro publicado."), 409)
    errors: dict[str, str] = {}
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        try:
            gatherings.cancel(gathering=row, reason=reason, by=request.who.public_id, at=clock.now())
        except gatherings.GatheringRefused as no:
            errors = faults_of(no, "reason")
        else:
            words = _("O encontro foi anulado. A página fica, com o motivo, e quem vinha é avisado.")
            return done(request, words, "gathering", row.slug)
    told = {"reason": reason, "errors": errors}
    return page(request, "cancel", row, _("Anular o encontro"), told)
