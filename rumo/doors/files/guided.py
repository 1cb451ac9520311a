"""Guidelines as files: the neutral document of a version, and each form it is given in."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rumo.doors.files import guiding
from rumo.doors.files.pdf import made
from rumo.doors.files.plan_xlsx import write_xlsx
from rumo.science.document import Document
from rumo.science.document import Part as Told
from rumo.science.planfile import document as pf
from rumo.shape.guidelines.models import Version
from rumo.shape.guidelines.queries import reading
from rumo.shape.guidelines.queries.reading import Part

FORMS = {
    "pdf": ("application/pdf", lazy("PDF")),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", lazy("Word (DOCX)")),
    "odt": ("application/vnd.oasis.opendocument.text", lazy("OpenDocument (ODT)")),
    "html": ("text/html; charset=utf-8", lazy("página (HTML)")),
    "md": ("text/markdown; charset=utf-8", lazy("texto (Markdown)")),
    "json": ("application/json", lazy("dados (JSON)")),
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


A_SLIDE = 5
"""Lines on a slide at most; what is more goes on the next."""


def slides(version: Version, parts: Sequence[Part], *, heard: Sequence[str]) -> bytes:
    """Return slides that present a version, as a tagged PDF: what was heard, what changed, and every section in plain words (no query)."""
    told: list[tuple[str, list[str]]] = [
        (_("O que se ouviu"), list(heard)),
        (_("O que mudou"), [line for line in version.changes.split("\n") if line]),
    ]
    for one in parts:
        if one.section:
            told.append((f"{one.number} {one.said.heading}", []))
        elif told:
            told[-1][1].append(f"{one.number} {one.said.plain or one.words}")
    day = version.effective_on
    assert day is not None  # noqa: S101  (what is published says from when)
    pages = [
        {"title": str(title), "lines": lines[at : at + A_SLIDE]}
        for title, lines in told
        for at in range(0, len(lines), A_SLIDE)
    ]
    under = _("versão %(n)s") % {"n": version.number}
    return made(
        "slides",
        {
            "title": version.title,
            "lang": version.language,
            "author": version.document.entity.name,
            "under": f"{version.document.entity.name} · {under}",
            "day": [day.year, day.month, day.day],
            "slides": pages,
        },
    )


def plan_workbook(version: Version, parts: Sequence[Part]) -> bytes:
    """Return a plan to be filled in, as a workbook: a measure for each clause, under its section, tagged with the clause it answers (no query)."""
    measures, axis = [], None
    for one in parts:
        if one.section:
            axis = f"{one.number}. {one.said.heading}"
        else:
            measures.append(
                pf.Measure(
                    code=one.number,
                    title=one.said.plain or one.words,
                    axis=axis,
                    operational_objective=" ".join(one.said.text.split()),
                    tags=(f"{version.document.slug}:{one.code}",),
                )
            )
    title = _("Plano municipal, a partir de: %(title)s") % {"title": version.title}
    slug = f"{version.document.slug}-plano"
    return write_xlsx(
        pf.Plan(slug=slug, title=title, synthetic=version.document.synthetic, measures=tuple(measures))
    )


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
