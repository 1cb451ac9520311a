"""Documents that are zips (DOCX, XLSX, ODT, ODS): measured before they are unpacked, written anew without authors."""

import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from rumo.ground.files.rules import pictures
from rumo.ground.files.rules.limits import BLOCK, ENTRIES, MB, PART, RATIO, UNPACKED, FileRefused, Signature

_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = b"http://schemas.openxmlformats.org/"
_OFFICE = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"
# what says who wrote it, in which house, with what: an empty document of the same kind takes its place
BLANK = {
    "docprops/core.xml": b'<cp:coreProperties xmlns:cp="%spackage/2006/metadata/core-properties"/>' % _OPEN,
    "docprops/app.xml": b'<Properties xmlns="%sofficeDocument/2006/extended-properties"/>' % _OPEN,
    "docprops/custom.xml": b'<Properties xmlns="%sofficeDocument/2006/custom-properties"/>' % _OPEN,
    "meta.xml": b'<office:document-meta xmlns:office="%s" office:version="1.3"><office:meta/></office:document-meta>'
    % _OFFICE,
}
_DATED = (1980, 1, 1, 0, 0, 0)
_ACTING = re.compile(r"vbaproject|vbadata|(?:^|/)activex/|^basic/|^scripts/|macrosheets/", re.IGNORECASE)
_INSIDE = (
    b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\xd0\xcf\x11\xe0", b"MZ",
    b"\x7fELF", b"#!", b"%PDF-",
)  # fmt: skip
_PICTURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"RIFF": "WEBP"}
_TELLING = re.compile(rb"Exif\0|eXIf|EXIF|ns\.adobe\.com/xap")
_LINK = re.compile(rb"(?:\w+:)?Relationship\s", re.IGNORECASE)
_ELSEWHERE = re.compile(rb"\sTargetMode\s*=\s*[\"']External", re.IGNORECASE)
_FETCHED = re.compile(rb"/(?:attachedTemplate|oleObject|frame|subDocument)[\"']", re.IGNORECASE)
_BY_ATTRIBUTE = re.compile(
    rb"(\s(?:\w+:)?(?:author|initials|userId|userName)\s*=\s*"
    rb"|<(?:\w+:)?person\s[^<>]*?displayName\s*=\s*|<(?:\w+:)?absPath\s[^<>]*?url\s*=\s*)(?:\"[^\"]*\"|'[^']*')"
)
_BY_ELEMENT = re.compile(
    rb"(<(?:author|dc:creator|meta:initial-creator|meta:creator-initials|text:(?:author|sender)-[\w-]+)(?:\s[^<>]*)?(?<!/)>)[^<]*"
)
_FOREIGN_XML = re.compile(rb"<!ENTITY|<(?:\w+:)?ddeLink", re.IGNORECASE)


def clean(source: Path, target: Path) -> None:
    """Write the document to `target` part by part, authors blanked, pictures stripped. Raises `FileRefused`."""
    try:
        with (
            zipfile.ZipFile(source) as packed,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as written,
        ):
            _measure(packed.infolist(), source.stat().st_size)
            for entry in packed.infolist():
                if not entry.is_dir():
                    part = zipfile.ZipInfo(entry.filename, _DATED)
                    part.compress_type = entry.compress_type
                    with written.open(part, "w", force_zip64=False) as out:
                        for block in _content(packed, entry):
                            out.write(block)
    except FileRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        if getattr(error, "errno", None):  # the disk's fault, not the document's
            raise
        raise FileRefused(
            _("O documento está danificado. Abra-o, guarde-o de novo e envie a cópia.")
        ) from None


def _measure(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuse what would unpack to too much, to somewhere else, or into something that acts."""
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED or len(entries) > ENTRIES or (unpacked > MB and unpacked > RATIO * packed):
        raise _too_large()
    if len({entry.filename for entry in entries}) != len(entries) or any(map(_astray, entries)):
        raise FileRefused(
            _(
                "O documento traz partes que um programa de escritório não escreve. Abra-o, guarde-o de novo e envie a cópia."
            )
        )
    if any(_ACTING.search(entry.filename) for entry in entries):
        raise _acts()


def _astray(entry: zipfile.ZipInfo) -> bool:
    """Whether a part would land outside its folder, is a link, a secret, or packed in an unusual way."""
    name = entry.orig_filename
    steps = name.replace("\\", "/").split("/")
    return (
        ".." in steps
        or steps[0] == ""
        or "\\" in name
        or "\0" in name
        or ":" in steps[0]
        or stat.S_ISLNK(entry.external_attr >> 16)
        or bool(entry.flag_bits & 0x1)
        or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    )


def _content(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Return a part as it is kept, in blocks."""
    name = entry.filename.lower()
    listing = name.endswith(".rels") or name == "[content_types].xml"
    if (listing or name in BLANK) and entry.file_size > PART:
        raise _too_large()
    blocks = _read(packed, entry)
    if listing:
        return iter((_list_of_parts(b"".join(blocks)),))
    if name in BLANK:
        b"".join(blocks)  # looked at, and left out
        return iter((_XML + BLANK[name],))
    return _anonymous(blocks) if name.endswith(".xml") else _pictured(blocks)


def _read(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part's bytes, looking for what may not be inside a document."""
    signature = Signature()
    with packed.open(entry) as part:
        first = True
        while block := part.read(BLOCK):
            if first and block.startswith(_INSIDE):
                raise _inside()
            signature.refuse(block)
            first = False
            yield block


def _list_of_parts(content: bytes) -> bytes:
    """Return a list of parts unchanged, when none is a macro and none is fetched from elsewhere on opening."""
    if b"macroenabled" in content.lower() or any(map(_fetches, content.split(b"<"))):
        raise _acts()
    return content


def _fetches(tag: bytes) -> bool:
    """Whether a relationship points out of the document at what opens with it; a link that a reader follows does not."""
    return bool(_LINK.match(tag) and _ELSEWHERE.search(tag) and _FETCHED.search(tag))


def _anonymous(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield XML with the authors of comments and changes blanked; cut before a `<`, so that no tag is split."""
    held = b""
    for block in blocks:
        held += block
        cut = held.rfind(b"<")
        if cut < 0 or len(held) - cut > BLOCK:
            cut = len(held)
        yield _without_authors(held[:cut])
        held = held[cut:]
    yield _without_authors(held)


def _without_authors(xml: bytes) -> bytes:
    """Return a run of whole tags without names of people."""
    if _FOREIGN_XML.search(xml):
        raise _acts()
    return _BY_ELEMENT.sub(rb"\1", _BY_ATTRIBUTE.sub(rb'\1""', xml))


def _pictured(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield any other part; a picture that tells of camera or place is encoded anew."""
    first = next(blocks, b"")
    form = next((form for start, form in _PICTURES.items() if first.startswith(start)), None)
    if form is None or not _TELLING.search(first):
        yield first
        yield from blocks
        return
    with tempfile.TemporaryFile() as held, tempfile.TemporaryFile() as stripped:
        held.write(first)
        held.writelines(blocks)
        held.seek(0)
        pictures.clean(held, stripped, form)
        stripped.seek(0)
        while block := stripped.read(BLOCK):
            yield block


def _too_large() -> FileRefused:
    """Say how much a document may unpack to."""
    return FileRefused(
        _(
            "O documento, aberto, é grande de mais (limite: %(limit)s MB). Divida-o em vários, ou envie-o em PDF."
        )
        % {"limit": UNPACKED // MB}
    )


def _inside() -> FileRefused:
    """Say that another file is inside."""
    return FileRefused(
        _(
            "O documento traz outro ficheiro dentro (um ficheiro zip, um objeto ou um gráfico ligado a uma folha)."
            " Retire-o, ou cole-o como imagem, e envie o documento de novo."
        )
    )


def _acts() -> FileRefused:
    """Say that the document would act on its reader's machine."""
    return FileRefused(
        _(
            "O documento tem macros, ou vai buscar conteúdo a outro lado quando se abre. Guarde-o sem macros, ou em PDF, e envie-o de novo."
        )
    )
