"""Compiles the gettext catalogues (.po to .mo) with no gettext installed; only what is newer than its .mo."""

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def compile_all(folder: Path = LOCALE) -> list[Path]:
    """Write the .mo beside each .po that is newer than it, and return them; a fuzzy translation is left out."""
    written = []
    for po in sorted(folder.glob("*/LC_MESSAGES/django.po")):
        mo = po.with_suffix(".mo")
        if mo.is_file() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
            continue
        out = io.BytesIO()
        write_mo(out, read_po(io.BytesIO(po.read_bytes()), locale=po.parts[-3]))
        mo.write_bytes(out.getvalue())
        written.append(mo)
    return written


if __name__ == "__main__":
    compile_all()
