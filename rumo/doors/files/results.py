"""The results of a consultation as files and answers of machines: without persons, protected, the same in every form."""

from collections.abc import Iterator, Mapping
from typing import Any

from rumo.doors.files.tables import Line
from rumo.listen.consultations.models import Consultation
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
