"""Guidelines as files: the neutral document of a version, and each form it is given in."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from rumo.doors.files import guiding
from rumo.science.document import Document
from rumo.science.document import Part as Told
from rumo.shape.guidelines.models import Version
from rumo.shape.guidelines.queries import reading
from rumo.shape.guidelines.queries.reading import Part

FORMS = {
    "pdf": ("application/pdf", _("PDF")),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _("Word (DOCX)")),
    "odt": ("application/vnd.oasis.opendocument.text", _("OpenDocument (ODT)")),
    "html": ("text/html; charset=utf-8", _("página (HTML)")),
    "md": ("text/markdown; charset=utf-8", _("texto (Markdown)")),
    "json": ("application/json", _("dados (JSON)")),
}
"""What a version is given as: media type and name."""


def document_of(version: Version, parts: Sequence[Part]) -> Document:
    """Return the neutral document of a version, in its own language (no query)."""
    told = (Told(one.said.kind, one.said.depth, one.said.heading, one.said.text, one.code) for one in parts)
    return Document(version.title, tuple(told))


def written(form: str, document: Document, version: Version, *, on: date) -> bytes:
    """Return a version in one of FORMS (five queries for JSON, none for the others)."""
    lang, author = version.language, version.document.entity.name
    if form == "json":
        return json.dumps(plain(version, on=on), ensure_ascii=False, indent=1).encode()
    if form == "md":
        return guiding.write_markdown(document)
    if form == "html":
        return guiding.write_html(document, lang=lang)
    if form == "pdf":
        assert version.effective_on is not None  # noqa: S101  (what is published says from when)
        return guiding.write_pdf(document, day=version.effective_on, lang=lang, author=author)
    write = guiding.write_docx if form == "docx" else guiding.write_odt
    return write(document, lang=lang, author=author, at=version.published_at)


def head(version: Version, *, on: date) -> dict[str, Any]:
    """Return what is told of a version without its clauses, as of a day (no query)."""
    return {
        "slug": version.document.slug,
        "synthetic": version.document.synthetic,
        "owner": version.document.entity.name,
        "version": version.number,
        "title": version.title,
        "summary": version.summary,
        "changes": version.changes,
        "language": version.language,
        "effective_on": version.effective_on.isoformat() if version.effective_on else None,
        "published_at": version.published_at.isoformat() if version.published_at else None,
        "in_force": version.superseded_at is None
        and version.effective_on is not None
        and version.effective_on <= on,
    }


def plain(version: Version, *, on: date) -> dict[str, Any]:
    """Return a version as machines read it, each clause with where it comes from and how it is checked (five queries)."""
    parts = reading.parts_of(version)
    origins = reading.origins_of(one.said.clause_id for one in parts)
    criteria, tags = reading.criteria_of(version), reading.tags_of(version)
    return {**head(version, on=on), "clauses": [_clause(one, origins, criteria, tags) for one in parts]}


def _clause(part: Part, origins: Any, criteria: Any, tags: Any) -> dict[str, Any]:
    said, found = part.said, origins.get(part.said.clause_id, reading.Origins())
    return {
        "code": part.code,
        "number": part.number,
        "kind": said.kind,
        "depth": said.depth,
        "heading": said.heading,
        "text": said.text,
        "plain": said.plain,
        "level": said.level or None,
        "rights": tags.get(said.clause_id, []),
        "criteria": [
            {"key": one.key, "question": one.question, "check": one.check_key or None}
            for one in criteria.get(said.clause_id, ())
        ],
        "findings": [one.public_id for one in found.findings],
        "practices": [one.practice.slug for one in found.practices],
        "gatherings": [one.slug for one in found.gatherings],
        "contributions": [one.number for one in found.contributions],
    }
