"""Documents as files of plain text: Markdown and JSON, read and written."""

from __future__ import annotations

import json
from typing import Any

from rumo.doors.files.guiding.package import DOCUMENT_BYTES, SIGNS
from rumo.doors.files.limits import MEGABYTE, refuse, thousands
from rumo.doors.files.plan_json import NotJsonError, load_json
from rumo.science.document import DEPTHS, Document, Part, canonical, tidied
from rumo.science.document.markdown import read_document, write_document
from rumo.science.document.model import HEADING
from rumo.science.document.shaping import CODE, Remark, Remarks
from rumo.science.document.tidy import clean

FORMAT = "rumo-document-1"
_PART = {"kind", "depth", "heading", "text", "code"}


def write_markdown(document: Document) -> bytes:
    """Return a document as the bytes of a Markdown file; `read_markdown` gives the same again."""
    return write_document(tidied(document)).encode()


def read_markdown(data: bytes, name: str = "documento.md") -> tuple[Document, tuple[Remark, ...]]:
    """Return the document of a Markdown file and what of it could not be kept; raises `FileRefused` (one clear line) for what is no text."""
    remarks = Remarks()
    document = read_document(_text(data, name), remarks)
    if not document.title:
        remarks.add("não se encontrou o título: escreva-o", "início")
    return document, remarks.all()


def write_json(document: Document) -> bytes:
    """Return a document as JSON, the same every time; `read_json` gives the same again."""
    document = tidied(document)
    parts = [
        {"kind": one.kind, "depth": one.depth, "heading": one.heading, "text": one.text, "code": one.code}
        for one in document.parts
    ]
    told = {"format": FORMAT, "title": document.title, "parts": parts}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def read_json(data: bytes, name: str = "documento.json") -> Document:
    """Return the document of a JSON file of ours; raises `FileRefused` (one clear line) for anything else."""
    try:
        raw = load_json(_text(data, name))
    except NotJsonError as error:
        raise refuse(name, str(error)) from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT or not isinstance(raw.get("parts"), list):
        raise refuse(
            name, f"não é um documento em JSON daqui: tem de trazer format «{FORMAT}», title e parts"
        )
    if not isinstance(raw.get("title"), str):
        raise refuse(f"{name}/title", "tem de ser um texto")
    parts = tuple(_part(one, f"{name}/parts[{at}]") for at, one in enumerate(raw["parts"]))
    codes = [part.code for part in parts if part.code]
    if len(set(codes)) != len(codes):
        again = next(code for code in codes if codes.count(code) > 1)
        raise refuse(f"{name}/parts", f"o código {again} está em duas partes: deixe-o só numa")
    return Document(clean(raw["title"]), parts)


def _part(raw: Any, where: str) -> Part:
    """One part, in its one form."""
    if not isinstance(raw, dict) or not set(raw) <= _PART:
        raise refuse(where, f"tem de ser um objeto só com {', '.join(sorted(_PART))}")
    kind, depth, heading, text, code = (raw.get(key) for key in ("kind", "depth", "heading", "text", "code"))
    heading, text = "" if heading is None else heading, "" if text is None else text
    if kind not in ("section", "clause"):
        raise refuse(f"{where}.kind", "tem de ser section ou clause")
    if type(depth) is not int or not 0 <= depth < DEPTHS:
        raise refuse(f"{where}.depth", f"tem de ser um número de 0 a {DEPTHS - 1}")
    if not isinstance(heading, str) or len(clean(heading)) > HEADING:
        raise refuse(f"{where}.heading", f"tem de ser um texto de {HEADING} caracteres ou menos")
    if not isinstance(text, str):
        raise refuse(f"{where}.text", "tem de ser um texto")
    if code is not None and not (isinstance(code, str) and CODE.fullmatch(code)):
        raise refuse(f"{where}.code", "tem de ser c e um número (c7), ou nada")
    heading, text = clean(heading), canonical(text)
    if not (heading if kind == "section" else text):
        raise refuse(where, "uma secção precisa de heading e uma orientação de text")
    return Part(kind, depth, heading, text, code)


def _text(data: bytes, name: str) -> str:
    """The text of a file; raises `FileRefused` for one that is none."""
    if not data.strip():
        raise refuse(name, "está vazio: escolha o ficheiro outra vez")
    if len(data) > DOCUMENT_BYTES:
        raise refuse(
            name, f"tem {thousands(len(data) // MEGABYTE)} MB; o limite são 10 MB: divida o documento"
        )
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise refuse(name, "não é texto em UTF-8: guarde-o com essa codificação") from None
    if "\0" in text:
        raise refuse(name, "não é um ficheiro de texto: guarde-o como texto em UTF-8")
    if len(text) > SIGNS:
        raise refuse(name, f"tem mais de {thousands(SIGNS)} caracteres de texto: divida o documento")
    return text
