"""Reads the measures of a plan file: each with its dates, milestones, budget, activities and indicators, checked by degree/1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from rumo.science.planfile import rules, values
from rumo.science.planfile.document import (
    AGGREGATIONS,
    BASES,
    DIRECTIONS,
    INDICATOR_KINDS,
    TARGET_TYPES,
    Activity,
    BudgetLine,
    Fault,
    Indicator,
    Measure,
    Milestone,
    Source,
    TargetPoint,
)
from rumo.science.planfile.reading import Log, Thing, join
from rumo.science.planfile.values import Wrong, quoted

SOURCE = ("title", "url", "seen")
MEASURE = (
    "code", "areas", "axis", "strategic_objective", "operational_objective", "level", "title", "description", "continues",
    "start", "end", "weight", "basis", "milestones", "target_groups", "municipalities", "responsible", "partners", "budget",
    "activities", "indicators", "tags", "source", "as_printed",
)  # fmt: skip
INDICATOR = (
    "code", "title", "kind", "unit", "target_type", "baseline", "target", "direction", "aggregation", "weight", "target_text",
    "targets",
)  # fmt: skip
NOWHEN = dt.date.min
"""Stands where a required date was refused: never seen outside, since a plan with faults is not answered."""


@dataclass(frozen=True)
class Around:
    """What a measure is read against: the codes that exist, and the plan's own ends and municipalities."""

    areas: Mapping[str, str]
    municipalities: Container[str]
    start: dt.date | None = None
    end: dt.date | None = None
    within: tuple[str, ...] | None = ()
    """The plan's municipalities; None when the plan's own list was refused."""


@dataclass(frozen=True)
class Read:
    """A measure read; `sure` unless what reports are checked against (codes, municipalities) was itself refused."""

    measure: Measure
    sure: bool


def prose(raw: object) -> str:
    """Read text of several lines."""
    return values.text(raw, limit=values.PROSE, lines=True)


def read_source(thing: Thing, key: str = "source") -> Source | None:
    """Read where something was said, or None."""
    if not thing.has(key):
        return None
    item = Thing(thing.raw[key], thing.at(key), thing.log, SOURCE)
    source = Source(
        item.read("title", values.text), item.read("url", values.url), item.read("seen", values.text)
    )
    return None if source == Source() else source


def read_municipalities(thing: Thing, key: str, known: Container[str]) -> tuple[str, ...]:
    """Read a list of DICO codes: known ones, each once."""
    found: dict[str, None] = {}
    for path, item in thing.items(key):
        value = thing.try_(path, lambda raw: municipality(raw, known), item, None)
        if value in found:
            thing.log.fault(path, f"o município {value} está repetido")
        elif value is not None:
            found[value] = None
    return tuple(found)


def municipality(raw: object, known: Container[str]) -> str:
    """Read one DICO code."""
    value = values.text(raw)
    if value not in known:
        raise Wrong(
            f"{quoted(value)} não é o código de um município: são 4 algarismos, por exemplo 1106 (Lisboa)"
        )
    return value


def in_order(thing: Thing, start: dt.date | None, end: dt.date | None) -> bool:
    """Whether `end` does not come before `start`; if it does, a fault at `end`."""
    if start and end and end < start:
        thing.fault("end", f"o fim ({end}) não pode ser anterior ao início ({start}): corrija um deles")
        return False
    return True


def unrepeated(thing: Thing, key: str, value: str, seen: set[str], what: str) -> None:
    """Write a fault when `value` was seen before; "" stands for one already refused."""
    if value in seen:
        thing.fault(key, f"{what} {quoted(value)} já existe mais acima: cada um só pode aparecer uma vez")
    elif value:
        seen.add(value)


def read_measure(raw: object, path: str, log: Log, around: Around, seen: set[str]) -> Read:
    """Read one measure; what is wrong goes to `log`, its code to `seen`."""
    thing, before = Thing(raw, path, log, MEASURE), len(log.faults)
    code = thing.read("code", values.measure_code, "", required="o código da medida")
    unrepeated(thing, "code", code, seen, "o código")
    start, end = _period(thing, around)
    measure = Measure(
        code=code,
        title=thing.read("title", values.name, "", required="o título da medida"),
        areas=_areas(thing, around.areas),
        axis=thing.read("axis", values.text),
        strategic_objective=thing.read("strategic_objective", prose),
        operational_objective=thing.read("operational_objective", prose),
        level=thing.read("level", lambda raw: values.whole(raw, least=1, most=2)),
        description=thing.read("description", prose),
        continues=thing.read("continues", values.continuation),
        start=start,
        end=end,
        weight=thing.read("weight", values.weight, 1.0),
        basis=thing.read("basis", lambda raw: values.choice(raw, BASES)),
        target_groups=thing.names("target_groups"),
        municipalities=read_municipalities(thing, "municipalities", around.municipalities) or None,
        responsible=thing.names("responsible"),
        partners=thing.names("partners"),
        budget=_budget(thing),
        activities=_activities(thing),
        indicators=_indicators(thing),
        tags=thing.names("tags"),
        source=read_source(thing),
        as_printed=thing.free("as_printed"),
    )
    measure = replace(measure, milestones=_milestones(thing, measure, around))
    _check_basis(thing, measure, before)
    outside = [dico for dico in measure.municipalities or () if around.within and dico not in around.within]
    if outside:
        log.flag(thing.at("municipalities"), f"{', '.join(outside)}: não está entre os municípios do plano")
    lists = ("activities", "indicators", "municipalities")
    return Read(measure, not log.within(before, thing.at("code"), *(thing.at(key) for key in lists)))


def _check_basis(thing: Thing, measure: Measure, before: int) -> None:
    why = rules.basis_refused(measure)
    # A fault inside the lists may be the very reason the data seems missing: said once, there.
    if why and not thing.log.within(before, thing.at("activities"), thing.at("indicators")):
        thing.fault("basis", why)


def _period(thing: Thing, around: Around) -> tuple[dt.date | None, dt.date | None]:
    start, end = thing.read("start", values.date), thing.read("end", values.date)
    if in_order(thing, start, end):
        # One end of its own and the other the plan's: these too must follow each other.
        if start and not thing.has("end") and around.end and start > around.end:
            thing.fault(
                "start",
                f"o início ({start}) é posterior ao fim do plano ({around.end}), que vale para a medida sem fim",
            )
        if end and not thing.has("start") and around.start and end < around.start:
            thing.fault(
                "end",
                f"o fim ({end}) é anterior ao início do plano ({around.start}), que vale para a medida sem início",
            )
    return start, end


def _areas(thing: Thing, known: Mapping[str, str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for path, item in thing.items("areas"):
        written = thing.try_(path, values.name, item, None)
        if written is None:
            continue
        key = known.get(written.strip().casefold())
        if key is None:
            thing.log.fault(
                path,
                f"{quoted(written)} não é uma das áreas nacionais: use a chave (por exemplo labour) ou o nome",
            )
        elif key in found:
            thing.log.fault(path, f"a área {key} está repetida")
        else:
            found[key] = None
    return tuple(found)


def _budget(thing: Thing) -> tuple[BudgetLine, ...]:
    lines, seen = [], set[str]()
    for line in thing.things("budget", ("funder", "planned")):
        funder = line.read("funder", values.name, "", required="o nome do financiador")
        unrepeated(line, "funder", funder, seen, "o financiador")
        lines.append(BudgetLine(funder, line.read("planned", values.money)))
    return tuple(lines)


def _activities(thing: Thing) -> tuple[Activity, ...]:
    found, seen = [], set[str]()
    for item in thing.things("activities", ("code", "title", "weight", "start", "end")):
        code = item.read("code", values.code, "", required="o código da atividade")
        unrepeated(item, "code", code, seen, "o código")
        start, end = item.read("start", values.date), item.read("end", values.date)
        in_order(item, start, end)
        title = item.read("title", values.text)
        found.append(Activity(code, title, item.read("weight", values.weight, 1.0), start, end))
    return tuple(found)


def _indicators(thing: Thing) -> tuple[Indicator, ...]:
    seen: set[str] = set()
    return tuple(_indicator(item, seen) for item in thing.things("indicators", INDICATOR))


def _indicator(item: Thing, seen: set[str]) -> Indicator:
    before = len(item.log.faults)
    code = item.read("code", values.code, "", required="o código do indicador")
    unrepeated(item, "code", code, seen, "o código")
    indicator = Indicator(
        code=code,
        title=item.read("title", prose),
        kind=item.read("kind", lambda raw: values.choice(raw, INDICATOR_KINDS), "product"),
        unit=item.read("unit", values.text),
        target_type=item.read("target_type", lambda raw: values.choice(raw, TARGET_TYPES), "none"),
        baseline=item.read("baseline", values.number),
        target=item.read("target", values.number),
        direction=item.read("direction", lambda raw: values.choice(raw, DIRECTIONS)),
        aggregation=item.read("aggregation", lambda raw: values.choice(raw, AGGREGATIONS), "last"),
        weight=item.read("weight", values.weight, 1.0),
        target_text=item.read("target_text", prose),
        targets=_targets(item),
    )
    if indicator.target_type == "number" and not item.has("target"):
        item.fault(
            "target",
            "o tipo de meta é number e falta o número: escreva a meta, ou mude target_type para none",
        )
    if not item.log.within(
        before, *(item.at(key) for key in ("target_type", "baseline", "target", "direction", "aggregation"))
    ):
        for key, why in rules.indicator_refused(indicator):
            item.fault(key, why)
        if indicator.target_type != "number" and indicator.target is not None:
            why = f"há um número mas o tipo de meta é {indicator.target_type}: não entra em nenhum cálculo"
            item.log.flag(item.at("target"), why)
    return indicator


def _targets(item: Thing) -> tuple[TargetPoint, ...]:
    points: list[TargetPoint] = []
    for point in item.things("targets", ("date", "value")):
        date = point.read("date", values.date, NOWHEN, required="a data da meta intermédia")
        value = point.read("value", values.number, 0.0, required="o valor da meta intermédia")
        if points and NOWHEN not in (date, points[-1].date) and date <= points[-1].date:
            point.fault("date", f"{date} tem de vir depois da meta intermédia anterior ({points[-1].date})")
        points.append(TargetPoint(date, value))
    return tuple(points)


def _milestones(thing: Thing, measure: Measure, around: Around) -> tuple[Milestone, ...]:
    found: list[Milestone | None] = []
    for item in thing.things("milestones", ("date", "share")):
        date = item.read("date", values.date, required="a data do marco")
        share = item.read("share", values.share, required="a parte (0 a 1) do marco")
        found.append(None if date is None or share is None else Milestone(date, share))
    # An end that was refused is unknown here, and not the plan's.
    start = measure.start or (None if thing.has("start") else around.start)
    end = measure.end or (None if thing.has("end") else around.end)
    for index, key, why in rules.milestones_refused(found, start, end):
        thing.log.faults.append(Fault(join(join(thing.at("milestones"), index), key), why))
    return tuple(item for item in found if item)
