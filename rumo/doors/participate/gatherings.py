"""Gatherings for everybody: those to come and those past, one with its agenda and places, and both as calendars."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_time
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from rumo.deliver.plans.queries.drawing import measures_from
from rumo.doors.files.calendars import ICAL
from rumo.doors.files.gatherings import calendar, structured
from rumo.doors.participate import onward
from rumo.doors.web import clock, formats
from rumo.doors.web.parts import Crumb, Tab
from rumo.doors.web.tagged import tagged
from rumo.listen.consultations.models import Audience
from rumo.listen.consultations.rules import ZONES
from rumo.listen.gatherings import queries
from rumo.listen.gatherings.models import Gathering, Session
from rumo.listen.gatherings.rules import Phase, phase, takes_registrations

PHASES = {
    Phase.COMING: (lazy("por acontecer"), ""),
    Phase.UNDER_WAY: (lazy("a decorrer"), "good"),
    Phase.PAST: (lazy("já aconteceu"), "quiet"),
    Phase.CANCELLED: (lazy("anulado"), "bad"),
}
"""Where a gathering stands in words, and the kind of tag that says so."""


@dataclass(frozen=True, slots=True)
class When:
    """A session's time in words: the day, the hours, and of which place the hours are."""

    day: str
    hours: str
    zone: str


@dataclass(frozen=True, slots=True)
class Line:
    """A gathering in the list."""

    row: Gathering
    phase: Phase
    where: str
    tag: str
    first: Session | None
    when: When | None
    more: int


@require_safe
@tagged
def gatherings(request: HttpRequest) -> HttpResponseBase:
    """Every gathering that was published: those to come in order of time, then those past, the latest first; of one kind if asked."""
    at, kind = clock.now(), request.GET.get("tipo", "")
    rows = queries.published()
    sessions = queries.sessions_of(rows)
    lines = [line_of(row, sessions[row.pk], at=at) for row in rows if kind in ("", row.kind)]
    lines.sort(key=lambda one: one.first.starts_at if one.first else at)
    coming = [one for one in lines if one.phase in (Phase.COMING, Phase.UNDER_WAY)]
    groups = [(_("Próximos"), coming), (_("Passados"), [one for one in reversed(lines) if one not in coming])]
    here = reverse("participate:gatherings")
    tabs = [Tab(_("Todos"), here, kind == "")]
    tabs += [Tab(str(label), f"{here}?tipo={key}", key == kind) for key, label in Gathering.Kind.choices]
    told = {
        "groups": [(name, group) for name, group in groups if group],
        "tabs": tabs,
        "crumbs": [Crumb(_("Encontros"))],
    }
    return render(request, "participate/gatherings.html", told)


@require_safe
@tagged
def gathering(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One gathering: what for, when and where with free places, agenda, how to come, who is in charge, documents."""
    row, at = found_or_404(slug), clock.now()
    found = queries.whole(row)
    stands = phase(row, found.sessions, at=at)
    open_ = takes_registrations(row, at=at) and any(at < one.ends_at for one in found.sessions)
    told = {
        "row": row,
        "found": found,
        "where": PHASES[stands][0],
        "tag": PHASES[stands][1],
        "sessions": [
            {
                "one": one,
                "when": when_of(one.session, row.zone),
                "items": [
                    (hours(item.starts_at, item.ends_at, row.zone), item.title)
                    for item in found.items.get(one.session.pk, ())
                ],
            }
            for one in found.places
        ],
        "open": open_,
        "came": came_lines(row) if stands is Phase.PAST else None,
        "acts": onward.acts(row, stands, at=at),
        "ways": onward.ways(row, queries.latest_minutes(row)),
        "journal": onward.seen(row),
        "measures": measures_from(row.pk),
        "past": stands is Phase.PAST,
        "structured": structured(found, get_language() or "pt"),
        "crumbs": crumbs(row),
    }
    return render(request, "participate/gathering.html", told)


@require_safe
@tagged
def every_calendar(request: HttpRequest) -> HttpResponseBase:
    """The sessions of every published gathering."""
    rows = queries.published()
    sessions = queries.sessions_of(rows)
    told = [(row, sessions[row.pk]) for row in rows]
    return _sent(calendar(told, get_language() or "pt", _("Rumo: encontros")), "encontros")


@require_safe
@tagged
def one_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The sessions of one."""
    row = found_or_404(slug)
    told = [(row, queries.sessions_of([row])[row.pk])]
    return _sent(calendar(told, get_language() or "pt", row.title), slug)


def found_or_404(slug: str) -> Gathering:
    """Return a gathering that was published; 404 where there is none."""
    row = queries.published_one(slug)
    if row is None:
        raise Http404
    return row


def line_of(row: Gathering, sessions: list[Session], *, at: datetime) -> Line:
    """Return a gathering as the list tells it."""
    stands = phase(row, sessions, at=at)
    first = next((one for one in sessions if at < one.ends_at), sessions[0] if sessions else None)
    where, tag = PHASES[stands]
    when = when_of(first, row.zone) if first else None
    return Line(row, stands, str(where), tag, first, when, len(sessions) - 1)


def when_of(session: Session, zone: str) -> When:
    """Return when a session is, in the hours of the place it is in."""
    return When(
        formats.day(session.starts_at.astimezone(ZoneInfo(zone)).date()),
        hours(session.starts_at, session.ends_at, zone),
        _("hora: %(zone)s") % {"zone": ZONES[zone]} if zone in ZONES and zone != settings.TIME_ZONE else "",
    )


def hours(start: datetime, end: datetime | None, zone: str) -> str:
    """Return hours as a range; an end on another day says which."""
    here = ZoneInfo(zone)
    first = _hour(start, here)
    if end is None:
        return first
    other = start.astimezone(here).date() != end.astimezone(here).date()
    last = f"{formats.day(end.astimezone(here).date())}, {_hour(end, here)}" if other else _hour(end, here)
    return f"{first}–{last}"


def came_lines(row: Gathering) -> tuple[int | None, list[tuple[str, int | None]]]:
    """Return how many came, protected, in words: (how many or None, [(audience, how many or None)])."""
    shown = queries.came_shown(row)
    names = dict(Audience.choices)
    return shown.total, [(str(names[key]), count) for key, count in shown.audiences.items()]


def crumbs(row: Gathering | None, here: str = "") -> list[Crumb]:
    """Return where a page of a gathering stands."""
    trail = [Crumb(_("Encontros"), reverse("participate:gatherings"))]
    if row is not None:
        href = reverse("participate:gathering", args=[row.slug]) if here else None
        trail.append(Crumb(row.title, href))
    return [*trail, Crumb(here)] if here else trail


def _hour(at: datetime, zone: ZoneInfo) -> str:
    return format_time(at.astimezone(zone).time(), "HH:mm", locale=formats.locale())


def _sent(text: bytes, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=ICAL)
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
