"""What of a value's parts (by sex, age, nationality) may be shown: counts of people alone, protected, one publication after another.

Parts are let out in the order the reports became public: each report's parts, protected, take the place of those let out before
only if the difference tells of no small number (science/privacy: `protected`, `steady`, then `rounded`). What is let out is thus a
pure function of the published reports, whatever moment is asked for. A measure reported by municipality shows no parts of the
whole beside those of the places, since one less the other would tell of the rest.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rumo.deliver.plans.models import Indicator, MeasureVersion, PlanVersion
from rumo.deliver.progress.models import Measurement, Report
from rumo.ground.core.fields import folded
from rumo.science.planfile import document as pf
from rumo.science.privacy import Protected, protected, rounded, steady

_MEASURED = re.compile(
    r"%|€|\b(hora|minuto|dia|semana|mes|ano|euro|eur|percent|taxa|media|indice|racio|ponto|km|metro|quilo)|\b(h|min|m2|m3|kg)\b"
)
"""Units of what is measured and not counted, as `folded` writes them."""


@dataclass(frozen=True, slots=True)
class Split:
    """The parts of one value of one report as they may be shown; `place` is a municipality's code, None for the whole measure."""

    code: str
    place: str | None
    day: date
    version: int
    shown: Protected


def counts_people(unit: str | None) -> bool:
    """Tell by its unit whether an indicator counts; hours, money, shares and averages do not, and their parts are never shown."""
    return not _MEASURED.search(folded(unit or ""))


def splits(reports: Iterable[pf.Report], units: Mapping[str, str | None]) -> list[Split]:
    """Return the parts let out of a measure's published reports, in the order they became public; `units` by the indicator's code.

    An indicator without a unit in `units` is none of the plan's and shows nothing. Withdrawn reports let nothing out, and take back
    what the same report let out before.
    """
    ordered = sorted(reports, key=_turn)
    by_place = {code for report in ordered if report.municipality for code in _split(report)}
    last: dict[tuple[str, str | None], Protected] = {}
    out: list[Split] = []
    for report in ordered:
        if report.withdrawn:
            of = (report.municipality, report.reference_date)
            out = [split for split in out if (split.place, split.day) != of]
        for code in _split(report):
            if report.withdrawn or code not in units or not counts_people(units[code]):
                continue
            if report.municipality is None and code in by_place:
                continue
            value, key = report.indicators[code], (code, report.municipality)
            now = protected(value.total, value.by)
            chosen = steady(last.get(key), now)
            if chosen is now:
                last[key] = now
                out.append(
                    Split(code, report.municipality, report.reference_date, report.version, rounded(now))
                )
    return out


def _turn(report: pf.Report) -> tuple[datetime, date, str, int]:
    """When a report became public; a published one always says."""
    assert report.published_at is not None  # noqa: S101
    return report.published_at, report.reference_date, report.municipality or "", report.version


def _split(report: pf.Report) -> list[str]:
    """The indicators of which a report gives parts."""
    return [code for code, value in report.indicators.items() if value.by]


def units_of(plan_id: int, code: str) -> dict[str, str | None]:
    """Return the unit of each indicator of a measure in the newest published version that has it (one query)."""
    versions = MeasureVersion.objects.filter(
        measure__plan=plan_id, measure__code=code, version__state=PlanVersion.State.PUBLISHED
    )
    newest = versions.order_by("-version__number").values("pk")[:1]
    return dict(Indicator.objects.filter(measure_version__in=newest).values_list("code", "unit"))


def latest_splits(
    measure_id: int,
    units: Mapping[str, str | None],
    reports: Iterable[pf.Report],
    *,
    as_of: date,
    known_at: datetime | None = None,
) -> dict[str, list[Split]]:
    """Return by indicator the newest parts let out in each place, of reports up to the day and known by then (one query).

    `reports` are those up to the day, of which the withdrawn take back what they let out. What has no dimension to show is left out.
    """
    told: dict[tuple[str, str | None], Split] = {}
    withdrawn = [report for report in reports if report.withdrawn]
    for split in splits([*_told(measure_id, known_at), *withdrawn], units):
        key = (split.code, split.place)
        if split.day <= as_of and (key not in told or split.day >= told[key].day):
            told[key] = split
    out: defaultdict[str, list[Split]] = defaultdict(list)
    for split in sorted(told.values(), key=lambda split: split.place or ""):
        if split.shown.dimensions:
            out[split.code].append(split)
    return dict(out)


def _told(measure_id: int, known_at: datetime | None) -> list[pf.Report]:
    """Return the published reports that give parts, with nothing but those values."""
    rows = Measurement.objects.filter(
        report__measure=measure_id, report__state=Report.State.PUBLISHED, report__withdrawn=False,
        kind="indicator", by__isnull=False,
    )  # fmt: skip
    if known_at is not None:
        rows = rows.filter(report__published_at__lte=known_at)
    names = ("reference_date", "stage", "published_at", "number", "municipality__dico")
    found: dict[int, pf.Report] = {}
    for pk, code, total, by, *said in rows.values_list(
        "report_id", "code", "value", "by", *(f"report__{name}" for name in names)
    ):
        found.setdefault(pk, pf.Report("", *said)).indicators[code] = pf.Value(total, by)
    return list(found.values())
