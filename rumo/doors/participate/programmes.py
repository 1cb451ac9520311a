"""The programme of a conference: by day and room, each thing that is given, and the same for calendars and applications; the proceedings."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.doors.files import schedules
from rumo.doors.files.calendars import ICAL
from rumo.doors.files.proceeding import printed
from rumo.doors.participate import timetable
from rumo.doors.participate.telling import PLACES
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb
from rumo.doors.web.tagged import tagged
from rumo.listen.conferences.queries import calling, kept, programme
from rumo.listen.conferences.queries.programme import Told, Whole
from rumo.listen.conferences.rules.permits import can_ask, is_public
from rumo.listen.gatherings.models import Gathering


@require_safe
@tagged
def whole(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The programme, a table a day: instants down, rooms across; on a phone the same one under the other."""
    found = public_or_404(slug)
    row = found.gathering
    told = {
        "row": row,
        "days": list(timetable.days(found)),
        "hour": str(PLACES.get(row.zone, row.zone)),
        "changed": found.programme and found.programme.changed_at,
        "files": [
            (name, reverse(f"participate:{address}", args=[slug]))
            for name, address in (
                ("iCalendar", "programme-ics"), ("JSON", "programme-json"), ("xCal", "programme-xcal")
            )
        ],
        "crumbs": crumbs(row),
    }  # fmt: skip
    return render(request, "participate/programme.html", told)


@require_safe
@tagged
def talk(request: HttpRequest, slug: str, talk: str) -> HttpResponseBase:
    """One thing that is given: what, when, where, by whom; and the way to ask."""
    row, one = talk_or_404(slug, talk)
    told = {
        "row": row,
        "one": one,
        "hour": str(PLACES.get(row.zone, row.zone)),
        "asks": can_ask(one.slot, at=clock.now()),
        "crumbs": [*crumbs(row), Crumb(one.title)],
    }
    return render(request, "participate/talk.html", told)


@require_safe
@tagged
def talk_calendar(request: HttpRequest, slug: str, talk: str) -> HttpResponseBase:
    """One thing that is given, for a calendar."""
    row, one = talk_or_404(slug, talk)
    return _file(schedules.calendar(row, [one], _language(), settings.SITE_URL), ICAL, f"{talk}.ics")


@require_safe
@tagged
def calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The whole programme as a calendar to subscribe to."""
    found = public_or_404(slug)
    text = schedules.calendar(found.gathering, found.told, _language(), settings.SITE_URL)
    return _file(text, ICAL, f"{slug}.ics")


@require_safe
@tagged
def xcal(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same as xCal."""
    found = public_or_404(slug)
    text = schedules.xcal(found.gathering, found.told, _language(), settings.SITE_URL)
    return _file(text, schedules.XCAL, f"{slug}.xcal")


@require_safe
@tagged
def machine(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The programme as conference applications read it, from any site."""
    found = public_or_404(slug)
    answer = JsonResponse(schedules.schedule(found, _language(), settings.SITE_URL))
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
@tagged
def proceedings(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The accepted abstracts whose authors let them be published, in order of the programme."""
    row = public_or_404(slug).gathering
    told = {
        "row": row,
        "printed": calling.proceedings(row),
        "pdf": reverse("participate:proceedings-pdf", args=[slug]),
        "crumbs": [*crumbs(row), Crumb(_("Atas"))],
    }
    return render(request, "participate/proceedings.html", told)


@require_safe
@tagged
def proceedings_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same as a tagged PDF."""
    found = public_or_404(slug)
    content = printed(found.gathering, at=clock.now())
    headers = {"Content-Disposition": f'inline; filename="atas-{slug}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def public_or_404(slug: str) -> Whole:
    """Return the programme of a conference that published it (three queries, seldom eight); 404 where there is none."""
    row = calling.conference(slug)
    if row is None:
        raise Http404
    found = kept.told(row)
    if not is_public(row, found.programme):
        raise Http404
    return found


def talk_or_404(slug: str, number: str) -> tuple[Gathering, Told]:
    """Return a conference and one thing of its public programme (four queries); 404 where there is none."""
    row = calling.conference(slug)
    if row is None or not is_public(row, programme.programme_of(row)):
        raise Http404
    one = programme.one_told(row, number)
    if one is None:
        raise Http404
    return row, one


def crumbs(row: Gathering) -> list[Crumb]:
    """The way to a page of a programme."""
    return [Crumb(f"{row.title}: {_('programa')}", reverse("participate:programme", args=[row.slug]))]


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _language() -> str:
    return get_language() or "pt"
