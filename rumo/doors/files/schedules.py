"""A conference's programme for machines: iCalendar (RFC 5545), xCal (RFC 6321), and the JSON that conference applications read.

The JSON follows the schedule format of frab and pretalx (https://c3voc.de/wiki/schedule), whose schema its test holds it to.
"""

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as Tree
from zoneinfo import ZoneInfo

import icalendar
from django.utils.translation import gettext as _

from rumo.doors.files.addresses import programme_page, talk_page
from rumo.listen.conferences.queries.programme import Told, Whole
from rumo.listen.gatherings.models import Gathering

XCAL = "application/calendar+xml; charset=utf-8"
_NAMESPACE = "urn:ietf:params:xml:ns:icalendar-2.0"
_PRODUCT = "-//Rumo//conferences//PT"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def calendar(gathering: Gathering, told: Iterable[Told], lang: str, site: str) -> bytes:
    """Return the calendar of some slots; ids stay and count up, what was cancelled says so, as a subscription needs."""
    out = icalendar.Calendar()
    out.add("prodid", _PRODUCT)
    out.add("version", "2.0")
    out.add("x-wr-calname", _line(_named(gathering)))
    for one in told:
        made = icalendar.Event()
        for name, value in _properties(gathering, one, lang, site):
            made.add(name, value)
        out.add_component(made)
    text: bytes = out.to_ical()
    return text


def xcal(gathering: Gathering, told: Iterable[Told], lang: str, site: str) -> bytes:
    """Return the same events as XML, with the same ids."""
    root = Tree.Element("icalendar", {"xmlns": _NAMESPACE})
    whole = Tree.SubElement(root, "vcalendar")
    heads = Tree.SubElement(whole, "properties")
    for name, value in (("prodid", _PRODUCT), ("version", "2.0")):
        _element(heads, name, value)
    components = Tree.SubElement(whole, "components")
    for one in told:
        properties = Tree.SubElement(Tree.SubElement(components, "vevent"), "properties")
        for name, value in _properties(gathering, one, lang, site):
            _element(properties, name, value)
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))


def _element(parent: Tree.Element, name: str, value: object) -> None:
    """A property with its value in the element of its type (RFC 6321, 3.3 and 3.6)."""
    held = Tree.SubElement(parent, name)
    if isinstance(value, datetime):
        Tree.SubElement(held, "date-time").text = value.strftime("%Y-%m-%dT%H:%M:%SZ")
        return
    kind = {"url": "uri", "sequence": "integer"}.get(name, "text")
    Tree.SubElement(held, kind).text = _NOT_XML.sub(" ", str(value))


def _properties(gathering: Gathering, one: Told, lang: str, site: str) -> list[tuple[str, Any]]:
    """What a calendar holds of one slot, times in UTC."""
    slot = one.slot
    changed = _instant(slot.changed_at)
    people = ", ".join(person.name for person in one.speakers)
    found: list[tuple[str, Any]] = [
        ("uid", f"{slot.number}@{urlsplit(site).hostname}"),
        ("dtstamp", changed),
        ("last-modified", changed),
        ("sequence", slot.revision),
        ("dtstart", _instant(one.starts)),
        ("dtend", _instant(one.ends)),
        ("summary", _line(one.title)),
        ("location", _line(slot.room.name)),
        ("url", f"{site}{talk_page(lang, gathering.slug, slot.number)}"),
        ("status", "CANCELLED" if slot.cancelled_at or gathering.cancelled_at else "CONFIRMED"),
    ]
    if people or one.text:
        text = one.text.replace("\n", " ") if slot.cancelled_at is None else ""
        found.append(("description", _line(" · ".join(filter(None, (people, text))))))
    return found


def schedule(whole: Whole, lang: str, site: str) -> dict[str, Any]:
    """Return a programme as conference applications read it: days, in each the rooms, in each what is given; nothing cancelled.

    Instants are those of the gathering's own time zone, durations "HH:MM", ids of things UUIDs that stay.
    """
    gathering, zone = whole.gathering, ZoneInfo(whole.gathering.zone)
    told = [one for one in whole.told if one.slot.cancelled_at is None]
    if gathering.cancelled_at is not None:
        told = []
    days = sorted({one.starts.date() for one in told})
    revision = whole.programme.revision if whole.programme else 0
    return {
        "schedule": {
            "version": f"1.{revision}",
            "base_url": f"{site}{programme_page(lang, gathering.slug)}",
            "conference": {
                "acronym": _acronym(gathering.slug),
                "title": _named(gathering),
                "start": days[0].isoformat() if days else _first(whole, zone).isoformat(),
                "end": days[-1].isoformat() if days else _first(whole, zone).isoformat(),
                "daysCount": len(days),
                "timeslot_duration": "00:05",
                "time_zone_name": gathering.zone,
                "url": f"{site}{programme_page(lang, gathering.slug)}",
                "rooms": [
                    {
                        "name": room.name,
                        "guid": _guid(site, "room", room.number),
                        "description": None,
                        "capacity": room.capacity,
                    }
                    for room in whole.rooms
                ],
                "days": [_day(whole, told, day, place, lang, site) for place, day in enumerate(days, 1)],
            },
        }
    }


def _day(whole: Whole, told: Sequence[Told], day: date, place: int, lang: str, site: str) -> dict[str, Any]:
    zone = ZoneInfo(whole.gathering.zone)
    today = [one for one in told if one.starts.date() == day]
    rooms = {room.name: [one for one in today if one.slot.room_id == room.pk] for room in whole.rooms}
    return {
        "index": place,
        "date": day.isoformat(),
        "day_start": min(
            (one.starts for one in today), default=datetime.combine(day, time(), zone)
        ).isoformat(),
        "day_end": max((one.ends for one in today), default=datetime.combine(day, time(), zone)).isoformat(),
        "rooms": {
            name: [_event(whole.gathering, one, lang, site) for one in held] for name, held in rooms.items()
        },
    }


def _event(gathering: Gathering, one: Told, lang: str, site: str) -> dict[str, Any]:
    slot = one.slot
    people = [*one.speakers, *one.chairs]
    return {
        "id": slot.pk,
        "guid": _guid(site, "slot", slot.number),
        "date": one.starts.isoformat(),
        "start": f"{one.starts:%H:%M}",
        "duration": f"{slot.minutes // 60:02}:{slot.minutes % 60:02}",
        "room": slot.room.name,
        "slug": f"{_acronym(gathering.slug)}-{slot.number}",
        "url": f"{site}{talk_page(lang, gathering.slug, slot.number)}",
        "title": one.title,
        "subtitle": "",
        "track": one.topic or None,
        "type": {"talk": "talk", "keynote": "lecture", "panel": "podium", "break": "other"}[slot.kind],
        "language": one.language,
        "abstract": one.text,
        "description": "",
        "recording_license": "",
        "do_not_record": None,
        "persons": [{"id": person.pk, "public_name": person.name} for person in people],
        "links": [],
        "attachments": [],
    }


def _first(whole: Whole, zone: ZoneInfo) -> date:
    """The day a conference begins at, where nothing is given."""
    first = min((one.starts_at for one in whole.sessions), default=whole.gathering.recorded_at)
    return first.astimezone(zone).date()


def _guid(site: str, kind: str, number: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{site}/{kind}/{number}"))


def _acronym(slug: str) -> str:
    """A slug as the format writes short names: at least four letters, digits and underscores."""
    plain = re.sub("[^a-z0-9_]", "_", slug.lower())
    return plain.ljust(4, "_").rstrip("_").ljust(4, "x")


def _named(gathering: Gathering) -> str:
    title = gathering.title
    return _("Exemplo: %(title)s") % {"title": title} if gathering.synthetic else title


def _instant(value: datetime) -> datetime:
    return value.astimezone(UTC).replace(microsecond=0)


def _line(text: str) -> str:
    """Text without what a line of a calendar cannot carry."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
