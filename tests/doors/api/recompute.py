"""Every figure computed again from nothing but the public tables: measures.csv, and municipalities.csv for places.

    rows = measures(client.get("/api/v1/measures.csv").text)
    places = regions(client.get("/api/v1/municipalities.csv").text)
    figures(scoped(rows, "region:PT1A", places))["degree"]
    grouped(rows, "area", places)["labour"]["planned"]

Written with plain loops, apart from the product's own code, so that one can be held against the other.
"""

import csv
import datetime as dt
import io
import math
import re
from decimal import ROUND_HALF_UP, Decimal

STATES = ("completed", "in_progress", "not_started", "suspended", "cancelled", "no_information")
SCHEDULE = (
    "cancelled", "suspended", "no_information", "done", "no_schedule", "not_due", "ahead", "on_track", "delayed", "critical",
)  # fmt: skip
NUMBERS = ("weight", "degree", "planned", "upper", "spent", "budget")
TRUTHS = ("synthetic", "stale", "due", "fresh")
LISTS = ("areas", "municipalities", "responsible")
DAYS = ("start", "end", "newest_report")


def table(text):
    """The lines of a public table, as dictionaries of text with formulas freed again."""
    found = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: freed(value) for name, value in line.items()} for line in found]


def freed(text):
    """Text without the apostrophe that kept a spreadsheet from running it."""
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "\t", "\r", "'") else text


def names(text):
    """The names of a cell, apart by semicolons; a backslash takes what follows as it is."""
    if not text:
        return []
    parts = re.findall(r"(?:\\.|[^;\\])+", text, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in parts]


def measures(text):
    """The lines of measures.csv with numbers, days, truths and lists as such; None where nothing is written."""
    rows = table(text)
    for row in rows:
        row.update({name: float(row[name]) if row[name] else None for name in NUMBERS})
        row.update({name: {"true": True, "false": False}[row[name]] for name in TRUTHS})
        row.update({name: names(row[name]) for name in LISTS})
        row.update({name: dt.date.fromisoformat(row[name]) if row[name] else None for name in DAYS})
        row.update({name: row[name] or None for name in ("axis", "strategic", "operational", "level")})
    return rows


def regions(text):
    """For every municipality's code, the codes of the regions it lies in, its NUTS II first."""
    return {row["key"]: [row[kind] for kind in ("region", "nuts3", "district", "cim")] for row in table(text)}


def scoped(rows, scope, places):
    """The measures of a scope; more conditions may follow it, as in `region:PT1A;area=labour;plan=x` (empty: none named)."""
    first, *more = scope.split(";")
    kind, _, key = first.partition(":")
    chosen = rows if kind == "country" else [row for row in rows if _inside(row, kind, key, places)]
    for condition in more:
        by, _, value = condition.partition("=")
        chosen = [row for row in chosen if (value or None) in keys(row, by, places)]
    return chosen


def _inside(row, kind, key, places):
    match kind:
        case "plan":
            return row["plan"] == key
        case "measure":
            return row["key"] == key
        case "area":
            return key in row["areas"]
        case "municipality":
            return key in row["municipalities"]
        case "region":
            return any(key in places[town] for town in row["municipalities"])
    raise ValueError(f"no such scope: {kind}")


def keys(row, by, places):
    """The groups a measure counts in; [None] where it names none."""
    match by:
        case "area":
            found = row["areas"]
        case "municipality" | "responsible":
            found = row["municipalities" if by == "municipality" else by]
        case "region":
            found = sorted({places[town][0] for town in row["municipalities"]})
        case "measure":
            found = [row["key"]]
        case _:
            found = [row[by]] if row[by] else []
    return found or [None]


def grouped(rows, by, places):
    """F of every group, by key."""
    groups = {}
    for row in rows:
        for key in keys(row, by, places):
            groups.setdefault(key, []).append(row)
    return {key: figures(members) for key, members in groups.items()}


def figures(rows):
    """F of a set of measures (degree.md, section 4): fractions half up with 6 decimals, None for an empty set."""
    live = [row for row in rows if row["state"] != "cancelled"]
    informed = [row for row in live if row["state"] != "no_information"]
    dated = [row for row in live if row["planned"] is not None]
    money = [row for row in rows if row["spent"] is not None]
    weight = _sum(row["weight"] for row in live)
    done = _sum(row["weight"] * row["degree"] for row in informed)
    days = [row["newest_report"] for row in rows if row["newest_report"]]
    due = _sum(row["weight"] for row in live if row["due"])
    return {
        "degree": _ratio(done, weight),
        "degree_reported": _ratio(done, _sum(row["weight"] for row in informed)),
        "degree_plan_mean": _plan_mean(live),
        "planned": _ratio(_sum(r["weight"] * r["planned"] for r in dated), _sum(r["weight"] for r in dated)),
        "upper": _ratio(_sum(row["weight"] * row["upper"] for row in live), weight),
        "coverage": _ratio(_sum(row["weight"] for row in informed), weight),
        "coverage_fresh": _ratio(_sum(row["weight"] for row in live if row["fresh"]), due),
        "financial": _ratio(_sum(row["spent"] for row in money), _sum(row["budget"] for row in money)),
        "states": {name: sum(row["state"] == name for row in rows) for name in STATES},
        "schedule": {name: sum(row["schedule"] == name for row in rows) for name in SCHEDULE},
        "stale": sum(row["stale"] for row in rows),
        "measures": len(rows),
        "weight": weight,
        "newest_report": max(days).isoformat() if days else None,
        "weight_without_schedule": _sum(row["weight"] for row in live if row["planned"] is None),
        "financial_measures": len(money),
    }


def _plan_mean(live):
    plans = {}
    for row in live:
        plans.setdefault(row["plan"], []).append(row)
    means = [
        _sum(r["weight"] * (r["degree"] or 0) for r in p) / _sum(r["weight"] for r in p)
        for p in plans.values()
    ]
    return _ratio(_sum(means), float(len(means)))


def _sum(values):
    return math.fsum(values)


def _ratio(part, whole):
    if not whole:
        return None
    exact = Decimal(repr(round(part / whole, 12)))
    return float(exact.quantize(Decimal("0.000001"), ROUND_HALF_UP))
