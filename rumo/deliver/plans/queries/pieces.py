"""The small lists of a version of a plan (places, adoption, areas, milestones …) in one query, for pages that may ask few."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, F, FloatField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from rumo.deliver.plans import models as m

Pieces = defaultdict[tuple[str, int], list["Piece"]]


class Piece(NamedTuple):
    """One item of a list: texts, a day and a number, as far as its kind has them."""

    position: int
    one: str | None
    two: str | None
    three: str | None
    four: str | None
    on: date | None
    number: float | None


def pieces_of(versions: Collection[m.PlanVersion], code: str | None = None) -> Pieces:
    """Return the items of each list by (kind, owner's key), in order (one query); of one measure's lists where `code` is given.

    Owners are versions (place, adopted, dropped, carried), measure versions (area, town, milestone) and indicators (target).
    """
    keys = [version.pk for version in versions]
    of_version = Q(version__in=keys)
    of_measure = Q(measure_version__version__in=keys)
    of_indicator = Q(indicator__measure_version__version__in=keys)
    if code is not None:
        of_measure &= Q(measure_version__measure__code=code)
        of_indicator &= Q(indicator__measure_version__measure__code=code)
    rows = [
        _rows(m.PlanPlace, of_version, "place", "version_id", "position", one="municipality__dico"),
        _rows(m.AdoptionAct, of_version, "adopted", "version_id", "position", one="body", two="document", on="on"),
        _rows(m.Dropped, of_version, "dropped", "version_id", "pk", one="measure__code", two="reason"),
        _rows(
            m.Carried, of_version, "carried", "version_id", "position",
            one="from_key", two="fate", three="into__code", four="reason",
        ),
        _rows(m.MeasureArea, of_measure, "area", "measure_version_id", "position", one="area__key"),
        _rows(m.MeasurePlace, of_measure, "town", "measure_version_id", "position", one="municipality__dico"),
        _rows(m.Milestone, of_measure, "milestone", "measure_version_id", "pk", on="on", number="share"),
        _rows(m.Target, of_indicator, "target", "indicator_id", "pk", on="on", number="value"),
    ]  # fmt: skip
    found: Pieces = defaultdict(list)
    for kind, owner, *rest in rows[0].union(*rows[1:], all=True):
        found[kind, owner].append(Piece(*rest))
    for (kind, _owner), items in found.items():
        items.sort(key=lambda item: (item.on, item.position) if kind == "milestone" else item.position)
    return found


def _rows(
    model: Any, of: Q, kind: str, owner: str, position: str, on: str = "", number: str = "", **texts: str
) -> "QuerySet[Any, Any]":
    """Return one kind of item as a row of the union: every kind has the same columns, of the same types."""
    columns: dict[str, Any] = dict(_columns(texts))
    columns["_on"] = F(on) if on else Cast(Value(None), DateField())
    columns["_number"] = F(number) if number else Cast(Value(None), FloatField())
    columns["_kind"] = Value(kind, output_field=CharField())
    columns["_owner"], columns["_position"] = F(owner), F(position)
    names = ("_kind", "_owner", "_position", "_one", "_two", "_three", "_four", "_on", "_number")
    rows: QuerySet[Any, Any] = model.objects.filter(of).order_by().annotate(**columns).values_list(*names)
    return rows


def _columns(texts: dict[str, str]) -> Iterator[tuple[str, Any]]:
    for name in ("one", "two", "three", "four"):
        said = F(texts[name]) if name in texts else Value(None)
        yield f"_{name}", Cast(said, TextField())
