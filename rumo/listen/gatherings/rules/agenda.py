"""The agenda of a session as it is typed: a line for each item, the hour it begins, the hour it ends where that is told, its title."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from rumo.ground.core.texts import line as one_line

MOST = 60
"""Items of one session."""
TITLE = 300
_LINE = re.compile(
    r"(?P<start>\d{1,2}[:h.]\d{2})\s*(?:[-–—]\s*(?P<end>\d{1,2}[:h.]\d{2}))?\s*[-–—|]?\s*(?P<title>\S.*)"
)


class BadLine(ValueError):
    """A line of an agenda that nobody can read, said in words that name it."""


@dataclass(frozen=True, slots=True)
class Timed:
    """An item of an agenda: when it begins and ends, and what it is."""

    starts_at: datetime
    ends_at: datetime | None
    title: str


def read(text: str, *, starts_at: datetime, zone: str) -> list[Timed]:
    """Return the items of an agenda, in the order written, on the day the session begins (an hour before it is of the next day).

    Raises BadLine for a line that does not begin with an hour, an end not after its start, or more than MOST items.
    """
    lines = [one_line(line) for line in text.splitlines() if one_line(line)]
    if len(lines) > MOST:
        raise BadLine(_("A agenda tem %(n)s linhas e o máximo é %(most)s.") % {"n": len(lines), "most": MOST})
    return [_item(line, starts_at.astimezone(ZoneInfo(zone))) for line in lines]


def written(items: list[Timed], *, zone: str) -> str:
    """Return items as the text they are read from."""
    return "\n".join(_line(item, ZoneInfo(zone)) for item in items)


def _line(item: Timed, zone: ZoneInfo) -> str:
    hours = [at.astimezone(zone).strftime("%H:%M") for at in (item.starts_at, item.ends_at) if at]
    return f"{'-'.join(hours)} {item.title}"


def _item(line: str, begins: datetime) -> Timed:
    found = _LINE.fullmatch(line)
    start = found and _at(found["start"], begins)
    if found is None or start is None or len(found["title"]) > TITLE:
        raise BadLine(
            _("Não percebemos a linha «%(line)s». Escreva a hora e o que é, por exemplo «10:30 Acolhimento».")
            % {"line": line[:60]}
        )
    end = _at(found["end"], start) if found["end"] else None
    if found["end"] and (end is None or end <= start):
        raise BadLine(_("Na linha «%(line)s» o fim não vem depois do início.") % {"line": line[:60]})
    return Timed(start, end, found["title"])


def _at(hour: str, after: datetime) -> datetime | None:
    """The first instant at that hour which is not before another; None where there is no such hour."""
    hours, minutes = (int(part) for part in re.split(r"[:h.]", hour))
    if hours > 23 or minutes > 59:
        return None
    found = datetime.combine(after.date(), time(hours, minutes), tzinfo=after.tzinfo)
    return found if found >= after else found + timedelta(days=1)
