"""What comes next in a plan, as a calendar (iCalendar): activities, milestones, ends of measures, reports to hand in."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import icalendar
from django.utils.translation import gettext as _

from rumo.deliver.plans.models import Activity, MeasureVersion, Milestone, PlanVersion
from rumo.deliver.progress.models import Cycle
from rumo.doors.files.addresses import measure_page, plan_page
from rumo.doors.web import formats

ICAL = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day on which something of a plan happens; `key` names it for ever."""

    key: tuple[str, ...]
    day: date
    title: str
    href: str


def events_of(version: PlanVersion, lang: str) -> list[Event]:
    """Every dated thing a version of a plan promises, in order of day (four queries)."""
    slug = version.plan.slug
    found = [
        *_of_measures(version, slug, lang),
        *_of_activities(version, slug, lang),
        *_of_milestones(version, slug, lang),
    ]
    found += _of_cycles(version, slug, lang)
    if version.ends_on:
        found.append(Event(("plan-end",), version.ends_on, _("Fim do plano"), plan_page(lang, slug)))
    return sorted(found, key=lambda event: (event.day, event.key))


def _of_measures(version: PlanVersion, slug: str, lang: str) -> Iterator[Event]:
    said = MeasureVersion.objects.filter(version=version, ends_on__isnull=False).order_by("position")
    for code, title, end in said.values_list("measure__code", "title", "ends_on"):
        assert end is not None  # noqa: S101  (the query leaves the others out)
        words = _("Fim da medida %(code)s: %(title)s") % {"code": code, "title": title}
        yield Event(("measure-end", code), end, words, measure_page(lang, slug, code))


def _of_activities(version: PlanVersion, slug: str, lang: str) -> Iterator[Event]:
    said = Activity.objects.filter(measure_version__version=version).order_by("pk")
    columns = ("measure_version__measure__code", "code", "title", "starts_on", "ends_on")
    for measure, code, title, start, end in said.values_list(*columns):
        words = {"code": code, "title": title or "", "measure": measure}
        href = measure_page(lang, slug, measure)
        if start:
            begins = _("Começa %(code)s %(title)s (medida %(measure)s)") % words
            yield Event(("activity-start", measure, code), start, begins, href)
        if end:
            ends = _("Termina %(code)s %(title)s (medida %(measure)s)") % words
            yield Event(("activity-end", measure, code), end, ends, href)


def _of_milestones(version: PlanVersion, slug: str, lang: str) -> Iterator[Event]:
    said = Milestone.objects.filter(measure_version__version=version).order_by("pk")
    for code, day, share in said.values_list("measure_version__measure__code", "on", "share"):
        words = {"code": code, "share": formats.percent(share, 0)}
        title = _("Marco da medida %(code)s: %(share)s") % words
        yield Event(("milestone", code, day.isoformat()), day, title, measure_page(lang, slug, code))


def _of_cycles(version: PlanVersion, slug: str, lang: str) -> Iterator[Event]:
    for start, end, due in Cycle.objects.filter(version=version).values_list(
        "starts_on", "ends_on", "due_on"
    ):
        words = {"start": formats.short_day(start), "end": formats.short_day(end)}
        title = _("Prazo para relatar o período de %(start)s a %(end)s") % words
        yield Event(("report-due", start.isoformat()), due or end, title, plan_page(lang, slug))


def calendar(version: PlanVersion, lang: str, site: str) -> bytes:
    """The plan's calendar; ids stay the same from version to version, so that a subscription moves what moved."""
    out = icalendar.Calendar()
    out.add("prodid", "-//Rumo//degree//PT")
    out.add("version", "2.0")
    title = version.title
    name = _("Exemplo: %(title)s") % {"title": title} if version.plan.synthetic else title
    out.add("x-wr-calname", _plain(name))
    said = (version.published_at or version.recorded_at).astimezone(UTC).replace(microsecond=0)
    for event in events_of(version, lang):
        out.add_component(_component(event, version.plan.slug, said, site))
    text: bytes = out.to_ical()
    return text


def _component(event: Event, slug: str, said: datetime, site: str) -> icalendar.Event:
    made = icalendar.Event()
    digest = hashlib.sha256("\n".join((slug, *event.key)).encode()).hexdigest()[:32]
    made.add("uid", f"{digest}@{urlsplit(site).hostname}")
    made.add("dtstamp", said)
    made.add("dtstart", event.day)
    made.add("summary", _plain(event.title))
    made.add("url", f"{site}{event.href}")
    made.add("transp", "TRANSPARENT")
    return made


def _plain(text: str) -> str:
    """Text without what a line of a calendar cannot carry."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
