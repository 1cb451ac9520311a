"""Letters to who is registered: sealed as they wait, with what calendars take; who left no address has the code instead."""

import base64
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rumo.ground.ledger.rules.seals import seal
from rumo.ground.outbox.actions import Letter, post_all
from rumo.listen.gatherings import models as m

RECEIPT, TOLD = "gathering.registered", "gathering.told"
LEFT, MOVED, CHANGED, CANCELLED = "left", "moved", "changed", "cancelled"
"""What a letter tells: they gave up, a place became free for them, the gathering changed, it is cancelled."""
CONFIRMED, WAITING = m.Seat.State.CONFIRMED, m.Seat.State.WAITING


def key_of(gathering: m.Gathering) -> str:
    """Return the name of the key that seals a gathering's letters; it goes when its registrations are forgotten."""
    return f"gathering-{gathering.slug}"


def receipt(registration: m.Registration, seats: Sequence[m.Seat], code: str, at: datetime) -> None:
    """Post the receipt of a registration, within the caller's transaction."""
    _post([_letter(RECEIPT, registration, seats, "", {"code": code})], at)


def tell(
    what: str, of: Iterable[tuple[m.Registration, Sequence[m.Seat]]], at: datetime, why: str = ""
) -> None:
    """Post to people what happened to these seats of theirs, within the caller's transaction."""
    _post([_letter(TOLD, one, seats, what, {"reason": why}) for one, seats in of], at)


def _post(letters: Iterable[Letter | None], at: datetime) -> None:
    post_all(letters=[one for one in letters if one is not None], at=at)


def _letter(
    kind: str, registration: m.Registration, seats: Sequence[m.Seat], what: str, more: dict[str, str]
) -> Letter | None:
    """A letter, sealed; None to who left no address. Its key says nothing of whom it goes to."""
    if not registration.email:
        return None
    gathering = registration.gathering
    told = {
        "to": registration.email,
        "title": gathering.title,
        "slug": gathering.slug,
        "what": what,
        "confirmed": [_line(one.session, gathering.zone) for one in seats if one.state == CONFIRMED],
        "waiting": [_line(one.session, gathering.zone) for one in seats if one.state == WAITING],
        "calendar": _calendar(gathering, seats, gone=what in (LEFT, CANCELLED)),
        **more,
    }
    sealed = {"key": key_of(gathering), "sealed": base64.b64encode(seal(key_of(gathering), told)).decode()}
    places = ".".join(str(one.pk) for one in seats)
    key = f"{kind}:{registration.public_id}:{gathering.revision}:{what}:{places}"
    return Letter(kind, key[:400], "", registration.language, sealed)


def _line(session: m.Session, zone: str) -> str:
    """A session on one line, in figures that every language reads."""
    here = ZoneInfo(zone)
    start, end = session.starts_at.astimezone(here), session.ends_at.astimezone(here)
    hours = f"{start:%Y-%m-%d}, {start:%H:%M}–{end:%H:%M}"
    return " · ".join(part for part in (hours, session.title, session.place, session.online) if part)


def _calendar(gathering: m.Gathering, seats: Sequence[m.Seat], *, gone: bool) -> dict[str, Any] | None:
    """What a calendar is told of these seats: those confirmed are to be put down, of what is over to be struck out; None: nothing."""
    told = [one.session for one in seats if gone or one.state == CONFIRMED]
    if not told:
        return None
    return {
        "method": "CANCEL" if gone else "REQUEST",
        "sequence": gathering.revision,
        "changed_at": gathering.changed_at.isoformat(),
        "sessions": [
            {
                "number": one.number,
                "title": one.title,
                "starts_at": one.starts_at.isoformat(),
                "ends_at": one.ends_at.isoformat(),
                "place": one.place or one.online,
                "online": one.online,
            }
            for one in told
        ],
    }
