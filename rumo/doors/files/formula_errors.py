"""The cells of a workbook that hold a formula's error (#REF!, #DIV/0! ...), which the reader of sheets answers as empty."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from rumo.doors.files.archive import chunks, open_archive
from rumo.doors.files.headers import letters
from rumo.doors.files.limits import refuse
from rumo.science.planfile import Fault
from rumo.science.planfile.values import brief

BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def formula_errors(data: bytes, name: str) -> list[tuple[str, Fault]]:
    """The title of the sheet and a fault for each cell with an error, in the order of the file; `data` is a checked workbook."""
    with open_archive(data, name) as archive:
        titles = _titles(archive, name)
        found: list[tuple[str, Fault]] = []
        for path, title in titles.items():
            sheet = _Sheet()
            _walk(archive, path, name, sheet)
            found += [
                (title, Fault(f"{brief(title)}!{place}", _message(said))) for place, said in sheet.errors
            ]
    return found


def _message(said: str) -> str:
    return f"a célula tem um erro de fórmula ({brief(said) or 'sem nome'}): corrija-a ou apague-a"


def _titles(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The title of each sheet by the member it is kept in."""
    book, relations = _Marks(("sheet",)), _Marks(("Relationship",))
    _walk(archive, BOOK, name, book)
    _walk(archive, RELATIONS, name, relations)
    targets = {mark.get("Id", ""): mark.get("Target", "") for mark in relations.found}
    there = {path.lower(): path for path in archive.namelist()}
    titles: dict[str, str] = {}
    for mark in book.found:
        path = posixpath.normpath(posixpath.join("/xl", targets.get(mark.get("id", ""), ""))).lstrip("/")
        if path.lower() in there:
            titles[there[path.lower()]] = mark.get("name", "")
    return titles


class _Marks:
    """Collects the attributes of some elements, all names without their prefix."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self.wanted, self.found = frozenset(wanted), list[dict[str, str]]()

    def start(self, mark: str, attributes: dict[str, str]) -> None:
        if _bare(mark) in self.wanted:
            self.found.append({_bare(key): value for key, value in attributes.items()})

    def end(self, mark: str) -> None:
        """Nothing ends here that matters."""

    def text(self, said: str) -> None:
        """Nor is any text of interest."""


@dataclass
class _Sheet:
    """Where in a sheet errors stand, and what each says; a cell that does not say where it is follows the one before."""

    errors: list[tuple[str, str]] = field(default_factory=list)
    row: int = 0
    column: int = 0
    place: str = ""
    said: str | None = None

    def start(self, mark: str, attributes: dict[str, str]) -> None:
        mark = _bare(mark)
        if mark == "row":
            written = attributes.get("r", "")
            self.row, self.column = (
                int(written) if written.isdecimal() and len(written) < 8 else self.row + 1,
                0,
            )
        elif mark == "c":
            self.column = _column(attributes.get("r", "")) or self.column + 1
            self.place = f"{letters(self.column - 1)}{self.row}"
            self.said = "" if attributes.get("t") == "e" else None
        elif mark == "v" and self.said is not None:
            self.said = ""

    def end(self, mark: str) -> None:
        if _bare(mark) == "c" and self.said is not None:
            self.errors.append((self.place, self.said))
            self.said = None

    def text(self, said: str) -> None:
        if self.said is not None and len(self.said) < 100:
            self.said += said


def _column(place: str) -> int:
    """The number of a column, from 1, in a place such as AB12; 0 where there is none."""
    number = 0
    for letter in re.match("[A-Z]{0,3}", place).group():  # type: ignore[union-attr]
        number = number * 26 + ord(letter) - 64
    return number


def _bare(name: str) -> str:
    return name.rsplit(":", 1)[-1]


def _no_entities(*_declared: object) -> None:
    raise expat.ExpatError


def _walk(archive: zipfile.ZipFile, path: str, name: str, reader: _Marks | _Sheet) -> None:
    """Hand the elements of one member to `reader`, piece by piece; a document that declares entities is refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _no_entities
    try:
        for piece in chunks(archive, archive.getinfo(path), name):
            parser.Parse(piece, False)
    except (expat.ExpatError, KeyError):
        raise refuse(
            name, "não é um livro de Excel que se consiga ler: abra-o e volte a guardar como .xlsx"
        ) from None
