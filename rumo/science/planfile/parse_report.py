"""Reads the reports of a plan file against the measures they speak of: codes, shares, values, money, evidence."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rumo.science.planfile import values
from rumo.science.planfile.document import STAGES, VERIFICATIONS, Evidence, Measure, Report, Value
from rumo.science.planfile.parse_measure import NOWHEN, Around, municipality, prose
from rumo.science.planfile.reading import Log, Thing, join
from rumo.science.planfile.values import Wrong, quoted

REPORT = (
    "measure", "reference_date", "published_at", "version", "stage", "activities", "indicators", "spent", "municipality",
    "evidence", "narrative", "difficulties", "corrective_action", "reason", "withdrawn",
)  # fmt: skip
EVIDENCE = (
    "indicator", "kind", "title", "url", "sha256", "accepted", "on", "note", "reserved", "verification",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """The measures of the file by code (None: one whose own codes were refused); `whole` when every code could be read."""

    measures: Mapping[str, Measure | None]
    whole: bool


Seen = dict[tuple[object, ...], str]


def read_report(raw: object, path: str, log: Log, known: Known, around: Around, seen: Seen) -> Report:
    """Read one report; what is wrong goes to `log`, what it is (measure, date, version ...) to `seen`."""
    thing = Thing(raw, path, log, REPORT)
    code = thing.read("measure", values.code, "", required="o código da medida a que o relatório se refere")
    if code and known.whole and code not in known.measures:
        thing.fault("measure", f"o relatório é da medida {quoted(code)}, que não existe neste ficheiro")
    measure = known.measures.get(code)
    report = Report(
        measure=code,
        reference_date=thing.read("reference_date", values.date, NOWHEN, required="a data de referência"),
        stage=thing.read(
            "stage", lambda raw: values.choice(raw, STAGES), "", required=f"o estado: {', '.join(STAGES)}"
        ),
        published_at=thing.read("published_at", values.instant),
        version=thing.read("version", lambda raw: values.whole(raw, least=1, most=10_000), 1),
        municipality=thing.read("municipality", lambda raw: _territory(raw, measure, around)),
        activities=dict(_activities(thing, measure)),
        indicators=dict(_indicators(thing, measure)),
        spent=dict(_spent(thing)),
        evidence=tuple(_evidence(item, measure) for item in thing.things("evidence", EVIDENCE)),
        narrative=thing.read("narrative", prose),
        difficulties=thing.read("difficulties", prose),
        corrective_action=thing.read("corrective_action", prose),
        reason=thing.read("reason", prose),
        withdrawn=thing.read("withdrawn", values.truth, False),
    )
    _unrepeated(thing, report, seen)
    return report


def _unrepeated(thing: Thing, report: Report, seen: Seen) -> None:
    """Two versions of one report need to differ in publication or version: else nobody could say which one counts."""
    if not report.measure or report.reference_date == NOWHEN:
        return
    identity = (
        report.measure,
        report.municipality,
        report.reference_date,
        report.published_at,
        report.version,
    )
    if identity in seen:
        why = "mesma medida, data de referência, município, publicação e versão"
        thing.fault(
            "version", f"repete o relatório {seen[identity]} ({why}): uma correção leva uma versão maior"
        )
    else:
        seen[identity] = thing.path


def _territory(raw: object, measure: Measure | None, around: Around) -> str:
    value = municipality(raw, around.municipalities)
    places = (measure.municipalities or around.within) if measure else None
    if places is not None and value not in places:
        raise Wrong(f"o município {value} não está entre os da medida ({', '.join(places) or 'nenhum'})")
    return value


def _known(thing: Thing, place: str, code: str, codes: Container[str] | None, what: str) -> bool:
    if codes is None or code in codes:
        return True
    thing.log.fault(place, f"{what} {quoted(code)} não existe nesta medida")
    return False


def _activities(thing: Thing, measure: Measure | None) -> Iterator[tuple[str, float]]:
    codes = {activity.code for activity in measure.activities} if measure else None
    for place, code, raw in thing.mapping("activities"):
        if _known(thing, place, code, codes, "a atividade"):
            yield code, thing.try_(place, values.share, raw, 0.0)


def _indicators(thing: Thing, measure: Measure | None) -> Iterator[tuple[str, Value]]:
    codes = {indicator.code for indicator in measure.indicators} if measure else None
    for place, code, raw in thing.mapping("indicators"):
        if not _known(thing, place, code, codes, "o indicador"):
            continue
        if isinstance(raw, dict):
            yield code, _parted(Thing(raw, place, thing.log, ("total", "by")))
        else:
            yield code, Value(thing.try_(place, values.number, raw, 0.0))


def _parted(thing: Thing) -> Value:
    by = {}
    for place, part, raw in thing.mapping("by"):
        thing.try_(place, values.code, part, "")
        by[part] = thing.try_(place, values.number, raw, 0.0)
    return Value(thing.read("total", values.number, 0.0, required="o total do indicador"), by)


def _spent(thing: Thing) -> Iterator[tuple[str, Decimal]]:
    for place, funder, raw in thing.mapping("spent"):
        thing.try_(place, values.name, funder, "")
        yield funder, thing.try_(place, values.money, raw, Decimal(0))


def _evidence(item: Thing, measure: Measure | None) -> Evidence:
    code = item.read("indicator", values.code)
    if code and measure:
        _known(
            item,
            join(item.path, "indicator"),
            code,
            {indicator.code for indicator in measure.indicators},
            "o indicador",
        )
    return Evidence(
        title=item.read("title", values.text),
        kind=item.read("kind", values.name, "link"),
        indicator=code,
        url=item.read("url", values.url),
        sha256=item.read("sha256", values.sha256),
        accepted=item.read("accepted", values.truth, False),
        on=item.read("on", values.date),
        note=item.read("note", prose),
        reserved=item.read("reserved", values.truth, False),
        verification=item.read("verification", lambda raw: values.choice(raw, VERIFICATIONS), "none"),
    )
