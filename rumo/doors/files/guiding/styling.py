"""The names of styles: what paragraphs are in our documents, and in those of people, whose word processors speak many languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

CLAUSE = "Orientação"
CLAUSE_HEADING = "Título de orientação"

Role = Literal["title", "section", "clause", "headed", "contents", "plain"]

_HEADINGS = (
    "heading", "título", "titulo", "ttulo", "cabeçalho", "titre", "überschrift", "titolo", "encabezado", "kop", "nagłówek", "заголовок",
    "titlu", "标题", "標題", "عنوان", "overskrift", "rubrik", "otsikko",
)  # fmt: skip
_TITLES = {
    "title",
    "título",
    "titulo",
    "titre",
    "titel",
    "titolo",
    "ttulo",
    "tytuł",
    "назва",
    "titlu",
    "标题",
    "العنوان",
}
_HEADING = re.compile(rf"(?:{'|'.join(_HEADINGS)}) ?(\d)")
_CLAUSE = re.compile(r"(?:orientação|clause|cláusula)(?: (\d))?")
_HEADED = re.compile(r"título de orientação (\d)")
_CONTENTS = re.compile(r"(?:toc|índice|indice|contents|sumário|table of contents).*")


@dataclass(frozen=True, slots=True)
class Styled:
    """What a paragraph is; `depth` of a section or clause, from 0."""

    role: Role
    depth: int = 0


PLAIN = Styled("plain")


def styled(name: str) -> Styled:
    """Return what a style of that name makes of a paragraph."""
    name = " ".join(name.replace("_20_", " ").lower().split())
    if name in _TITLES:
        return Styled("title")
    for pattern, role in ((_HEADED, "headed"), (_CLAUSE, "clause"), (_HEADING, "section")):
        if found := pattern.fullmatch(name):
            return Styled(role, max(int(found[1] or 1) - 1, 0))  # type: ignore[arg-type]
    return Styled("contents") if _CONTENTS.fullmatch(name) else PLAIN
