"""Who comes and what they need, the badges, who came: at the door one by one or from the list on paper, and the certificate."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumo.doors.files.certificates import certificate
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.meeting.seeing import BOTH, done, faults_of, page, session_of, written_by
from rumo.doors.office.meeting.told import need_name, need_words, when_words
from rumo.doors.office.offline import worker_script
from rumo.doors.web import clock
from rumo.doors.web.draw.qr import qr
from rumo.ground.core.texts import line
from rumo.listen.consultations.models import Audience
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings import queries
from rumo.listen.gatherings.models import Registration, Seat


@require_safe
@staff
def registered(request: Asking, gathering: str) -> HttpResponse:
    """List who comes with what they need, how many need what, and how many came by audience."""
    row = written_by(request, gathering)
    people, seats = queries.registered(row), queries.coming(row)
    of: dict[int, list[Seat]] = {}
    for one in seats:
        of.setdefault(one.registration_id, []).append(one)
    names = dict(Audience.choices)
    told = queries.needed(people)
    context = {
        "lines": [
            {
                "row": one,
                "audience": names[one.audience],
                "needs": need_words(one.needs),
                "seats": [(seat, when_words(seat.session, row.zone)) for seat in of.get(one.pk, ())],
                "came": any(seat.attended_at for seat in of.get(one.pk, ())),
            }
            for one in people
        ],
        "needed": [(need_name(*key.split(":", 1)), count) for key, count in told.items()],
        "came": [(names[key], count) for key, count in sorted(queries.came(row).items())],
    }
    return page(request, "registered", row, _("Quem vem"), context)


@require_safe
@staff
def badges(request: Asking, gathering: str) -> HttpResponse:
    """Show the badges of who comes, to be printed: the name, the organisation, the number and the same as QR."""
    row = written_by(request, gathering)
    people = [one for one in queries.registered(row) if one.name]
    return page(
        request, "badges", row, _("Cartões"), {"badges": [(one, qr(one.public_id.upper())) for one in people]}
    )


@require_http_methods(BOTH)
@staff
def attendance(request: Asking, gathering: str, number: int) -> HttpResponse:
    """List who has a seat in a session; note who came by a button, by several ticked, or by a number typed or scanned."""
    row = written_by(request, gathering)
    session = session_of(row, number)
    errors: dict[str, str] = {}
    typed = request.POST.get("badge", "")
    if request.method == "POST":
        try:
            numbers = _numbers(request)
            new = gatherings.check_in(
                session=session, numbers=numbers, by=request.who.public_id, at=clock.now()
            )
        except gatherings.GatheringRefused as no:
            errors = faults_of(no, "badge")
        else:
            words = ", ".join(one.name or one.public_id for one in new[:5]) or _("Já estava marcado.")
            return done(
                request, _("Veio: %(names)s") % {"names": words}, "gathering-attendance", row.slug, number
            )
    seats = queries.coming(row, session)
    context = {
        "session": session,
        "when": when_words(session, row.zone),
        "seats": seats,
        "there": sum(one.attended_at is not None for one in seats),
        "typed": typed,
        "errors": errors,
    }
    return page(request, "attendance", row, _("Quem veio"), context)


@require_safe
@staff
def worker(request: Asking, gathering: str, number: int) -> HttpResponse:
    """Return the worker of one page of arrivals, which keeps it on the device for a door without network."""
    session_of(written_by(request, gathering), number)
    return worker_script()


def _numbers(request: Asking) -> set[str]:
    """The badges a form names: those ticked, and the one typed or scanned, or the receipt's code in its stead."""
    ticked = {line(one)[:16] for one in request.POST.getlist("came")[:5000]}
    typed = line(request.POST.get("badge", ""))
    if typed and (found := queries.by_code(typed)):
        return ticked | {found.public_id}
    if typed:
        return ticked | {typed.lower().replace(" ", "")[:40]}
    if not ticked:
        raise gatherings.GatheringRefused(_("Escreva o número do cartão, ou escolha da lista quem veio."))
    return ticked


@require_POST
@staff
def undo(request: Asking, gathering: str, number: int) -> HttpResponse:
    """Take back that somebody came; who was not noted is no fault."""
    row = written_by(request, gathering)
    session = session_of(row, number)
    badge, by = line(request.POST.get("came", ""))[:16], request.who.public_id
    gatherings.undo_check_in(session=session, number=badge, by=by, at=clock.now())
    return done(request, _("Ficou desmarcado."), "gathering-attendance", row.slug, number)


@require_safe
@staff
def proof(request: Asking, gathering: str, registration: str) -> HttpResponse:
    """Give the certificate of somebody who came."""
    row = written_by(request, gathering)
    found = get_object_or_404(Registration, gathering=row, public_id=registration, forgotten_at__isnull=True)
    found.gathering = row
    seats = [one for one in queries.seats_of(found) if one.attended_at]
    if not seats:
        raise Http404
    response = HttpResponse(certificate(found, seats, at=clock.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="certificado-{found.public_id}.pdf"'
    return response
