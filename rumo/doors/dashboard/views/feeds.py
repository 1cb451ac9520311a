"""Feeds of what was published, and a plan's calendar."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _

from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.rollup.queries.scopes import NoScope
from rumo.doors.dashboard.looking import Look, look, page
from rumo.doors.files.addresses import page_of
from rumo.doors.files.calendars import ICAL, calendar
from rumo.doors.files.feeds import ATOM, Entry, atom, latest
from rumo.doors.web import clock


@page
def country_feed(request: HttpRequest) -> HttpResponse:
    """Everything published lately."""
    found = latest(clock.now(), request.LANGUAGE_CODE)
    return feed(request, _("Rumo: novidades"), f"/{request.LANGUAGE_CODE}/painel/", found)


@page
def plan_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """What a plan published lately."""
    seen = look(request, f"plan:{slug}")
    found = latest(clock.now(), seen.lang, plan=seen.held.labels[seen.held.plan_at[slug]].plan_id)
    return _of(request, seen, found)


@page
def municipality_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """What the measures and plans of a municipality published lately."""
    seen = look(request, f"municipality:{slug}")
    held, at = seen.held, seen.reading.measures
    plans = {held.labels[plan].plan_id for plan in held.facts.measure_plan[at].tolist()}
    found = latest(clock.now(), seen.lang, measures=held.measure_ids[at].tolist(), plans=sorted(plans))
    return _of(request, seen, found)


def _of(request: HttpRequest, seen: Look, found: list[Entry]) -> HttpResponse:
    title = _("Rumo: novidades de %(name)s") % {"name": seen.reading.scope.label}
    return feed(request, title, page_of(seen.reading.scope, seen.held, seen.lang), found)


def feed(request: HttpRequest, title: str, about: str, found: list[Entry]) -> HttpResponse:
    """Answer with entries as a feed of this address about a page."""
    author = getattr(settings, "RESPONSIBLE_BODY", "") or "Rumo"
    text = atom(
        site=settings.SITE_URL,
        path=escape_uri_path(request.path),
        page=about,
        title=title,
        lang=request.LANGUAGE_CODE,
        author=author,
        entries=found,
    )
    return HttpResponse(text, content_type=ATOM)


@page
def plan_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """What comes next in a plan, by its newest published version."""
    published = PlanVersion.objects.filter(plan__slug=slug, state=PlanVersion.State.PUBLISHED)
    version = published.select_related("plan").order_by("-number").first()
    if version is None:
        raise NoScope(_("Não há nenhum plano publicado com o nome %(slug)s.") % {"slug": slug})
    response = HttpResponse(calendar(version, request.LANGUAGE_CODE, settings.SITE_URL), content_type=ICAL)
    response["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return response
