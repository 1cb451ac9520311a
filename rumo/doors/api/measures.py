"""Measures: of any scope as a list, one with all it says, and its reports with every correction."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal

import numpy as np
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from rumo.deliver.progress.queries import reports_of
from rumo.deliver.rollup.queries.grouping import groups_of
from rumo.deliver.rollup.queries.lists import ONLY, Filter, narrowed, rows
from rumo.deliver.rollup.queries.parts import splits, units_of
from rumo.deliver.rollup.queries.scopes import NoScope
from rumo.doors.api import said
from rumo.doors.api.answers import as_json, as_table
from rumo.doors.api.faults import bad, missing
from rumo.doors.api.schemas import TABLE, Errors, Measures, Reports, Said
from rumo.doors.api.seeing import Page, Seen, When, listed, paged, see
from rumo.doors.files.addresses import measure_page
from rumo.doors.files.figures import plain_figures
from rumo.doors.files.tables import MEASURES, Line, measure_line
from rumo.science.degree.columns import BASIS
from rumo.science.degree.figures import SCHEDULE, STATES
from rumo.science.planfile import document as pf
from rumo.science.planfile import public_report
from rumo.science.planfile.dump import plain

router = Router(tags=["measures"])
Parts = dict[tuple[str | None, date, int], dict[str, dict[str, int | None]]]
Form = Literal["csv", "xlsx"]
REPORTS = (
    "measure", "reference_date", "published_at", "version", "stage", "municipality", "activities", "indicators", "parts",
    "spent", "evidence", "narrative", "difficulties", "corrective_action", "reason", "withdrawn", "current",
)  # fmt: skip


class Narrowing(When):
    """Which measures; `-` stands for those that name none."""

    scope: str = Field("country", description="Of what.")
    state: str = Field("", description=f"{', '.join(STATES)}; several with commas.")
    schedule: str = Field("", description=f"{', '.join(SCHEDULE)}; several with commas.")
    area: str = Field("", description="A national area's key.")
    level: str = Field("", description="1 or 2.")
    responsible: str = Field("", description="A responsible entity, as the plan writes it.")
    axis: str = Field("", description="An axis, as the plan writes it.")
    municipality: str = Field("", description="A DICO code.")
    region: str = Field("", description="A NUTS II code.")
    only: str = Field("", description=", ".join(ONLY))
    q: str = Field("", description="Words of the measure.")


class NarrowingPage(Narrowing, Page):
    """A page of them."""


@router.get("/measures", response={200: Measures, **Errors}, summary="Measures of any scope")
def measures(request: HttpRequest, asking: Query[NarrowingPage]) -> HttpResponseBase:
    """In the order of plans and their measures; figures unrounded, as in the table."""
    seen, found = _narrowed(request, asking)
    part, after = paged([seen.held.measure_keys[i] for i in found], asking)
    items = [_item(measure_line(row)) for row in rows(seen.reading, found[part])]
    return as_json(listed(items, after))


@router.get(
    "/measures.{form}", response={200: None, **Errors}, openapi_extra=TABLE, summary="The same as a table"
)
def measures_table(request: HttpRequest, form: Form, asking: Query[Narrowing]) -> HttpResponseBase:
    """The table from which every figure can be computed again."""
    seen, found = _narrowed(request, asking)
    lines = map(measure_line, rows(seen.reading, found))
    return as_table(request, form, "measures", MEASURES, lines, len(found))


@router.get("/measures/{slug}/{code}", response={200: Said, **Errors}, summary="One measure")
def measure(request: HttpRequest, slug: str, code: str, when: Query[When]) -> HttpResponseBase:
    """The fields of the plan file in the version in use, how it stands, its figures."""
    seen = _see_measure(request, slug, code)
    positions = seen.reading.measures.tolist()
    if not positions:
        raise missing("as_of", _("Nesse momento a medida não estava no plano."))
    return as_json(measure_answers(seen, positions)[0])


@router.get("/measures/{slug}/{code}/reports", response={200: Reports, **Errors}, summary="Its reports")
def reports(
    request: HttpRequest, slug: str, code: str, when: Query[When], page: Query[Page]
) -> HttpResponseBase:
    """Every version of every published report, corrections and withdrawals included, by reference date."""
    found = _told(request, slug, code)
    keys = [
        f"{item['reference_date']}.{item['municipality'] or ''}.{item['version']}.{item['published_at']}"
        for item in found
    ]
    part, after = paged(keys, page)
    return as_json(listed(found[part], after))


@router.get(
    "/measures/{slug}/{code}/reports.{form}",
    response={200: None, **Errors},
    openapi_extra=TABLE,
    summary="The same as a table",
)
def reports_table(
    request: HttpRequest, slug: str, code: str, form: Form, when: Query[When]
) -> HttpResponseBase:
    """One line a version; activities, indicators, spent and evidence as JSON."""
    found = _told(request, slug, code)
    return as_table(request, form, f"{slug}-reports", REPORTS, map(_report_line, found))


def measure_answers(seen: Seen, positions: list[int]) -> list[dict[str, Any]]:
    """What is answered of the measures at these positions (eight queries)."""
    words = said.measures_said(seen.reading, positions)
    held, reading = seen.held, seen.reading
    groups = groups_of(held, reading.figures, reading.measures, "measure", seen.lang)
    figures = {group.key: group.figures for group in reading.fold(groups)}
    out = []
    for at in positions:
        key = held.measure_keys[at]
        slug, _slash, code = key.partition("/")
        out.append(
            {
                "key": key,
                "plan": slug,
                "synthetic": bool(held.synthetic[at]),
                **plain(words[at]),
                "figures": plain_figures(figures[key]),
                "standing": _standing(seen, at),
                "page": measure_page(seen.lang, slug, code),
            }
        )
    return out


def _standing(seen: Seen, at: int) -> dict[str, Any]:
    now = seen.reading.figures
    money = {name: float(getattr(now, name)[0][at]) for name in ("spent", "budget")}
    return {
        "state": STATES[now.state[0][at]],
        "schedule": SCHEDULE[now.schedule[0][at]],
        "basis": next(name for name, code in BASIS.items() if code == now.basis[0][at]),
        "due": bool(now.due[0][at]),
        "fresh": bool(now.fresh[0][at]),
        "stale": bool(now.stale[0][at]),
        **{name: value if value == value else None for name, value in money.items()},
    }


def _see_measure(request: HttpRequest, slug: str, code: str) -> Seen:
    try:
        return see(request, f"measure:{slug}/{code}", whole=True)
    except NoScope as unknown:
        raise missing("code", str(unknown)) from unknown


def _narrowed(request: HttpRequest, asking: Narrowing) -> tuple[Seen, Any]:
    states, schedules = (
        _several("state", asking.state, STATES),
        _several("schedule", asking.schedule, SCHEDULE),
    )
    if asking.only:
        _several("only", asking.only, ONLY, most=1)
    wanted = {
        name: getattr(asking, name)
        for name in ("area", "level", "responsible", "axis", "municipality", "region", "only")
    }
    seen = see(request, asking.scope)
    found = narrowed(seen.reading, Filter(**wanted, text=asking.q))
    for codes, names, chosen in (
        (seen.reading.figures.state, STATES, states),
        (seen.reading.figures.schedule, SCHEDULE, schedules),
    ):
        if chosen:
            found = found[np.isin(codes[0][found], [names.index(name) for name in chosen])]
    return seen, found


def _several(where: str, text: str, names: Sequence[str], most: int = 20) -> list[str]:
    """The names written with commas between them; raises Fault for one that is none of `names`."""
    chosen = text.split(",") if text else []
    if len(chosen) > most or not set(chosen) <= set(names):
        raise bad(where, _("Escreva um destes: %(names)s.") % {"names": ", ".join(names)})
    return chosen


def _item(line: Line) -> dict[str, Any]:
    values = dict(zip(MEASURES, line, strict=True))
    return {name: list(v) if isinstance(v, tuple) else plain_day(v) for name, v in values.items()}


def plain_day(value: Any) -> Any:
    """A day as text; anything else as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _told(request: HttpRequest, slug: str, code: str) -> list[dict[str, Any]]:
    """The reports of a measure; `as_of` and `known_at`, where written, leave out what was later (six queries)."""
    seen = _see_measure(request, slug, code)
    labels = seen.held.labels[seen.held.plan_at[slug]]
    known, written = seen.asked.known_at, dict(seen.asked.written)
    heard = [
        report
        for report in reports_of(labels.plan_id, measure=code)
        if known is None or (report.published_at is not None and report.published_at <= known)
    ]
    parts = _parts(heard, units_of(labels.plan_id, code))
    found = [
        report for report in heard if "as_of" not in written or report.reference_date <= seen.asked.as_of
    ]
    newest: dict[Any, pf.Report] = {}
    for report in found:
        of = (report.municipality, report.reference_date)
        newest[of] = max(newest.get(of, report), report, key=lambda r: (r.published_at, r.version))
    current = set(map(id, newest.values()))
    return list(_answers(found, current, labels.synthetic, parts))


def _parts(heard: list[pf.Report], units: dict[str, str | None]) -> Parts:
    """What is let out of the values' parts, by report."""
    out: Parts = {}
    for split in splits(heard, units):
        if split.shown.dimensions:
            cells = {
                f"{dimension}:{category}": count
                for dimension, margin in split.shown.dimensions.items()
                for category, count in margin.items()
            }
            out.setdefault((split.place, split.day, split.version), {})[split.code] = cells
    return out


def _answers(
    found: list[pf.Report], current: set[int], synthetic: bool, parts: Parts
) -> Iterator[dict[str, Any]]:
    for report in found:
        totals = {code: plain(value.total) for code, value in report.indicators.items()}
        own = parts.get((report.municipality, report.reference_date, report.version), {})
        more = {"parts": own, "current": id(report) in current, "synthetic": synthetic}
        yield {**plain(public_report(report)), "indicators": totals, **more}


def _report_line(item: dict[str, Any]) -> Line:
    return [{"items": item[name]} if name == "evidence" else item[name] for name in REPORTS]
