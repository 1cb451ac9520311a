"""The shapes of answers about consultations and their results."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from rumo.doors.api.schemas import Listed

Cells = dict[str, int | None]


class ConsultationHead(Schema):
    """A consultation: what it asks, of whom, in which languages and until when; texts in the language asked for, else its own."""

    slug: str
    synthetic: bool
    title: str | None
    summary: str | None
    legal_basis: str | None
    owner: str
    state: str = Field(description="coming, open, closed or cancelled, at this moment.")
    languages: list[str]
    audiences: list[str]
    ways: list[str]
    first_on: date | None
    last_on: date | None
    opens_at: datetime | None
    closes_at: datetime | None
    answer_by: date | None
    page: str


class Named(Schema):
    """An option or a row of a question, and its words."""

    code: str
    text: str | None


class QuestionPut(Schema):
    """A question: of whom it is asked (nobody named: of all), after which answers, and within which limits."""

    code: str
    kind: str
    required: bool
    audiences: list[str]
    least: float | None
    most: float | None
    only_if: dict[str, Any] | None = Field(
        description="Asked after these answers: `question` and `any` of its options."
    )
    text: str | None
    options: list[Named]
    rows: list[Named]


class ParagraphPut(Schema):
    """A paragraph of the text that is put to comment."""

    code: str
    heading: bool
    text: str | None


class StatementPut(Schema):
    """A statement to agree or disagree with."""

    number: int
    text: str | None


class ConsultationSaid(ConsultationHead):
    """The same, with how many contributions count now, and what is put: enough to ask it elsewhere."""

    contributions: int
    questions: list[QuestionPut]
    paragraphs: list[ParagraphPut]
    statements: list[StatementPut]


class Consultations(Listed):
    """Consultations, the latest to close first."""

    items: list[ConsultationHead]


class InvitedSaid(Schema):
    """How many bodies of a kind were invited, and how many took part."""

    kind: str
    invited: int
    answered: int


class ByCategory(Schema):
    """A part of a question by who answered: a line of counts for each of its cells, a column for each category ("": not said)."""

    columns: list[str]
    cells: list[list[int | None]]


class PartSaid(Schema):
    """One split of those who answered a question; `of` is the option or row it is about, empty for the question itself."""

    of: str
    cells: list[str]
    counts: list[int | None]
    by: dict[str, ByCategory]


class QuestionSaid(Schema):
    """What may be shown of the answers to one question."""

    code: str
    kind: str
    parts: list[PartSaid]
    written: int | None = None
    places: str | None = None
    residents: dict[str, int] | None = None


class ResultsSaid(Schema):
    """Results; null where a count may not be shown. `contributions` is of now, the rest of the edition."""

    consultation: str
    synthetic: bool
    contributions: int
    edition: int | None
    made_at: datetime | None
    counted: int | None
    smallest_shown: int | None
    formula: str | None
    kinds: Cells
    breakdowns: dict[str, Cells]
    questions: list[QuestionSaid]
    statements: list[dict[str, Any]]
    invited: list[InvitedSaid]


class PracticeHead(Schema):
    """A good practice, in the language it was written in; `areas` and `dimensions` by key, `cost` in euros."""

    slug: str
    number: str
    synthetic: bool
    title: str
    language: str
    municipality: str | None = Field(description="DICO code of where it was done.")
    organisation: str | None
    areas: list[str]
    dimensions: list[str] = Field(description="Of frameworks, as framework:dimension.")
    languages: list[str]
    problem: str
    done: str
    results: str
    evidence: str | None
    cost: float | None
    cost_basis: str | None
    conditions: str | None
    contact: str
    version: int
    published_at: datetime
    page: str


class Practices(Listed):
    """Practices."""

    items: list[PracticeHead]


class AdoptionSaid(Schema):
    """A body took it up, and from whom; nobody named: from whoever did it first."""

    entity: str
    year: int
    changed: str | None
    adopted_from: str | None


class RecognitionSaid(Schema):
    """What another body says of it."""

    entity: str
    sentence: str
    on: date


class PracticeSaid(PracticeHead):
    """A practice with who took it up, who recognises it, and the measures that follow it (`plan/code`)."""

    adoptions: list[AdoptionSaid]
    recognitions: list[RecognitionSaid]
    measures: list[str]
