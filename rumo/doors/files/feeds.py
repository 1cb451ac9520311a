"""What was published lately, as an Atom feed: reports, corrections, withdrawals, versions of plans; ids that never change."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as Tree

from django.db.models import Min
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from rumo.deliver.plans.models import MeasureVersion, PlanVersion
from rumo.deliver.progress.models import Report
from rumo.doors.files.addresses import measure_page, plan_page
from rumo.doors.web import formats

SINCE = 2026
"""The year in every id: from when on the site's name is ours to use (RFC 4151)."""
MOST = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ATOM = "application/atom+xml; charset=utf-8"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication: what follows the year in its id, its title, page, instant, words, and whether it is of an invented plan."""

    key: str
    title: str
    href: str
    at: datetime
    text: str
    synthetic: bool


def latest(
    until: datetime,
    lang: str,
    *,
    plan: int | None = None,
    measures: Sequence[int] | None = None,
    plans: Sequence[int] | None = None,
) -> list[Entry]:
    """The newest publications up to an instant, newest first (four queries): of the country, of one plan, or of some measures and plans."""
    reports = Report.objects.filter(state=Report.State.PUBLISHED, published_at__lte=until)
    versions = PlanVersion.objects.filter(state=PlanVersion.State.PUBLISHED)
    if plan is not None:
        reports, versions = reports.filter(measure__plan=plan), versions.filter(plan=plan)
    if measures is not None:
        reports = reports.filter(measure__in=list(measures))
    if plans is not None:
        versions = versions.filter(plan__in=list(plans))
    told = list(
        reports.select_related("measure__plan", "municipality").order_by("-published_at", "-pk")[:MOST]
    )
    known = versions.annotate(at=Coalesce("published_at", "recorded_at")).filter(at__lte=until)
    made = list(known.select_related("plan").order_by("-at", "-pk")[:MOST])
    entries = [*_of_reports(told, lang), *(_of_version(version, lang) for version in made)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:MOST]


def _of_reports(told: list[Report], lang: str) -> Iterable[Entry]:
    said = MeasureVersion.objects.filter(measure__in={r.measure_id for r in told}, version__state="published")
    titles = dict(said.order_by("version__number").values_list("measure_id", "title"))
    first = _first_told({r.measure_id for r in told})
    for report in told:
        slug, code = report.measure.plan.slug, report.measure.code
        place = report.municipality.name if report.municipality else ""
        where = report.municipality.dico if report.municipality else "-"
        at = report.published_at or report.recorded_at
        key = f"relatorio/{slug}/{quote(code, safe='')}/{report.reference_date}/{where}/{report.number}/{_stamp(at)}"
        words = {"code": code, "title": titles.get(report.measure_id, "")}
        again = at > first[report.measure_id, report.municipality_id, report.reference_date]
        title = _heading(report, again) % words + (f" ({place})" if place else "")
        text = _("Dia de referência: %(day)s.") % {"day": formats.day(report.reference_date)}
        more = " ".join(filter(None, (text, report.reason, report.narrative)))
        yield Entry(key, title, measure_page(lang, slug, code), at, more, report.measure.plan.synthetic)


def _first_told(measures: set[int]) -> dict[tuple[int, int | None, date], datetime]:
    """When each report of these measures was first published, by measure, municipality and reference date (one query)."""
    told = Report.objects.filter(measure__in=measures, state=Report.State.PUBLISHED).order_by()
    slots = told.values_list("measure_id", "municipality_id", "reference_date").annotate(Min("published_at"))
    return {(measure, place, day): at for measure, place, day, at in slots}


def _stamp(at: datetime) -> str:
    """An instant as part of an id, to the microsecond: two versions of a report may bear one number."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")


def _heading(report: Report, again: bool) -> str:
    if report.withdrawn:
        return _("Relatório retirado: medida %(code)s, %(title)s")
    if again:
        return _("Relatório corrigido: medida %(code)s, %(title)s")
    return _("Novo relatório: medida %(code)s, %(title)s")


def _of_version(version: PlanVersion, lang: str) -> Entry:
    slug = version.plan.slug
    heading = _("Plano publicado: %(title)s") if version.number == 1 else _("Nova versão do plano: %(title)s")
    text = _("Versão %(number)s.") % {"number": version.number}
    at = version.published_at or version.recorded_at
    title = heading % {"title": version.title}
    return Entry(
        f"plano/{slug}/{version.number}", title, plan_page(lang, slug), at, text, version.plan.synthetic
    )


def atom(
    *, site: str, path: str, page: str, title: str, lang: str, author: str, entries: Sequence[Entry]
) -> bytes:
    """The feed at `site` + `path` about the page at `site` + `page`, as Atom 1.0 (RFC 4287)."""
    feed = Tree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": lang})
    _add(feed, "id", tag(site, f"novidades{path.removeprefix(f'/{lang}')}"))
    _add(feed, "title", title)
    _add(feed, "updated", _instant(max((entry.at for entry in entries), default=EPOCH)))
    _add(_add(feed, "author"), "name", author)
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{site}{path}")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{site}{page}")
    for entry in entries:
        node = _add(feed, "entry")
        _add(node, "id", tag(site, entry.key))
        _add(
            node,
            "title",
            _("Exemplo: %(title)s") % {"title": entry.title} if entry.synthetic else entry.title,
        )
        _add(node, "updated", _instant(entry.at))
        _add(node, "published", _instant(entry.at))
        _add(node, "link", rel="alternate", type="text/html", href=f"{site}{entry.href}")
        _add(node, "summary", entry.text)
        if entry.synthetic:
            _add(node, "category", term="exemplo")
    text: bytes = Tree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return text


def tag(site: str, key: str) -> str:
    """A permanent id of something published at a site (RFC 4151)."""
    return f"tag:{urlsplit(site).hostname},{SINCE}:{key.strip('/')}"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _add(parent: Tree.Element, name: str, text: str = "", **attributes: str) -> Tree.Element:
    node = Tree.SubElement(parent, name, attributes)
    node.text = _NOT_XML.sub("\ufffd", text) or None
    return node
