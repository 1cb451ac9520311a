"""Who is late: plans with measures due in the last closed cycle and no report, as a page, as a table to keep, as a feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rumo.deliver.rollup.queries.lateness import LatePlan, Silence, late_plans, silences
from rumo.deliver.rollup.queries.reading import LISBON
from rumo.deliver.rollup.queries.snapshot import Snapshot
from rumo.doors.dashboard import parts
from rumo.doors.dashboard.looking import Look, look, page
from rumo.doors.dashboard.views.feeds import feed
from rumo.doors.files.addresses import plan_page
from rumo.doors.files.feeds import MOST, Entry
from rumo.doors.files.tables import Line, csv_pieces, workbook
from rumo.doors.web import clock, formats
from rumo.doors.web.parts import Crumb, Option
from rumo.ground.territory.queries import regions

YEARS = timedelta(days=730)
"""How far back the feed tells of silences."""
COLUMNS = (
    "plan", "title", "synthetic", "municipalities", "cycle_start", "cycle_end", "grace_ended", "silent_since",
    "missing", "due", "newest_report",
)  # fmt: skip
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class LateRow:
    """A plan in the list: its figures, its page, its municipalities in words."""

    late: LatePlan
    href: str
    places: str


@page
def late(request: HttpRequest) -> HttpResponse:
    """List the plans that are late, longest silent first."""
    seen, region = _seen(request)
    rows = [_row(seen, each) for each in late_plans(seen.reading)]
    context = {
        **parts.frame(seen, parts.crumbs(seen, Crumb(_("Em atraso")))),
        "rows": rows,
        "missing": sum(row.late.missing for row in rows),
        "options": _options(region),
        "region": region,
        "every_href": seen.link("late"),
        "files": [(form.upper(), _file(seen, form, region)) for form in ("csv", "xlsx")],
        "feed_href": reverse("dashboard:late-feed"),
    }
    return render(request, "dashboard/late.html", context)


@page
def late_csv(request: HttpRequest) -> HttpResponse:
    """Give the same list as comma-separated text."""
    seen, _region = _seen(request)
    return _kept(b"".join(csv_pieces(COLUMNS, _lines(seen))), CSV, "csv")


@page
def late_xlsx(request: HttpRequest) -> HttpResponse:
    """Give the same list as a workbook."""
    seen, _region = _seen(request)
    return _kept(workbook("late", COLUMNS, _lines(seen)), XLSX, "xlsx")


@page
def late_feed(request: HttpRequest) -> HttpResponse:
    """Tell when each plan fell silent about a cycle, and when it spoke again."""
    seen, today = look(request, "country"), clock.today()
    found = [
        entry
        for spell in silences(seen.held, today, today - YEARS)
        for entry in _entries(seen.held, spell, seen.lang)
    ]
    found.sort(key=lambda entry: (entry.at, entry.key), reverse=True)
    return feed(request, _("Rumo: planos sem notícias"), reverse("dashboard:late"), found[:MOST])


def _seen(request: HttpRequest) -> tuple[Look, str]:
    """Return the reading of the country, or of the region the address names."""
    region = request.GET.get("region", "").strip()[:60]
    return look(request, f"region:{region}" if region else "country"), region


def _row(seen: Look, found: LatePlan) -> LateRow:
    return LateRow(found, seen.link("plan", found.line.slug), _(", ").join(_places(seen, found)))


def _places(seen: Look, found: LatePlan) -> list[str]:
    return [seen.held.places[place].name for place in found.line.places if place in seen.held.places]


def _options(chosen: str) -> list[Option]:
    """Return the choice of a region (one query); one that is not among them (a district, a community) is kept as it was asked."""
    found = [(region.scope, region.name) for region in regions("nuts2")]
    if chosen and chosen not in dict(found):
        found.append((chosen, chosen))
    return [
        Option("", _("Todo o país"), not chosen),
        *(Option(key, name, key == chosen) for key, name in found),
    ]


def _file(seen: Look, form: str, region: str) -> str:
    pairs = [*seen.asked.written, *([("region", region)] if region else [])]
    return reverse(f"dashboard:late-{form}") + (f"?{urlencode(pairs)}" if pairs else "")


def _lines(seen: Look) -> list[Line]:
    return [
        [
            each.line.slug,
            each.line.title,
            each.line.synthetic,
            [f"{place:04}" for place in each.line.places],
            each.start,
            each.end,
            each.closed,
            each.since,
            each.missing,
            each.due,
            each.newest,
        ]
        for each in late_plans(seen.reading)
    ]


def _kept(data: bytes, kind: str, form: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="em-atraso.{form}"'
    return response


def _entries(held: Snapshot, spell: Silence, lang: str) -> Sequence[Entry]:
    """Return the beginning of a silence, and its end if it has ended."""
    labels = held.labels[spell.plan]
    words: dict[str, Any] = {
        "title": labels.title,
        "start": formats.short_day(spell.start),
        "end": formats.short_day(spell.end),
        "missing": spell.missing,
        "due": spell.due,
    }
    key, href = f"silencio/{labels.slug}/{spell.start}/{spell.end}", plan_page(lang, labels.slug)
    fell = datetime.combine(spell.fell, time(), tzinfo=LISBON)
    said = ngettext(
        "Período de %(start)s a %(end)s: falta o relatório de %(missing)s das %(due)s medidas que deviam relatar.",
        "Período de %(start)s a %(end)s: faltam os relatórios de %(missing)s das %(due)s medidas que deviam relatar.",
        spell.missing,
    )
    entries = [Entry(key, _("Sem notícias: %(title)s") % words, href, fell, said % words, labels.synthetic)]
    if spell.spoke is not None:
        again = _("Voltou a dar notícias: %(title)s") % words
        said = _("Período de %(start)s a %(end)s: já não falta nenhum relatório.") % words
        entries.append(Entry(f"{key}/fim", again, href, spell.spoke, said, labels.synthetic))
    return entries
