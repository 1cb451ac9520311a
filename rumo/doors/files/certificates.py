"""The certificate that somebody came to a gathering, as a tagged PDF; made anew each time it is asked for, and kept nowhere."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rumo.doors.files.pdf import made
from rumo.doors.web import formats
from rumo.listen.gatherings.models import Registration, Seat


def certificate(row: Registration, seats: Sequence[Seat], *, at: datetime) -> bytes:
    """Return the certificate of the sessions somebody was seen at, in the language of the page it is asked on."""
    gathering = row.gathering
    zone = ZoneInfo(gathering.zone)
    today = at.astimezone(zone).date()
    return made(
        "certificate",
        {
            "lang": get_language() or "pt",
            "day": [today.year, today.month, today.day],
            "title": _("Certificado de presença"),
            "owner": gathering.owner.name,
            "says": _("Esteve presente:"),
            "name": row.name,
            "organisation": row.organisation,
            "gathering": gathering.title,
            "kind": str(gathering.get_kind_display()),
            "sessions": [_session(one, zone) for one in seats],
            "number": _("Número %(number)s, passado em %(day)s.")
            % {"number": row.public_id, "day": formats.day(today)},
            "example": _("Exemplo: este encontro é inventado.") if gathering.synthetic else "",
        },
    )


def _session(one: Seat, zone: ZoneInfo) -> str:
    start, end = one.session.starts_at.astimezone(zone), one.session.ends_at.astimezone(zone)
    parts = (formats.day(start.date()), f"{start:%H:%M}–{end:%H:%M}", one.session.title, one.session.place)
    return ", ".join(part for part in parts if part)
