"""What comes next, as calendars (iCalendar): of a plan, its activities, milestones, ends and reports; of consultations, their terms."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import icalendar
from django.utils.translation import gettext as _

from rumo.deliver.plans.models import Activity, MeasureVersion, Milestone, PlanVersion
from rumo.deliver.progress.models import Cycle
from rumo.doors.files.addresses import consultation_page, measure_page, plan_page
from rumo.doors.web import formats
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import NEVER, Changes

ICAL = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day on which something happens; `key` names it for ever, `change` counts how often it moved, the last time at `changed_at`."""

    key: tuple[str, ...]
    day: date
    title: str
    href: str
    change: int = 0
    changed_at: datetime | None = None
    cancelled: bool = False
    more: str = ""


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
    said = version.published_at or version.recorded_at
    found = ((event, version.plan.slug, said) for event in events_of(version, lang))
    return _written(_named(version.title, synthetic=version.plan.synthetic), found, site)


def terms(
    rows: Sequence[Consultation],
    titles: Mapping[int, str],
    changes: Mapping[int, Changes],
    lang: str,
    site: str,
    name: str,
) -> bytes:
    """The terms of published consultations: when each opens and closes, and until when everything is answered.

    A closing put off keeps its id and counts up, and what was cancelled says so: a subscription moves and strikes out.
    """
    found = [
        (event, row.slug, row.published_at or row.recorded_at)
        for row in rows
        for event in _of_term(
            row,
            _named(titles.get(row.pk, row.slug), synthetic=row.synthetic),
            changes.get(row.pk, NEVER),
            lang,
        )
    ]
    return _written(name, found, site)


def _of_term(row: Consultation, title: str, told: Changes, lang: str) -> Iterator[Event]:
    put_off, gone_at = told.extensions, told.cancelled_at
    gone, last = gone_at is not None, put_off[-1] if put_off else None
    reasons = " ".join(one.reason for one in put_off)
    words = {"title": title}
    for key, day, name, moves, more in (
        ("opens", row.first_on, _("Abre a consulta: %(title)s"), 0, ""),
        ("closes", row.last_on, _("Último dia da consulta: %(title)s"), len(put_off), reasons),
        ("answers", row.answer_by, _("Prazo das respostas à consulta: %(title)s"), len(put_off), ""),
    ):
        if day is not None:
            changed = gone_at or (last.at if last and moves else None)
            yield Event(
                ("consultation", key),
                day,
                name % words,
                consultation_page(lang, row.slug),
                moves + gone,
                changed,
                gone,
                more,
            )


def _written(name: str, events: Iterable[tuple[Event, str, datetime]], site: str) -> bytes:
    """A calendar of events, each with the slug its id is made of and the instant it was first told at."""
    out = icalendar.Calendar()
    out.add("prodid", "-//Rumo//degree//PT")
    out.add("version", "2.0")
    out.add("x-wr-calname", _plain(name))
    for event, slug, said in events:
        out.add_component(_component(event, slug, said.astimezone(UTC).replace(microsecond=0), site))
    text: bytes = out.to_ical()
    return text


def _named(title: str, *, synthetic: bool) -> str:
    return _("Exemplo: %(title)s") % {"title": title} if synthetic else title


def _component(event: Event, slug: str, said: datetime, site: str) -> icalendar.Event:
    made = icalendar.Event()
    digest = hashlib.sha256("\n".join((slug, *event.key)).encode()).hexdigest()[:32]
    made.add("uid", f"{digest}@{urlsplit(site).hostname}")
    changed = event.changed_at.astimezone(UTC).replace(microsecond=0) if event.changed_at else said
    made.add("dtstamp", changed)
    made.add("dtstart", event.day)
    made.add("summary", _plain(event.title))
    made.add("url", f"{site}{event.href}")
    made.add("transp", "TRANSPARENT")
    if event.change:
        made.add("sequence", event.change)
        made.add("last-modified", changed)
    if event.cancelled:
        made.add("status", "CANCELLED")
    if event.more:
        made.add("description", _plain(event.more))
    return made


def _plain(text: str) -> str:
    """Text without what a line of a calendar cannot carry."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
