"""Documents as tagged PDF (PDF/UA-1): a template of this folder, filled with plain values; no text of anybody is ever read as markup."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

FOLDER = Path(__file__).parent / "typst"
PRINTED = ("LATIN", "GREEK", "CYRILLIC")
"""Scripts that the font which comes with the typesetter has; others only where the server has a font for them."""


def pictured(name: str, values: dict[str, Any]) -> bytes:
    """Return a template of one page as a picture (PNG, 144 dots an inch)."""
    return _tried(name, values, {"format": "png", "ppi": 144.0})


def made(name: str, values: dict[str, Any]) -> bytes:
    """Return the PDF of a template (`evaluation`, `report`) and its values, which reach it as data; any JSON values do.

    Where no font here has the letters of a text, a note stands in its place: PDF/UA allows no boxes, and boxes say nothing.
    """
    return _tried(name, values, {"format": "pdf", "pdf_standards": ["ua-1"]})


def _tried(name: str, values: dict[str, Any], form: dict[str, Any]) -> bytes:
    try:
        return _compiled(name, values, form)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compiled(name, printable(values), form)


def printable(value: Any) -> Any:
    """Return JSON values without what only a font for another script could show: texts in it by a note, lone signs left out."""
    if isinstance(value, dict):
        return {key: printable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [printable(one) for one in value]
    if not isinstance(value, str) or all(_has(letter) for letter in value):
        return value
    if any(letter.isalpha() and not _has(letter) for letter in value):
        return _("(em letras que este documento não mostra: leia na página)")
    return "".join(letter for letter in value if _has(letter))


def _has(letter: str) -> bool:
    """Whether the typesetter's own font has a character: letters of its scripts, and what is common to all Western text."""
    if letter.isalpha():
        return unicodedata.name(letter, "").startswith(PRINTED) or letter in "ªº"
    return ord(letter) < 0x2200 and not unicodedata.category(letter).startswith("M")


def _compiled(name: str, values: dict[str, Any], form: dict[str, Any]) -> bytes:
    compiled = typst.compile(
        FOLDER / f"{name}.typ",
        root=FOLDER,
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        **form,
    )
    return bytes(compiled)
