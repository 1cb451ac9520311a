"""A letter in words: its kind's template with its payload, in the reader's language; the first line is the subject."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, Engine, TemplateDoesNotExist
from django.utils.translation import override

from rumo.doors.files.gatherings import invitations
from rumo.doors.web import formats, tongues
from rumo.ground.outbox.models import Message
from rumo.ground.people.models import Role

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "desk" / "mail"
LONG = ("reason", "reasons", "reply")
"""What may have several lines; everything else is one line, whatever was written in it."""
ADDRESS = ("slug", "token")
"""What stands in addresses alone."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class UnknownKind(Exception):
    """There is no template for the letter's kind: the version that sends is not the one that posted."""


@cache
def _engine() -> Engine:
    """Return the engine of letters, for which no template need load a thing."""
    return Engine(dirs=[str(TEMPLATES)], builtins=["django.templatetags.i18n"])


def kinds() -> set[str]:
    """Return the kinds of letters this version can write."""
    return {path.stem for path in TEMPLATES.glob("[!_]*.txt")}


def written(message: Message) -> EmailMessage:
    """Return a letter ready to be sent; raises UnknownKind.

    Its Message-ID follows from its key alone, so that a letter sent again (the sender died before noting that it had left) is
    recognised as the same by whoever receives it.
    """
    language = message.language if message.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(language):
        try:
            template = _engine().get_template(f"{message.kind}.txt")
        except TemplateDoesNotExist:
            raise UnknownKind(f"no template for letters of kind {message.kind!r}") from None
        text = template.render(
            Context({**_told(message.payload), "site": f"{settings.SITE_URL}/{language}"}, autoescape=False)
        )
    subject, _newline, body = tongues.bare(text).strip().partition("\n")
    headers = {
        "Message-ID": message_id(message.key),
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
    }
    letter = EmailMessage(" ".join(subject.split()), f"{_tidy(body)}\n", to=[message.to], headers=headers)
    _invite(letter, message, language)
    return letter


def _invite(letter: EmailMessage, message: Message, language: str) -> None:
    """Join what a calendar takes, where a letter's payload tells it (`calendar`): one file a session."""
    told = message.payload.get("calendar")
    if not told:
        return
    about = {"to": message.to, "title": message.payload["title"], "slug": message.payload["slug"]}
    for number, content in enumerate(invitations(told, lang=language, **about), 1):
        kind = f"text/calendar; method={told['method']}; charset=utf-8"
        letter.attach(f"encontro-{number}.ics", content.decode(), kind)


def message_id(key: str) -> str:
    """Return the Message-ID of the letter with this key."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host}>"


def _told(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return the payload as templates take it: a day in words, and beside it as addresses write it; the role in words."""
    told = {name: _value(name, value) for name, value in payload.items()}
    for name, value in payload.items():
        if isinstance(value, str) and _DAY.fullmatch(value):
            told |= {name: formats.day(date.fromisoformat(value)), f"{name}_iso": value}
    if told.get("role") in Role.values:
        told["role"] = str(Role(told["role"]).label)
    return told


def _value(name: str, value: Any) -> Any:
    """Return text on one line, unless several are meant; what stands in an address is quoted."""
    if isinstance(value, list):
        return [_value(name, each) for each in value]
    if not isinstance(value, str):
        return value
    clean = _UNSEEN.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n"))
    if name in LONG:
        return clean.strip()
    one_line = " ".join(clean.split())
    return quote(one_line, safe="") if name in ADDRESS else one_line


def _tidy(body: str) -> str:
    """Return the body with no line ending in blanks and never two empty lines together."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", f"{body.strip()}\n")).rstrip()
