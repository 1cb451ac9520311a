"""Minutes: those in writing, those published, what they tell."""

from collections.abc import Iterable

from rumo.listen.gatherings import models as m
from rumo.listen.gatherings.rules import Noted


def in_writing(row: m.Gathering) -> m.Minutes | None:
    """Return the minutes of a gathering that are in preparation or to be approved (one query)."""
    rows = m.Minutes.objects.filter(gathering=row, state__in=["draft", "submitted"])
    return rows.select_related("supersedes").first()


def handed_in(rows: Iterable[m.Gathering]) -> dict[int, m.Minutes]:
    """Return the minutes that wait to be approved, by the row id of the gathering (one query)."""
    found = m.Minutes.objects.filter(gathering__in=[row.pk for row in rows], state=m.Minutes.State.SUBMITTED)
    return {one.gathering_id: one for one in found}


def published_minutes(row: m.Gathering) -> m.Minutes | None:
    """Return the published minutes of a gathering (one query)."""
    return m.Minutes.objects.filter(gathering=row, state=m.Minutes.State.PUBLISHED).first()


def latest_minutes(row: m.Gathering) -> m.Minutes | None:
    """Return the published minutes of a gathering, or where there are none the last withdrawn (one query)."""
    rows = m.Minutes.objects.filter(gathering=row, state__in=["published", "withdrawn"])
    return rows.order_by("state", "-number").first()


def items_of(minutes: m.Minutes | None) -> list[Noted]:
    """Return what minutes tell, in order (one query); nothing of none."""
    if minutes is None:
        return []
    rows = m.MinutesItem.objects.filter(minutes=minutes)
    return [Noted(one.kind, one.text, one.owner, one.due_on, one.from_card) for one in rows]


def with_minutes(rows: Iterable[m.Gathering]) -> set[int]:
    """Return which gatherings have published minutes (one query)."""
    found = m.Minutes.objects.filter(gathering__in=[row.pk for row in rows], state=m.Minutes.State.PUBLISHED)
    return set(found.values_list("gathering", flat=True))
