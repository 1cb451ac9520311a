"""Reads a whole plan file: `parse` answers the plan, or every fault of the file at once, each with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from rumo.science.planfile import rules, values
from rumo.science.planfile.document import (
    FATES,
    FORMAT,
    KINDS,
    Adoption,
    Carried,
    Cycle,
    Dropped,
    Fault,
    Funding,
    Partner,
    Plan,
    Report,
)
from rumo.science.planfile.parse_measure import (
    Around,
    Read,
    in_order,
    prose,
    read_measure,
    read_municipalities,
    read_source,
    unrepeated,
)
from rumo.science.planfile.parse_report import Known, Seen, read_report
from rumo.science.planfile.reading import Log, Thing, join
from rumo.science.planfile.values import quoted, shown

PLAN = (
    "format", "synthetic", "version", "effective_on", "published_at", "slug", "title", "kind", "municipalities", "promoter",
    "period", "until_replaced", "language", "source", "funding", "partners", "adopted", "cycles", "dropped", "carried", "measures",
    "as_printed", "reports",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parsed:
    """What came of a file: `plan` is None when there are `faults`; `flags` are things to look at that refuse nothing."""

    plan: Plan | None
    faults: tuple[Fault, ...] = ()
    flags: tuple[Fault, ...] = ()


def parse(raw: object, *, areas: Mapping[str, str], municipalities: Container[str]) -> Parsed:
    """Read a plan file strictly. Never raises.

    raw: what a JSON reader gives. areas: key, alias or label, casefolded, to area key. municipalities: the DICO codes that exist.
    Faults are listed all at once, in the order of the file, with places such as measures[3].indicators[0].target.
    """
    log = Log()
    thing = Thing(raw, "", log, PLAN)
    if thing.ok and not _is_format(thing):
        return Parsed(None, tuple(log.faults[-1:]))
    plan = _head(thing, municipalities)
    sure = not log.within(0, "municipalities")
    around = Around(areas, municipalities, plan.start, plan.end, plan.municipalities if sure else None)
    read = _measures(thing, around)
    by_code = {item.measure.code: item.measure if item.sure else None for item in read if item.measure.code}
    _dropped_again(thing, plan.dropped, by_code)
    # Where a code is missing or the list itself is refused, nobody can say that a report's measure does not exist.
    whole = isinstance(thing.raw.get("measures"), list) and all(item.measure.code for item in read)
    if whole:
        _carried_into(thing, plan.carried, by_code)
    # Reports of a measure given up since still stand: what it had is not in this file, so their codes are not checked.
    known = Known({item.code: None for item in plan.dropped} | by_code, whole)
    reports = _reports(thing, known, around)
    if log.faults:
        return Parsed(None, tuple(log.faults), tuple(log.flags))
    measures = tuple(item.measure for item in read)
    return Parsed(replace(plan, measures=measures, reports=reports), (), tuple(log.flags))


def _is_format(thing: Thing) -> bool:
    """Another format is one fault: all else said of it would be noise."""
    if thing.raw.get("format") == FORMAT:
        return True
    written = thing.raw.get("format")
    missing = f'falta dizer o formato: "format": "{FORMAT}"'
    thing.fault(
        "format",
        missing if written is None else f"está {shown(written)} e o formato que se lê aqui é {FORMAT}",
    )
    return False


def _head(thing: Thing, municipalities: Container[str]) -> Plan:
    start, end = _period(thing)
    plan = Plan(
        slug=thing.read(
            "slug", values.slug, "", required="o identificador do plano, por exemplo odemira-2015-2017"
        ),
        title=thing.read("title", values.name, "", required="o título do plano"),
        synthetic=thing.read("synthetic", values.truth, False),
        version=thing.read("version", lambda raw: values.whole(raw, least=1, most=10_000), 1),
        effective_on=thing.read("effective_on", values.date),
        published_at=thing.read("published_at", values.instant),
        kind=thing.read("kind", lambda raw: values.choice(raw, KINDS), "municipal"),
        municipalities=read_municipalities(thing, "municipalities", municipalities),
        promoter=thing.read("promoter", values.text),
        start=start,
        end=end,
        until_replaced=thing.read("until_replaced", values.truth, False),
        language=thing.read("language", values.language),
        source=read_source(thing),
        funding=_funding(thing),
        partners=_partners(thing),
        adopted=_adopted(thing),
        cycles=_cycles(thing),
        dropped=_dropped(thing),
        carried=_carried(thing),
        as_printed=thing.free("as_printed"),
    )
    _flag_kind(thing, plan)
    return plan


def _flag_kind(thing: Thing, plan: Plan) -> None:
    many = len(plan.municipalities) > 1
    if plan.municipalities and many != (plan.kind == "intermunicipal"):
        really = "intermunicipal" if many else "municipal"
        count = f"{len(plan.municipalities)} municípios" if many else "um só município"
        thing.log.flag(thing.at("kind"), f"está {plan.kind}, mas o plano tem {count}: conta como {really}")


def _period(thing: Thing) -> tuple[dt.date | None, dt.date | None]:
    if not thing.has("period"):
        return None, None
    period = Thing(thing.raw["period"], thing.at("period"), thing.log, ("start", "end"))
    start, end = period.read("start", values.date), period.read("end", values.date)
    return (start, end) if in_order(period, start, end) else (None, None)


def _funding(thing: Thing) -> Funding | None:
    if not thing.has("funding"):
        return None
    item = Thing(
        thing.raw["funding"],
        thing.at("funding"),
        thing.log,
        ("programme", "code", "total", "funded", "currency"),
    )
    funding = Funding(
        programme=item.read("programme", values.text),
        code=item.read("code", values.text),
        total=item.read("total", values.money),
        funded=item.read("funded", values.money),
        currency=item.read("currency", values.currency),
    )
    return None if funding == Funding() else funding


def _partners(thing: Thing) -> tuple[Partner, ...]:
    return tuple(
        Partner(
            item.read("name", values.name, "", required="o nome do parceiro"), item.read("kind", values.text)
        )
        for item in thing.things("partners", ("name", "kind"))
    )


def _adopted(thing: Thing) -> tuple[Adoption, ...]:
    return tuple(
        Adoption(
            item.read("body", values.name, "", required="o órgão que aprovou o plano"),
            item.read("on", values.date),
            item.read("document", values.text),
        )
        for item in thing.things("adopted", ("body", "on", "document"))
    )


def _cycles(thing: Thing) -> tuple[Cycle, ...]:
    found: list[Cycle | None] = []
    for item in thing.things("cycles", ("start", "end", "due", "grace_days")):
        start = item.read("start", values.date, required="o início do ciclo")
        end = item.read("end", values.date, required="o fim do ciclo")
        due = item.read("due", values.date)
        grace = item.read("grace_days", lambda raw: values.whole(raw, least=0, most=3_660), 0)
        if end and due and due < end:
            item.fault("due", f"o prazo ({due}) não pode ser anterior ao fim do ciclo ({end})")
        good = in_order(item, start, end) and start and end
        found.append(Cycle(start, end, due, grace) if good and start and end else None)
    for index, key, why in rules.cycles_refused(found):
        thing.log.fault(join(join(thing.at("cycles"), index), key), why)
    return tuple(cycle for cycle in found if cycle)


def _dropped(thing: Thing) -> tuple[Dropped, ...]:
    found, seen = [], set[str]()
    for item in thing.things("dropped", ("code", "reason")):
        code = item.read("code", values.measure_code, "", required="o código da medida abandonada")
        unrepeated(item, "code", code, seen, "o código")
        found.append(Dropped(code, item.read("reason", prose)))
    return tuple(found)


def _carried(thing: Thing) -> tuple[Carried, ...]:
    found: list[Carried] = []
    for item in thing.things("carried", ("from", "fate", "into", "reason")):
        before = len(item.log.faults)
        carried = Carried(
            item.read("from", values.continuation, "", required="a medida anterior, escrita plano/código"),
            item.read(
                "fate",
                lambda raw: values.choice(raw, FATES),
                "",
                required=f"o que lhe aconteceu: {', '.join(FATES)}",
            ),
            item.read("into", values.measure_code),
            item.read("reason", prose),
        )
        # A value that was refused is not also said to be missing.
        if carried.fate and not item.log.within(before, item.at("into"), item.at("reason")):
            for key, why in rules.carried_refused(carried, found):
                item.fault(key, why)
        found.append(carried)
    return tuple(found)


def _carried_into(thing: Thing, carried: tuple[Carried, ...], codes: Container[str]) -> None:
    for index, item in enumerate(carried):
        if item.into and item.into not in codes:
            place = join(join(thing.at("carried"), index), "into")
            thing.log.fault(place, f"a medida {quoted(item.into)} não existe neste ficheiro")


def _measures(thing: Thing, around: Around) -> list[Read]:
    if thing.ok and not thing.has("measures"):
        thing.fault("measures", "falta a lista de medidas (pode ser vazia: [])")
    seen: set[str] = set()
    return [read_measure(item, path, thing.log, around, seen) for path, item in thing.items("measures")]


def _dropped_again(thing: Thing, dropped: tuple[Dropped, ...], codes: Container[str]) -> None:
    for index, item in enumerate(dropped):
        if item.code in codes:
            place = join(join(thing.at("dropped"), index), "code")
            thing.log.fault(
                place,
                f"a medida {quoted(item.code)} está abandonada e também na lista de medidas: escolha uma",
            )


def _reports(thing: Thing, known: Known, around: Around) -> tuple[Report, ...]:
    seen: Seen = {}
    return tuple(
        read_report(item, path, thing.log, known, around, seen) for path, item in thing.items("reports")
    )
