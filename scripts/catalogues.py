"""Compiles the gettext catalogues (.po to .mo) with no gettext installed; only what is newer than its .mo."""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from rumo.doors.web.tongues import REST, marked

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "locale"
EVER = datetime(2026, 1, 1, tzinfo=UTC)
RESIDENTS = (
    "rumo/doors/participate/",
    "rumo/doors/web/templates/web/base.html",
    "rumo/doors/web/templates/web/answers/",
)
"""Whose texts are counted when it is said how much of the residents' pages a language has."""


def compile_all(folder: Path = LOCALE) -> list[Path]:
    """Write the .mo beside each .po that is newer than it, and what stands in for what languages lack; return what was written.

    A fuzzy translation is left out.
    """
    written = []
    for po in sorted(folder.glob("*/LC_MESSAGES/django.po")):
        mo = po.with_suffix(".mo")
        if _older(mo, po):
            written.append(_write(mo, read(po)))
    english = folder / "en" / "LC_MESSAGES" / "django.po"
    for language in REST if english.is_file() else ():
        po = folder / language / "LC_MESSAGES" / "django.po"
        mo = folder / "rest" / language / "LC_MESSAGES" / "django.mo"
        if _older(mo, po, english, Path(__file__)):
            written.append(_write(mo, rest_of(read(po), read(english), REST[language])))
    return written


def read(po: Path) -> Catalog:
    """Return a language's catalogue; empty where there is none."""
    return read_po(io.BytesIO(po.read_bytes() if po.is_file() else b""), locale=po.parts[-3])


def has(message: Message | None) -> bool:
    """Tell whether a text is translated, in every number it is said in, and without doubt."""
    if message is None or message.fuzzy:
        return False
    return all([message.string] if isinstance(message.string, str) else message.string or [""])


def rest_of(own: Catalog, english: Catalog, language: str) -> Catalog:
    """Return every text that a language lacks, in the one that stands in for it and marked as such; its version says how much it has.

    Only what it lacks: Django looks a text up in several catalogues by their plurals, and one text in two of them could hide the other.
    """
    rest = Catalog(locale=language, project="Rumo")
    counted = held = 0
    for message in english:
        if not message.id or not has(message):  # what English lacks too is read as it was written
            continue
        lacks = not has(
            own.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
        )
        if any(file.startswith(RESIDENTS) for file, _line in message.locations):
            counted, held = counted + 1, held + (not lacks)
        if lacks:
            said = message.string if language == "en" else message.id
            several = isinstance(message.id, tuple | list)
            text = tuple(marked(one, language) for one in said) if several else marked(str(said), language)
            rest.add(message.id, text, context=message.context)
    rest.version = str(100 * held // max(counted, 1))  # read again by `tongues.share`
    return rest


def _older(mo: Path, *sources: Path) -> bool:
    newest = max((path.stat().st_mtime_ns for path in sources if path.is_file()), default=0)
    return not mo.is_file() or mo.stat().st_mtime_ns < newest


def _write(mo: Path, catalog: Catalog) -> Path:
    out = io.BytesIO()
    catalog.creation_date = EVER  # the same texts make the same file on every machine
    write_mo(out, catalog)
    mo.parent.mkdir(parents=True, exist_ok=True)
    mo.write_bytes(out.getvalue())
    return mo


if __name__ == "__main__":
    compile_all()
