"""Plans made up by hypothesis: every field of the plan file, valid by its rules, with the text that breaks carriers."""

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st

from rumo.science.planfile import document as doc
from rumo.science.planfile import rules

AREAS = {
    "labour": "labour",
    "mercado de trabalho": "labour",
    "health": "health",
    "saúde": "health",
    "culture": "culture",
}
MUNICIPALITIES = frozenset({"0101", "0211", "1106", "1115"})

NASTY = (
    "=1+1", "+351", "-x", "@SOMA(A1)", "'", "''", "'=x", "'texto", "a;b", "a | b", "a = b", "_x0041_", "&amp;", "<b>", '"', "\\", "\ufeffx",
    "👩\u200d👩\u200d👧", "e\u0301", "سلام", "  antes e depois  ", "\u00a0", "1.234", "0211", "sim", "2024-01-02", "ℹ x", "#REF!", "🙂" * 300,
)  # fmt: skip
LINE = st.characters(
    exclude_categories=["Cs", "Cc", "Zl", "Zp"],
    exclude_characters="\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff",
)
lines = st.one_of(st.sampled_from([*NASTY, "", " "]), st.text(LINE, max_size=20))
names = lines.filter(str.strip)
prose = st.one_of(
    lines,
    st.sampled_from(["\n", "a\n\nb\n", "\tx", "x\t=1\n-2", "🙂" * 17_000]),
    st.text(LINE | st.sampled_from("\n\t"), max_size=30),
)
codes = names.map(str.strip).filter(lambda text: 0 < len(text) <= 64)
measure_codes = codes.filter(lambda text: "/" not in text and text.strip("."))
slugs = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
urls = st.sampled_from(
    ["https://exemplo.pt/a?b=c&d=e#f", "http://exemplo.pt/migrações,-I.P-(x)", "https://[::1]:80/"]
)
dates = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
instants = st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(2199, 12, 30), timezones=st.just(dt.UTC))  # noqa: DTZ001
numbers = st.one_of(
    st.integers(-1000, 10**15).map(float),
    st.floats(-1e15, 1e15).map(lambda x: x + 0.0),
    st.sampled_from([1.234, 0.1 + 0.2, 1e-7, 12.5]),
)
weights = st.one_of(st.just(1.0), st.sampled_from([0.5, 2.0, 1.234, 1 / 3]), st.floats(1e-9, 1e9))
shares = st.one_of(st.sampled_from([0.0, 0.5, 1.0, 1 / 3]), st.floats(0, 1).map(lambda x: x + 0.0))
amounts = st.one_of(
    st.sampled_from(["0.00", "750.00", "999999999999.99", "1234.50"]).map(Decimal),
    st.integers(0, 10**14 - 1).map(lambda c: Decimal(c) / 100),
)
amounts = amounts.map(lambda amount: amount.quantize(Decimal("0.01")))
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | prose.filter(lambda t: len(t) < 1000),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(lines, inner, max_size=3),
    max_leaves=6,
)
printed = st.one_of(st.just({}), st.dictionaries(names, json_values, max_size=3))


def maybe(strategy):
    """The value, or None."""
    return st.none() | strategy


def several(strategy, most=3):
    """A tuple of different values."""
    return st.lists(strategy, max_size=most, unique=True).map(tuple)


def but_empty(strategy):
    """The record, or None when it says nothing."""
    return maybe(
        strategy.map(
            lambda record: (
                record if any(getattr(record, key) is not None for key in record.__slots__) else None
            )
        )
    )


sources = but_empty(st.builds(doc.Source, maybe(lines), maybe(urls), maybe(lines)))
fundings = but_empty(
    st.builds(
        doc.Funding,
        maybe(lines),
        maybe(lines),
        maybe(amounts),
        maybe(amounts),
        maybe(st.sampled_from(["EUR", "USD"])),
    )
)


@st.composite
def periods(draw):
    """A start and an end, either may be unknown."""
    start, end = sorted(draw(st.tuples(dates, dates)))
    return draw(maybe(st.just(start))), draw(maybe(st.just(end)))


@st.composite
def cycles(draw):
    """Cycles that do not overlap."""
    days = sorted(draw(st.lists(dates, max_size=6, unique=True)))
    found = []
    for start, end in zip(days[::2], days[1::2], strict=False):
        due = draw(maybe(st.just(end)))
        found.append(doc.Cycle(start, end, due, draw(st.integers(0, 60))))
    return tuple(found)


@st.composite
def indicators(draw, code):
    """An indicator that degree/1 accepts."""
    target_type = draw(st.sampled_from(doc.TARGET_TYPES))
    made = doc.Indicator(
        code=code,
        title=draw(maybe(prose)),
        kind=draw(st.sampled_from(doc.INDICATOR_KINDS)),
        unit=draw(maybe(lines)),
        target_type=target_type,
        baseline=draw(maybe(numbers)),
        target=draw(numbers) if target_type == "number" else draw(maybe(numbers)),
        direction=draw(maybe(st.sampled_from(doc.DIRECTIONS))),
        aggregation=draw(st.sampled_from(doc.AGGREGATIONS)),
        weight=draw(weights),
        target_text=draw(maybe(prose)),
        targets=tuple(
            doc.TargetPoint(day, draw(numbers))
            for day in sorted(draw(st.lists(dates, max_size=2, unique=True)))
        ),
    )
    refused = {key for key, _ in rules.indicator_refused(made)}
    changes = {"direction": None} if "direction" in refused else {}
    return _with(made, changes | ({"aggregation": "last"} if "aggregation" in refused else {}))


def _with(record, changes):
    return type(record)(**({key: getattr(record, key) for key in record.__slots__} | changes))


@st.composite
def measures(draw, code):
    """A measure with everything it may hold."""
    start, end = draw(periods())
    activities = []
    for name in draw(several(codes, 2)):
        begins, ends = draw(periods())
        activities.append(doc.Activity(name, draw(maybe(lines)), draw(weights), begins, ends))
    made = doc.Measure(
        code=code,
        title=draw(names),
        areas=draw(several(st.sampled_from(["labour", "health", "culture"]))),
        axis=draw(maybe(lines)),
        strategic_objective=draw(maybe(prose)),
        operational_objective=draw(maybe(prose)),
        level=draw(st.sampled_from([None, 1, 2])),
        description=draw(maybe(prose)),
        continues=draw(maybe(st.builds("{}/{}".format, slugs, measure_codes))),
        start=start,
        end=end,
        weight=draw(weights),
        target_groups=draw(several(names)),
        municipalities=draw(maybe(several(st.sampled_from(sorted(MUNICIPALITIES))).filter(bool))),
        responsible=draw(several(names)),
        partners=draw(several(names)),
        budget=tuple(doc.BudgetLine(name, draw(maybe(amounts))) for name in draw(several(names))),
        activities=tuple(activities),
        indicators=tuple(draw(indicators(name)) for name in draw(several(codes, 2))),
        tags=draw(several(names)),
        source=draw(sources),
        as_printed=draw(printed),
    )
    able = {"activities": bool(activities), "indicators": any(map(rules.in_degree, made.indicators))}
    bases = [None, "stage", *(basis for basis, can in able.items() if can)]
    made = _with(made, {"basis": draw(st.sampled_from(bases))})
    return _with(made, {"milestones": draw(milestones(start, end))})


@st.composite
def milestones(draw, start, end):
    """Milestones strictly between two days, with shares that do not fall; none where there is no room."""
    if not start or not end or (end - start).days <= 1:
        return ()
    days = st.dates(start + dt.timedelta(days=1), end - dt.timedelta(days=1))
    marks = sorted(draw(st.lists(days, max_size=2, unique=True)))
    parts = sorted(draw(st.lists(shares, min_size=len(marks), max_size=len(marks))))
    return tuple(map(doc.Milestone, marks, parts))


@st.composite
def values(draw):
    """An indicator's value, sometimes with parts."""
    return doc.Value(
        draw(numbers),
        draw(st.one_of(st.just({}), st.dictionaries(codes | st.just("sex:f"), numbers, max_size=2))),
    )


@st.composite
def reports(draw, measure, within):
    """A report on `measure`."""
    places = measure.municipalities or within
    indicator = _one_of_the_codes(measure.indicators)
    activity = _one_of_the_codes(measure.activities)
    evidence = st.builds(
        doc.Evidence,
        title=maybe(lines),
        kind=names,
        indicator=maybe(indicator) if measure.indicators else st.none(),
        url=maybe(urls),
        sha256=maybe(st.just("0a" * 32)),
        accepted=st.booleans(),
        on=maybe(dates),
        note=maybe(prose),
        reserved=st.booleans(),
        verification=st.sampled_from(doc.VERIFICATIONS),
    )
    return doc.Report(
        measure=measure.code,
        reference_date=draw(dates),
        stage=draw(st.sampled_from(doc.STAGES)),
        published_at=draw(maybe(instants)),
        version=draw(st.integers(1, 3)),
        municipality=draw(maybe(st.sampled_from(places))) if places else None,
        activities=draw(st.dictionaries(activity, shares, max_size=2)) if measure.activities else {},
        indicators=draw(st.dictionaries(indicator, values(), max_size=2)) if measure.indicators else {},
        spent=draw(st.dictionaries(names, amounts, max_size=2)),
        evidence=tuple(draw(st.lists(evidence, max_size=2))),
        narrative=draw(maybe(prose)),
        difficulties=draw(maybe(prose)),
        corrective_action=draw(maybe(prose)),
        reason=draw(maybe(prose)),
        withdrawn=draw(st.booleans()),
    )


@st.composite
def carried(draw, into):
    """What became of some measures of a former plan: each carried into one of `into` or abandoned."""
    found = []
    for key in draw(several(st.builds("{}/{}".format, slugs, measure_codes))):
        fate = draw(st.sampled_from(doc.FATES if into else ["abandoned"]))
        reason = draw(prose.filter(str.strip) if fate == "abandoned" else maybe(prose))
        place = draw(st.sampled_from(into)) if fate != "abandoned" else None
        found.append(doc.Carried(key, fate, place, reason))
    return tuple(found)


def _one_of_the_codes(things):
    return st.sampled_from([thing.code for thing in things] or [None])


def _identity(report):
    return (report.measure, report.municipality, report.reference_date, report.published_at, report.version)


@st.composite
def plans(draw, most=2):
    """A whole plan."""
    every = draw(several(measure_codes, most + 1))
    made, dropped = every[:most], every[most:]
    listed = tuple(draw(measures(code)) for code in made)
    within = draw(several(st.sampled_from(sorted(MUNICIPALITIES))))
    told = st.one_of([reports(measure, within) for measure in listed] or [st.none()])
    days = [day for measure in listed for day in (measure.start, measure.end) if day]
    ends = [draw(maybe(st.dates(dt.date(1900, 1, 1), min(days, default=dt.date(2000, 1, 1)))))]
    ends.append(draw(maybe(st.dates(max(days, default=dt.date(2000, 1, 1)), dt.date(2199, 12, 31)))))
    return doc.Plan(
        slug=draw(slugs),
        title=draw(names),
        measures=listed,
        synthetic=draw(st.booleans()),
        version=draw(st.integers(1, 9)),
        effective_on=draw(maybe(dates)),
        published_at=draw(maybe(instants)),
        kind=draw(st.sampled_from(doc.KINDS)),
        municipalities=within,
        promoter=draw(maybe(lines)),
        language=draw(st.sampled_from([None, "pt", "pt-PT"])),
        source=draw(sources),
        funding=draw(fundings),
        partners=tuple(draw(st.lists(st.builds(doc.Partner, names, maybe(lines)), max_size=2))),
        adopted=tuple(draw(st.lists(st.builds(doc.Adoption, names, maybe(dates), maybe(lines)), max_size=2))),
        cycles=draw(cycles()),
        carried=draw(carried(made)),
        until_replaced=draw(st.booleans()),
        dropped=tuple(doc.Dropped(code, draw(maybe(prose))) for code in dropped),
        reports=tuple(draw(st.lists(told, max_size=2, unique_by=_identity))) if listed else (),
        as_printed=draw(printed),
        start=ends[0],
        end=ends[1],
    )
