"""A small strict reader of iCalendar (RFC 5545), written apart from the library that writes: what it does not allow raises."""

import re
from dataclasses import dataclass, field

NAME = re.compile(r"[A-Z0-9-]+")
INSTANT = re.compile(r"\d{8}T\d{6}Z")
ONCE = ("UID", "DTSTAMP", "DTSTART")
ESCAPED = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


@dataclass
class Calendar:
    """The calendar's own properties and its events, each by name; the parameters of an event's properties beside."""

    properties: dict[str, str] = field(default_factory=dict)
    events: list[dict[str, str]] = field(default_factory=list)


def read(content):
    """Return what a calendar holds; AssertionError for what RFC 5545 does not allow."""
    text = content.decode("utf-8")
    assert text.endswith("\r\n"), "every line ends in CRLF"
    lines = text.split("\r\n")[:-1]
    assert not any("\n" in line or "\r" in line for line in lines), "no bare line ends"
    assert all(len(line.encode()) <= 75 for line in lines), "lines are folded at 75 octets"
    found, open_ = Calendar(), []
    for name, value in map(parted, re.sub(r"\r\n[ \t]", "", "\r\n".join(lines)).split("\r\n")):
        if name == "BEGIN":
            open_.append(value)
            assert open_ in (["VCALENDAR"], ["VCALENDAR", "VEVENT"])
            if value == "VEVENT":
                found.events.append({})
        elif name == "END":
            assert open_.pop() == value
        else:
            here = found.events[-1] if open_ == ["VCALENDAR", "VEVENT"] else found.properties
            assert name not in here, f"{name} stands twice"
            here[name] = value
    assert open_ == []
    whole(found)
    return found


def parted(line):
    """The name and the value of a line; text as it was before it was escaped."""
    head, _colon, value = quoted_apart(line)
    name = head.split(";")[0]
    assert NAME.fullmatch(name), f"no name of a property: {name!r}"
    return name, re.sub(r"\\[nN,;\\]", lambda found: ESCAPED[found[0]], value)


def quoted_apart(line):
    """A line at its first colon outside quotes."""
    quoted = False
    for place, sign in enumerate(line):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return line[:place], ":", line[place + 1 :]
    raise AssertionError(f"no colon: {line!r}")


def whole(found):
    """What every calendar must hold."""
    assert found.properties["VERSION"] == "2.0"
    assert found.properties["PRODID"]
    for event in found.events:
        assert all(event[name] for name in ONCE)
        assert INSTANT.fullmatch(event["DTSTAMP"])
        assert event["DTEND"] > event["DTSTART"]
        assert event["SEQUENCE"].isdigit()
    names = [event["UID"] for event in found.events]
    assert len(set(names)) == len(names)
    if found.properties["METHOD"] in ("REQUEST", "CANCEL"):
        assert all(event["ORGANIZER"].startswith("mailto:") for event in found.events)
        assert len(found.events) == 1
