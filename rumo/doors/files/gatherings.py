"""Gatherings as others read them: calendars (iCalendar) to subscribe to and in letters, schema.org events, plain values for machines."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rumo.listen.gatherings.models import Gathering, Session
from rumo.listen.gatherings.queries import Whole
from rumo.listen.gatherings.rules import phase

PRODUCT = "-//Rumo//encontros//PT"
_ESCAPES = {ord(c): f"\\u{ord(c):04X}" for c in "<>&'\u2028\u2029"}


def gathering_page(lang: str, slug: str) -> str:
    """The page of a gathering."""
    return f"/{lang}/encontros/{slug}/"


def uid(slug: str, number: int) -> str:
    """The name of a session in calendars, for ever: in subscriptions and in letters the same."""
    digest = hashlib.sha256(f"{slug}\nsession\n{number}".encode()).hexdigest()[:32]
    return f"{digest}@{urlsplit(settings.SITE_URL).hostname}"


def calendar(rows: Iterable[tuple[Gathering, Sequence[Session]]], lang: str, name: str) -> bytes:
    """The sessions of published gatherings; what changed has a higher number, what is cancelled says so.

    The address of a session online is told to who registered alone, so it is in no calendar of everybody.
    """
    out = _begun("PUBLISH")
    out.add("x-wr-calname", _plain(name))
    for row, sessions in rows:
        for one in sessions:
            event = _event(row.slug, row.title, row.revision, row.changed_at, lang, _values(one, row))
            out.add_component(event)
            event.add("status", "CANCELLED" if row.state == Gathering.State.CANCELLED else "CONFIRMED")
    text: bytes = out.to_ical()
    return text


def invitations(told: Mapping[str, Any], *, to: str, title: str, slug: str, lang: str) -> list[bytes]:
    """The calendars of a letter, one a session, as its payload tells them: a method holds for one event (RFC 5546, 3.2)."""
    return [_invitation(told, one, to, title, slug, lang) for one in told["sessions"]]


def _invitation(
    told: Mapping[str, Any], session: Mapping[str, Any], to: str, title: str, slug: str, lang: str
) -> bytes:
    out = _begun(told["method"])
    changed = datetime.fromisoformat(told["changed_at"])
    event = _event(slug, title, told["sequence"], changed, lang, session)
    event.add("status", "CANCELLED" if told["method"] == "CANCEL" else "CONFIRMED")
    event.add("organizer", f"mailto:{settings.DEFAULT_FROM_EMAIL}")
    guest = icalendar.vCalAddress(f"mailto:{to}")
    guest.params["PARTSTAT"], guest.params["RSVP"] = "ACCEPTED", "FALSE"
    event.add("attendee", guest)
    out.add_component(event)
    text: bytes = out.to_ical()
    return text


def _begun(method: str) -> icalendar.Calendar:
    out = icalendar.Calendar()
    out.add("prodid", PRODUCT)
    out.add("version", "2.0")
    out.add("method", method)
    return out


def _values(one: Session, row: Gathering) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": one.title,
        "starts_at": one.starts_at.isoformat(),
        "ends_at": one.ends_at.isoformat(),
        "place": one.place,
        "online": "",
    }


def _event(
    slug: str, title: str, sequence: int, changed_at: datetime, lang: str, one: Mapping[str, Any]
) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", uid(slug, one["number"]))
    event.add("dtstamp", _instant(changed_at))
    event.add("last-modified", _instant(changed_at))
    event.add("sequence", sequence)
    event.add("dtstart", _instant(datetime.fromisoformat(one["starts_at"])))
    event.add("dtend", _instant(datetime.fromisoformat(one["ends_at"])))
    event.add("summary", _plain(" · ".join(part for part in (title, one["title"]) if part)))
    if one["place"]:
        event.add("location", _plain(one["place"]))
    if one["online"]:
        event.add("description", _plain(one["online"]))
    event.add("url", f"{settings.SITE_URL}{gathering_page(lang, slug)}")
    return event


def structured(found: Whole, lang: str) -> SafeString:
    """The `<script type="application/ld+json">` that describes a gathering's sessions to search engines; data, which no browser runs."""
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": described(found, lang)}, ensure_ascii=False
    ).translate(_ESCAPES)
    # what could end the element, or begin markup, is escaped within the JSON: the rest is meant as it stands
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


def described(found: Whole, lang: str) -> list[dict[str, Any]]:
    """A gathering's sessions as schema.org events."""
    row, site = found.row, settings.SITE_URL
    gone = row.state == Gathering.State.CANCELLED
    return [
        {
            "@type": "Event",
            "@id": f"{site}{gathering_page(lang, row.slug)}#s{one.number}",
            "url": f"{site}{gathering_page(lang, row.slug)}",
            "name": " · ".join(part for part in (row.title, one.title) if part),
            "description": row.summary,
            "inLanguage": row.language,
            "startDate": one.starts_at.isoformat(),
            "endDate": one.ends_at.isoformat(),
            "eventStatus": f"https://schema.org/{'EventCancelled' if gone else 'EventScheduled'}",
            "eventAttendanceMode": f"https://schema.org/{_mode(one)}",
            "isAccessibleForFree": True,
            "organizer": {"@type": "Organization", "name": row.owner.name},
            "location": _location(one, f"{site}{gathering_page(lang, row.slug)}"),
            **({"maximumAttendeeCapacity": one.capacity} if one.capacity else {}),
        }
        for one in found.sessions
    ]


def _mode(one: Session) -> str:
    if one.place and one.online:
        return "MixedEventAttendanceMode"
    return "OfflineEventAttendanceMode" if one.place else "OnlineEventAttendanceMode"


def _location(one: Session, page: str) -> dict[str, Any]:
    if not one.place:
        return {"@type": "VirtualLocation", "url": page}
    town = {"addressLocality": one.municipality.name} if one.municipality else {}
    return {
        "@type": "Place",
        "name": one.place,
        "address": {"@type": "PostalAddress", "addressCountry": "PT", "streetAddress": one.place, **town},
    }


def plain_head(row: Gathering, sessions: Sequence[Session], lang: str, *, at: datetime) -> dict[str, Any]:
    """A gathering as a list of machines has it."""
    return {
        "slug": row.slug,
        "synthetic": row.synthetic,
        "kind": row.kind,
        "title": row.title,
        "summary": row.summary,
        "language": row.language,
        "owner": row.owner.name,
        "consultation": row.consultation.slug if row.consultation else None,
        "state": phase(row, list(sessions), at=at).value,
        "cancelled_why": row.cancelled_why or None,
        "starts_at": sessions[0].starts_at.isoformat() if sessions else None,
        "ends_at": max(one.ends_at for one in sessions).isoformat() if sessions else None,
        "revision": row.revision,
        "page": gathering_page(lang, row.slug),
    }


def plain_whole(found: Whole, lang: str, *, at: datetime) -> dict[str, Any]:
    """The same with its sessions, their agenda and how many places are free, documents and people in charge."""
    return {
        **plain_head(found.row, found.sessions, lang, at=at),
        "directions": found.row.directions,
        "registration": found.row.registration,
        "registration_ends_at": _iso(found.row.registration_ends_at),
        "sessions": [
            {
                "number": one.session.number,
                "title": one.session.title,
                "starts_at": _iso(one.session.starts_at),
                "ends_at": _iso(one.session.ends_at),
                "place": one.session.place or None,
                "municipality": one.session.municipality.dico if one.session.municipality else None,
                "online": bool(one.session.online),
                "capacity": one.session.capacity,
                "free": one.free,
                "agenda": [
                    {"starts_at": _iso(item.starts_at), "ends_at": _iso(item.ends_at), "title": item.title}
                    for item in found.items.get(one.session.pk, ())
                ],
            }
            for one in found.places
        ],
        "people": [{"role": one.role, "name": one.name} for one in found.people],
        "documents": [one.title for one in found.documents],
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _instant(at: datetime) -> datetime:
    """An instant as calendars write it: in UTC, to the second."""
    return at.astimezone(UTC).replace(microsecond=0)


def _plain(text: str) -> str:
    """Text without what a line of a calendar cannot carry."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
