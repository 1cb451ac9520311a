"""The table of one day of a programme, written without a template: a hundred things that are given within a few milliseconds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rumo.listen.conferences.models import Room, Slot, Speaker
from rumo.listen.conferences.queries.programme import Told, Whole

_ROW = '<tr><th scope="row"><time datetime="{}">{}</time></th>{}</tr>'
_CELL = '<td data-label="{}">{}</td>'
_SLOT = '<div class="slot {}">{}{}<br><span class="small">{} min</span></div>'
_TITLE = '<bdi lang="{}">{}</bdi>'
_LINK = '<a href="{}/"><bdi lang="{}">{}</bdi></a>'
_GONE = '<span class="tag warn">{}</span> <s><bdi lang="{}">{}</bdi></s>'
_NAME = "<bdi>{}</bdi>"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a programme: its rooms in use, and its rows, one for each instant at which something begins."""

    day: date
    rooms: Sequence[Room]
    rows: SafeString


def days(found: Whole) -> Iterator[Day]:
    """Return the days of a programme in order (no query)."""
    by_day: dict[date, list[Told]] = {}
    for one in found.told:
        by_day.setdefault(one.day, []).append(one)
    for day, today in sorted(by_day.items()):
        used = {one.slot.room_id for one in today}
        rooms = [room for room in found.rooms if room.pk in used]
        yield Day(day, rooms, _rows(today, rooms))


def _rows(today: Sequence[Told], rooms: Sequence[Room]) -> SafeString:
    cells: dict[datetime, dict[int, list[Told]]] = {}
    for one in today:
        cells.setdefault(one.starts, {}).setdefault(one.slot.room_id, []).append(one)
    lines = (
        (
            instant.isoformat(),
            f"{instant:%H:%M}",
            format_html_join("", _CELL, ((room.name, _given(held.get(room.pk, ()))) for room in rooms)),
        )
        for instant, held in sorted(cells.items())
    )
    return format_html_join("\n", _ROW, lines)


def _given(several: Sequence[Told]) -> SafeString:
    """What is given in one room from one instant; several where one was cancelled and another put in its place."""
    return format_html_join("", _SLOT, (_slot(one) for one in several))


def _slot(one: Told) -> tuple[str, SafeString, SafeString, int]:
    return one.slot.kind, _title(one), _names(one.speakers), one.slot.minutes


def _title(one: Told) -> SafeString:
    if one.slot.cancelled_at is not None:
        return format_html(_GONE, _("cancelado"), one.language, one.title)
    if one.slot.kind == Slot.Kind.BREAK:
        return format_html(_TITLE, one.language, one.title)
    return format_html(_LINK, one.slot.number, one.language, one.title)


def _names(speakers: Sequence[Speaker]) -> SafeString:
    names = format_html_join(", ", _NAME, ((person.name,) for person in speakers))
    return format_html("<br>{}", names) if speakers else names
