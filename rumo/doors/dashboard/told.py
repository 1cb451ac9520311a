"""The reports of a measure told as a story: newest first, each with the versions it replaced."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.detail import View
from rumo.deliver.rollup.queries.snapshot import Snapshot
from rumo.deliver.rollup.queries.telling import MeasureDetail
from rumo.doors.dashboard import words
from rumo.doors.web import formats
from rumo.science.planfile import document as pf


@dataclass(frozen=True, slots=True)
class Telling:
    """One version of a report, in words; values as (name, figure, unit)."""

    report: pf.Report
    stage: str
    values: list[tuple[str, str]]
    spent: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A report: its reference date, whose it is, its newest known version, those it replaced; `counts` unless withdrawn."""

    day: date
    place: str
    now: Telling
    before: list[Telling]
    counts: bool


def story(
    own: View, detail: MeasureDetail, counted: set[tuple[int, Any, int]], held: Snapshot
) -> list[Entry]:
    """Return the reports, newest reference date first; within one date in the order of the municipalities."""
    slots: dict[tuple[date, str | None], list[pf.Report]] = {}
    for report in detail.reports:
        slots.setdefault((report.reference_date, report.municipality), []).append(report)
    entries = []
    for (day, dico), versions in sorted(
        slots.items(), key=lambda item: (-item[0][0].toordinal(), item[0][1] or "")
    ):
        versions.sort(key=lambda report: (report.published_at, report.version), reverse=True)
        told = [_telling(report, detail) for report in versions]
        place = held.places[int(dico)].name if dico else ""
        keys = {(int(dico) if dico else -1, day, report.version) for report in versions}
        entries.append(Entry(day, place, told[0], told[1:], bool(keys & counted)))
    return entries


def _telling(report: pf.Report, detail: MeasureDetail) -> Telling:
    activities = {activity.code: activity.title or activity.code for activity in detail.activities}
    indicators = {indicator.code: indicator for indicator in detail.indicators}
    values = [
        (activities.get(code, code), formats.percent(value, 0)) for code, value in report.activities.items()
    ]
    values += [_value(indicators.get(code), code, value.total) for code, value in report.indicators.items()]
    spent = [(funder, formats.money(amount)) for funder, amount in report.spent.items()]
    return Telling(report, words.states()[report.stage], values, spent)


def _value(indicator: Any, code: str, total: float) -> tuple[str, str]:
    if indicator is None:
        return code, formats.number(total, 2)
    if indicator.target_type in ("date", "evidence"):
        return indicator.title or code, _("feito") if total == 1 else _("por fazer")
    return indicator.title or code, with_unit(total, indicator.unit)


def with_unit(value: float | None, unit: str | None) -> str:
    """Return a number with its unit; a bare count has none worth saying."""
    written = formats.number(value, 2)
    if value is None or unit in (None, "", "n.º", "n.o", "nº"):
        return written
    return formats.percent(value / 100, _decimals(value)) if unit == "%" else f"{written}\u00a0{unit}"


def _decimals(value: float) -> int:
    """Return how many decimals a value has, two at most."""
    return min(len(repr(float(value)).partition(".")[2].rstrip("0")), 2)


@dataclass(frozen=True, slots=True)
class FunderRow:
    """One funder: planned, and spent by the latest word (None where nobody said)."""

    name: str
    planned: float | None
    spent: float | None


def funders(detail: MeasureDetail, entries: list[Entry]) -> list[FunderRow]:
    """Return planned and spent by funder: of each place the latest cumulative amount, and the larger of the whole and the places' sum."""
    latest: dict[tuple[str, str], float] = {}
    for entry in reversed([entry for entry in entries if entry.counts]):
        for funder, amount in entry.now.report.spent.items():
            latest[funder, entry.place] = float(amount)
    return [FunderRow(name, planned, _spent(latest, name)) for name, planned in detail.budget]


def _spent(latest: dict[tuple[str, str], float], funder: str) -> float | None:
    whole = latest.get((funder, ""))
    places = [amount for (name, place), amount in latest.items() if name == funder and place]
    known = [amount for amount in (whole, sum(places) if places else None) if amount is not None]
    return max(known) if known else None
