"""The tables of the open data: the name of each column, where it is read, and what it means."""

from typing import NamedTuple

from rumo.science.degree.figures import SCHEDULE, STATES


class Column(NamedTuple):
    """A column of a table: `path` leads to it from the table's own rows."""

    name: str
    path: str
    meaning: str


class Table(NamedTuple):
    """A file of the open data."""

    name: str
    columns: tuple[Column, ...]


def _of(name: str, *columns: tuple[str, str, str]) -> Table:
    return Table(name, tuple(Column(*column) for column in columns))


def _version(path: str) -> tuple[tuple[str, str, str], ...]:
    """Return the columns that say which version of which plan a row belongs to."""
    return (
        ("plan", f"{path}plan__slug", "slug of the plan"),
        ("version", f"{path}number", "version of the plan that says so"),
    )


def _measure(path: str) -> tuple[tuple[str, str, str], ...]:
    """Return the columns that say which measure, in which version of its plan, a row belongs to."""
    return (
        *_version(f"{path}version__"),
        ("measure", f"{path}measure__code", "code of the measure, unique in its plan"),
    )


_REPORT = (
    ("plan", "report__measure__plan__slug", "slug of the plan"),
    ("measure", "report__measure__code", "code of the measure"),
    ("municipality", "report__municipality__dico", "DICO code the report speaks for; empty: all of the measure's"),
    ("reference_date", "report__reference_date", "day the report is true of"),
    ("report_version", "report__number", "version of the report; the latest published counts"),
)  # fmt: skip
TABLES = (
    _of(
        "plans", *_version(""),
        ("synthetic", "plan__synthetic", "1: invented, an example; 0: real"),
        ("title", "title", "title"),
        ("promoter", "promoter", "who promotes the plan"),
        ("start", "starts_on", "first day; empty: the source does not say"),
        ("end", "ends_on", "last day; empty: the source does not say"),
        ("until_replaced", "until_replaced", "1: stays in force after its last day, until a successor"),
        ("effective_on", "effective_on", "day from which this version holds; empty: from the beginning"),
        ("published_at", "published_at", "instant (UTC) since which it is public; empty: always known"),
    ),
    _of(
        "plan_municipalities", *_version("version__"),
        ("municipality", "municipality__dico", "DICO code"),
    ),
    _of(
        "cycles", *_version("version__"),
        ("start", "starts_on", "first day of the reporting cycle"),
        ("end", "ends_on", "last day"),
        ("due", "due_on", "last day to report; empty: the end"),
        ("grace_days", "grace_days", "days after that before silence shows"),
    ),
    _of(
        "dropped", *_version("version__"),
        ("measure", "measure__code", "code of a measure this version gives up: cancelled from effective_on"),
        ("reason", "reason", "why"),
    ),
    _of(
        "carried", *_version("version__"),
        ("from", "from_key", "plan/code of a measure of the former generation"),
        ("fate", "fate", "what became of it: continued, merged or abandoned"),
        ("into", "into__code", "code of the measure of this plan it went into; empty: abandoned"),
        ("reason", "reason", "why"),
    ),
    _of(
        "measures", *_version("version__"),
        ("measure", "measure__code", "code of the measure, unique in its plan"),
        ("title", "title", "title"),
        ("axis", "axis", "axis as printed in the plan"),
        ("strategic_objective", "strategic_objective", "strategic objective"),
        ("operational_objective", "operational_objective", "operational objective"),
        ("level", "level", "1: must be assured with or without external funding; 2: may depend on it"),
        ("start", "starts_on", "first day; empty: the plan's"),
        ("end", "ends_on", "last day; empty: the plan's"),
        ("weight", "weight", "weight in every sum"),
        ("basis", "basis", "what the degree is computed on; empty: indicators, else activities, else stage"),
        ("responsible", "responsible", "responsible entities, parted by |"),
        ("continues", "continues", "plan/code of the measure it carries on"),
    ),
    _of("measure_areas", *_measure("measure_version__"), ("area", "area__key", "key of the national area")),
    _of(
        "measure_municipalities", *_measure("measure_version__"),
        ("municipality", "municipality__dico", "DICO code, where the measure is not for all of the plan's"),
    ),
    _of(
        "milestones", *_measure("measure_version__"),
        ("date", "on", "day"),
        ("share", "share", "share of the measure planned to be done by then, 0 to 1"),
    ),
    _of(
        "activities", *_measure("measure_version__"),
        ("activity", "code", "code of the activity, unique in its measure"),
        ("title", "title", "title"),
        ("weight", "weight", "weight in the measure's degree"),
        ("start", "starts_on", "first day"),
        ("end", "ends_on", "last day"),
    ),
    _of(
        "indicators", *_measure("measure_version__"),
        ("indicator", "code", "code of the indicator, unique in its measure"),
        ("title", "title", "title"),
        ("kind", "kind", "product (may enter the degree), result or context (never do)"),
        ("unit", "unit", "unit"),
        ("target_type", "target_type", "number, date, evidence, or none (never in the degree)"),
        ("baseline", "baseline", "value at the start; empty: 0"),
        ("target", "target", "value promised"),
        ("direction", "direction", "increase or decrease; tells only where target equals baseline"),
        ("aggregation", "aggregation", "how values over time become one: last, sum, mean, max or min"),
        ("weight", "weight", "weight in the measure's degree"),
        ("target_text", "target_text", "the target as printed"),
    ),
    _of(
        "funding", *_measure("measure_version__"),
        ("funder", "funder__name", "who pays"),
        ("planned", "planned", "amount planned, in the plan's currency; empty: the source does not say"),
    ),
    _of(
        "reports",
        ("plan", "measure__plan__slug", "slug of the plan"),
        ("measure", "measure__code", "code of the measure"),
        ("municipality", "municipality__dico", "DICO code the report speaks for; empty: all of the measure's"),
        ("reference_date", "reference_date", "day the report is true of"),
        ("report_version", "number", "version of the report; the latest published counts"),
        ("published_at", "published_at", "instant (UTC) of publication"),
        ("stage", "stage", "not_started, in_progress, completed, suspended or cancelled"),
        ("withdrawn", "withdrawn", "1: counts as never made"),
        ("narrative", "narrative", "what was done, in words"),
        ("difficulties", "difficulties", "what was hard"),
        ("corrective_action", "corrective_action", "what is done about it"),
        ("reason", "reason", "why corrected, withdrawn, suspended or cancelled"),
    ),
    _of(
        "measurements", *_REPORT,
        ("kind", "kind", "activity (completion, 0 to 1) or indicator (value)"),
        ("code", "code", "code of the activity or indicator"),
        ("value", "value", "what was reported; not mentioned means as before"),
    ),
    _of(
        "spending", *_REPORT,
        ("funder", "funder__name", "who paid"),
        ("amount", "amount", "spent from the beginning to the reference date"),
    ),
    _of(
        "evidence", *_REPORT,
        ("kind", "public_kind", "link, file, note; reserved: its words are not public"),
        ("title", "public_title", "title"),
        ("url", "public_url", "address"),
        ("sha256", "public_sha256", "fingerprint of the file"),
        ("indicator", "indicator", "indicator it proves, if any"),
        ("accepted", "accepted", "1: accepted as proof"),
        ("date", "public_on", "day of the evidence"),
        ("note", "public_note", "note"),
        ("reserved", "reserved", "1: kept and counted, and not shown"),
        ("verification", "verification", "how far somebody else looked at it: none, seen or checked"),
    ),
)  # fmt: skip
_FIGURES = (
    (
        "degree",
        "proven degree: sum of weight × degree of measures with information ÷ weight of all live measures",
    ),
    ("degree_reported", "the same over measures with information alone"),
    ("planned", "planned degree at the day, over measures with dates"),
    ("upper", "at most this, if those silent are on schedule"),
    ("coverage", "weight of measures with information ÷ weight of all"),
    ("coverage_fresh", "weight reported in the last cycle ÷ weight due in it"),
    ("financial", "spent ÷ planned, over measures that have both"),
    ("stale", "measures due, informed and without a report in the last cycle"),
    ("measures", "all measures, cancelled included"),
    ("weight", "weight of live measures"),
    ("newest_report", "latest reference date of a report"),
)
DEGREE = (
    Column("plan", "plan", "slug of the plan"),
    Column("as_of", "as_of", "day the figures are true of (formula degree/1; see docs/methodology.md)"),
    *(Column(name, name, meaning) for name, meaning in _FIGURES),
    *(Column(f"states_{name}", f"states_{name}", "measures in this state") for name in STATES),
    *(Column(f"schedule_{name}", f"schedule_{name}", "measures in this schedule class") for name in SCHEDULE),
)
