"""The results of a consultation as files and answers of machines: without persons, protected, the same in every form."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rumo.doors.files.tables import Line
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import Asked, Words
from rumo.listen.contributions.queries import Results

COLUMNS = (
    "consultation", "synthetic", "edition", "made_at", "table", "question", "part", "cell", "breakdown", "category", "count", "hidden",
)  # fmt: skip
TERM = ("first_on", "last_on", "opens_at", "closes_at", "answer_by")


def plain_consultation(row: Consultation, words: Mapping[str, Any], phase: str) -> dict[str, Any]:
    """A consultation as machines read it; `words` are its texts by place, in one language."""
    texts = {
        name: str(words[name]) if name in words else None for name in ("title", "summary", "legal_basis")
    }
    return {
        "slug": row.slug,
        "synthetic": row.synthetic,
        **texts,
        "owner": row.owner.name,
        "state": phase,
        "languages": list(row.languages),
        "audiences": list(row.audiences),
        "ways": list(row.ways),
        **{name: None if (value := getattr(row, name)) is None else value.isoformat() for name in TERM},
    }


def plain_asked(put: Asked, words: Mapping[str, Words]) -> dict[str, Any]:
    """What a consultation puts, as machines read it: questions with their options, paragraphs, statements, each with its text."""

    def text(place: str) -> str | None:
        return words[place].text if place in words else None

    def named(kind: str, code: str, among: Iterable[str]) -> list[dict[str, Any]]:
        return [{"code": one, "text": text(f"{kind}:{code}.{one}")} for one in among]

    return {
        "questions": [
            {
                **{name: getattr(one, name) for name in ("code", "kind", "required", "audiences", "least", "most", "only_if")},
                "text": text(f"question:{one.code}"),
                "options": named("option", one.code, one.options),
                "rows": named("row", one.code, one.rows),
            }
            for one in put.questions
        ],
        "paragraphs": [
            {"code": one.code, "heading": one.heading, "text": text(f"paragraph:{one.code}")} for one in put.paragraphs
        ],
        "statements": [{"number": one.number, "text": text(f"statement:{one.number}")} for one in put.statements],
    }  # fmt: skip


def plain_results(found: Results) -> dict[str, Any]:
    """The results whole: the count of now, and of the newest edition every table, null where a count may not be shown."""
    edition = found.edition
    return {
        "consultation": found.consultation.slug,
        "synthetic": found.consultation.synthetic,
        "contributions": found.total,
        "edition": edition.number if edition else None,
        "made_at": edition.made_at.isoformat() if edition else None,
        "counted": edition.contributions if edition else None,
        "smallest_shown": found.tables.get("k"),
        "formula": found.tables.get("formula"),
        "kinds": found.tables.get("kinds", {}),
        "breakdowns": found.tables.get("breakdowns", {}),
        "questions": found.tables.get("questions", []),
        "statements": found.tables.get("statements", []),
        "invited": [
            {"kind": one.kind, "invited": one.invited, "answered": one.answered} for one in found.invited
        ],
    }


def result_lines(found: Results) -> Iterator[Line]:
    """One line a count, in the columns of COLUMNS; a count that may not be shown is empty and `hidden`."""
    row, edition = found.consultation, found.edition
    yield [row.slug, row.synthetic, None, None, "contributions", *[""] * 5, found.total, False]
    if edition is None:
        return
    head = [row.slug, row.synthetic, edition.number, edition.made_at]
    for table, question, part, cell, breakdown, category, count in _counts(found.tables):
        yield [*head, table, question, part, cell, breakdown, category, count, count is None]


def _counts(tables: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str, str, str, int | None]]:
    yield "counted", "", "", "", "", "", tables["total"]
    for kind, count in tables["kinds"].items():
        yield "kinds", "", "", kind, "", "", count
    for breakdown, cells in tables["breakdowns"].items():
        for category, count in cells.items():
            yield "breakdowns", "", "", "", breakdown, category, count
    for question in tables["questions"]:
        yield from _of_question(question)
    for statement in tables["statements"]:
        for vote in ("agree", "disagree", "pass"):
            yield "statements", str(statement["number"]), "", vote, "", "", statement[vote]


def _of_question(question: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str, str, str, int | None]]:
    code = question["code"]
    if "written" in question:
        yield "questions", code, "", "written", "", "", question["written"]
    for part in question["parts"]:
        for cell, count in zip(part["cells"], part["counts"], strict=True):
            yield "questions", code, part["of"], cell, "", "", count
        for breakdown, table in part["by"].items():
            for cell, counts in zip(part["cells"], table["cells"], strict=True):
                for category, count in zip(table["columns"], counts, strict=True):
                    yield "questions", code, part["of"], cell, breakdown, category, count
