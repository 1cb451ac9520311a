"""Clashes of a timetable: two things in one room at once, somebody in two at once, and what lies outside the hours it may have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

ROOM, PERSON, OUTSIDE = "room", "person", "outside"


@dataclass(frozen=True, slots=True)
class Placed:
    """Something in a room from `start` until before `end`, and who is in it; `key` is what it is known by."""

    key: str
    room: str
    start: datetime
    end: datetime
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clash:
    """Two placed things (keys, the earlier first) that cannot both be, for the sake of a room or a person; or one outside all hours."""

    kind: str
    first: str
    second: str = ""
    what: str = ""  # the room or the person


def clashes(placed: Iterable[Placed], hours: Sequence[tuple[datetime, datetime]]) -> list[Clash]:
    """Return every clash, in order of time; none where each lies within one of the hours and no two that meet share a room or a person.

    Two meet where each begins before the other ends: one may begin at the instant another ends. O(n log n), and what clashes.
    """
    ordered = sorted(placed, key=lambda one: (one.start, one.end, one.key))
    found = [
        Clash(OUTSIDE, one.key)
        for one in ordered
        if not any(begin <= one.start and one.end <= end for begin, end in hours)
    ]
    by_room: dict[str, list[Placed]] = {}
    by_person: dict[str, list[Placed]] = {}
    for one in ordered:
        by_room.setdefault(one.room, []).append(one)
        for person in one.people:
            by_person.setdefault(person, []).append(one)
    found += _meeting(ROOM, by_room)
    found += _meeting(PERSON, by_person)
    place = {one.key: at for at, one in enumerate(ordered)}
    return sorted(found, key=lambda one: (place[one.first], one.kind, place.get(one.second, 0), one.what))


def _meeting(kind: str, groups: Mapping[str, Sequence[Placed]]) -> Iterator[Clash]:
    """Each pair of one group that meets; a group is in order of start."""
    for what, group in groups.items():
        running: list[Placed] = []
        for one in group:
            running = [other for other in running if one.start < other.end]
            yield from (Clash(kind, other.key, one.key, what) for other in running)
            running.append(one)
