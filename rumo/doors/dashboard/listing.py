"""The list of measures: what its address may say, which measures pass, in which order, which page of them."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from django.http import QueryDict
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from rumo.deliver.rollup.queries import lists
from rumo.deliver.rollup.queries.grouping import groups_of
from rumo.deliver.rollup.queries.reading import Reading
from rumo.doors.dashboard import words
from rumo.doors.dashboard.looking import Look
from rumo.doors.web.asking import BadQuestion
from rumo.science.degree.columns import NO_DAY

PAGE = 50
SORTS = ("degree", "-degree", "planned", "-planned", "end", "-end", "newest", "-newest")
NAMES = (*lists.GROUPED, "only", "q")
_FIELD = {"q": "text"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address of a list says: filter, order ("" is plan and measure), page from 1."""

    filter: lists.Filter
    sort: str
    page: int


def wanted(get: QueryDict) -> Wanted:
    """Read a list's filter, order and page; raises BadQuestion."""
    values = {_FIELD.get(name, name): get.get(name, "").strip()[:200] for name in NAMES}
    _one_of("only", values["only"], lists.ONLY)
    for name, known in (("state", tuple(words.states())), ("schedule", tuple(words.schedules()))):
        for value in values[name].split(","):
            _one_of(name, value, known)
    sort = get.get("sort", "")
    _one_of("sort", sort, SORTS)
    page = get.get("page", "1")
    if not page.isdecimal() or not 1 <= int(page[:9]) <= 100_000:
        raise BadQuestion(
            "page", _("«%(text)s» não é uma página. Escreva um número a partir de 1.") % {"text": page[:40]}
        )
    return Wanted(lists.Filter(**values), sort, int(page))


def _one_of(name: str, value: str, known: tuple[str, ...]) -> None:
    if value and value not in known:
        words = {"text": value[:40], "known": ", ".join(known)}
        raise BadQuestion(
            name, _("«%(text)s» não é uma das escolhas. Escreva uma destas: %(known)s.") % words
        )


def chosen(reading: Reading, asked: Wanted) -> NDArray[np.integer[Any]]:
    """Return the measures that pass, in the order asked for; several states or classes, apart by commas, are those of any."""
    filters = [
        replace(asked.filter, state=state, schedule=schedule)
        for state in asked.filter.state.split(",")
        for schedule in asked.filter.schedule.split(",")
    ]
    found = [lists.narrowed(reading, one) for one in filters]
    index = found[0] if len(found) == 1 else np.unique(np.concatenate(found))
    return _sorted(reading, index, asked.sort)


def _sorted(reading: Reading, index: NDArray[np.integer[Any]], sort: str) -> NDArray[np.integer[Any]]:
    """Sort by a figure; a measure that has none comes last, whichever way."""
    if not sort:
        return index
    name, down = sort.lstrip("-"), sort.startswith("-")
    figures = reading.figures
    column = (
        reading.held.facts.mv_end[figures.mv[0][index]] if name == "end" else getattr(figures, name)[0][index]
    )
    values = np.asarray(column, dtype=np.float64)
    missing = np.isnan(values) | (values == NO_DAY) if name in ("end", "newest") else np.isnan(values)
    return index[np.lexsort((np.where(missing, 0, -values if down else values), missing))]


def written(asked: Wanted) -> dict[str, str]:
    """Return the filter as an address writes it, without what is empty."""
    names = {"text": "q"}
    pairs = {names.get(f.name, f.name): getattr(asked.filter, f.name) for f in fields(asked.filter)}
    return {name: value for name, value in pairs.items() if value}


def group_names(look: Look, name: str) -> dict[str, str]:
    """Return the names of the groups of the scope's measures, by the key a filter takes; no figures are worked out."""
    groups = groups_of(look.held, look.reading.figures, look.reading.measures, name, look.lang)
    return {key or lists.NONE: label for key, label in zip(groups.keys, groups.labels, strict=True)}
