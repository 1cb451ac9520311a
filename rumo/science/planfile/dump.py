"""Writes a plan in the canonical JSON shape of docs/plan-file.md: every key present, the same plan always the same text."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from decimal import Decimal
from typing import Any

from rumo.science.planfile.document import FORMAT, Plan, Value

HEAD = (
    "synthetic",
    "version",
    "effective_on",
    "published_at",
    "slug",
    "title",
    "kind",
    "municipalities",
    "promoter",
)
AFTER_PERIOD = (
    "until_replaced", "language", "source", "funding", "partners", "adopted", "cycles", "dropped", "carried",
)  # fmt: skip


def dump(plan: Plan) -> dict[str, Any]:
    """The JSON shape of a plan; parse(dump(plan)) gives the plan back."""
    return {
        "format": FORMAT,
        **{key: plain(getattr(plan, key)) for key in HEAD},
        "period": {"start": plain(plan.start), "end": plain(plan.end)},
        **{key: plain(getattr(plan, key)) for key in AFTER_PERIOD},
        "measures": plain(plan.measures),
        "as_printed": plan.as_printed,
        "reports": plain(plan.reports),
    }


def said(record: Any, name: str) -> Any:
    """The JSON value of one field of a thing; the source's own words (`as_printed`) go out as they came, whatever they are."""
    value = getattr(record, name)
    return value if name == "as_printed" else plain(value)


def _record(record: Any) -> dict[str, Any]:
    # A key that Python keeps for itself ("from") is a field with an underscore after it.
    return {each.name.rstrip("_"): said(record, each.name) for each in fields(record)}


def plain(value: Any) -> Any:
    """The JSON value of any value of the document; an indicator's value with no parts is a bare number."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        return int(value) if float(value).is_integer() else value
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Value) and not value.by:
        return plain(value.total)
    return _record(value)
