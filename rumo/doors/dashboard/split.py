"""The parts of a value as a page tells them: by sex, age and nationality, small numbers hidden."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rumo.deliver.plans.models import Indicator
from rumo.deliver.rollup.queries.parts import Split
from rumo.deliver.rollup.queries.snapshot import Snapshot
from rumo.doors.dashboard.told import with_unit


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one indicator in one place: (dimension, category, about how many; None: hidden)."""

    indicator: Indicator
    place: str
    day: date
    total: str
    rows: list[tuple[str, str, int | None]]
    hidden: bool


def parts_told(indicators: list[Indicator], splits: dict[str, list[Split]], held: Snapshot) -> list[Parts]:
    """Return the parts of every indicator that has some to show, in the order of the plan."""
    return [_told(ind, split, held) for ind in indicators for split in splits.get(ind.code, [])]


def _told(indicator: Indicator, split: Split, held: Snapshot) -> Parts:
    rows = [
        (_dimension(name), _category(name, category), count)
        for name, cells in split.shown.dimensions.items()
        for category, count in cells.items()
    ]
    place = held.places[int(split.place)].name if split.place else ""
    total = with_unit(split.shown.total, indicator.unit)
    return Parts(indicator, place, split.day, total, rows, any(count is None for *_words, count in rows))


def _dimension(name: str) -> str:
    return {"sex": _("Sexo"), "age": _("Idade"), "nationality": _("Nacionalidade")}.get(name, name)


def _category(dimension: str, name: str) -> str:
    if dimension == "sex":
        return {"f": _("mulheres"), "m": _("homens"), "x": _("outro")}.get(name, name)
    return _("%(range)s anos") % {"range": name} if dimension == "age" and name[:1].isdecimal() else name
