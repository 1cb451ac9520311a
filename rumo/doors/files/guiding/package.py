"""A document of a word processor as what it is, a zip of XML: opened with nothing fetched, nothing expanded, nothing bigger than its limits."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from rumo.doors.files.limits import MEGABYTE, UNPACKED_BYTES, FileRefused, refuse, thousands

DOCUMENT_BYTES = 10 * MEGABYTE
PART_BYTES = 20 * MEGABYTE
"""What one file of the zip may weigh once unpacked: as a tree it takes some ten times as much."""
ENTRIES = 5_000
SIGNS = 1_000_000
"""Characters of the texts of a document: a book of four hundred pages."""
PARAGRAPHS = 50_000
_OLD = b"\xd0\xcf\x11\xe0"


class Package:
    """The files of a document, read one at a time."""

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        """Open it; raises `FileRefused` with what is wrong and what to do. `kind`: the ending it ought to have."""
        self.name, self.kind = name, kind
        if len(data) > DOCUMENT_BYTES:
            raise refuse(
                name, f"tem {thousands(len(data) // MEGABYTE)} MB; o limite são 10 MB: tire imagens e anexos"
            )
        if not data:
            raise refuse(name, "está vazio: escolha o ficheiro outra vez")
        if data.startswith(_OLD):
            said = "é um documento antigo (.doc) ou tem palavra-passe: abra-o e guarde-o como"
            raise refuse(name, f"{said} .{kind}, sem palavra-passe")
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise self.wrong() from None
        self._check(self.zip.infolist())
        self.names = set(self.zip.namelist())

    def wrong(self) -> FileRefused:
        """The refusal of what is no document of this kind at all."""
        return refuse(
            self.name, f"não é um documento .{self.kind} inteiro: abra-o e guarde-o como .{self.kind}"
        )

    def hold(self, signs: int, paragraphs: int) -> None:
        """Refuse a document that says more than one may."""
        if signs > SIGNS:
            raise refuse(self.name, f"tem mais de {thousands(SIGNS)} caracteres de texto: divida o documento")
        if paragraphs > PARAGRAPHS:
            raise refuse(self.name, f"tem mais de {thousands(PARAGRAPHS)} parágrafos: divida o documento")

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
            said = (
                f"desempacotado passa de {UNPACKED_BYTES // MEGABYTE} MB ou de {thousands(ENTRIES)} ficheiros"
            )
            raise refuse(self.name, f"{said}: tire imagens e anexos")
        if any(entry.flag_bits & 1 for entry in entries):
            raise refuse(self.name, f"tem palavra-passe: guarde-o como .{self.kind}, sem palavra-passe")
        if len({entry.filename for entry in entries}) != len(entries):
            raise refuse(
                self.name, f"traz duas vezes a mesma parte: abra-o e guarde-o outra vez como .{self.kind}"
            )

    def read(self, part: str) -> bytes:
        """Return the bytes of a part; raises `FileRefused` for one that is missing, too big or broken."""
        where = f"{self.name}/{part}"
        if part not in self.names:
            raise refuse(where, f"falta esta parte: abra o documento e guarde-o outra vez como .{self.kind}")
        if self.zip.getinfo(part).file_size > PART_BYTES:
            raise refuse(where, f"passa de {PART_BYTES // MEGABYTE} MB: divida o documento")
        try:
            return self.zip.read(part)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ):
            said = "está estragada: abra o documento e guarde-o outra vez como"
            raise refuse(where, f"{said} .{self.kind}") from None

    def xml(self, part: str) -> etree._Element:
        """Return the tree of a part; raises `FileRefused` for what is no XML, has a type of its own (entities) or is nested too deep."""
        where, data = f"{self.name}/{part}", self.read(part)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
        )  # fmt: skip
        try:
            tree = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError):
            said = "não é XML que se possa ler: abra o documento e guarde-o outra vez como"
            raise refuse(where, f"{said} .{self.kind}") from None
        if tree.getroottree().docinfo.doctype:
            said = "declara entidades (DTD), o que nenhum documento precisa: abra-o e guarde-o outra vez como"
            raise refuse(where, f"{said} .{self.kind}")
        return tree
