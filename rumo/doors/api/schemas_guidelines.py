"""The shapes of answers about guidelines, findings and the thread."""

from datetime import date, datetime

from ninja import Field, Schema

from rumo.doors.api.schemas import Listed


class GuidelinesHead(Schema):
    """A version of guidelines; texts in its own language."""

    slug: str
    synthetic: bool
    owner: str
    version: int
    title: str
    summary: str
    changes: str = Field(description="What changed since the version before, and why.")
    language: str
    effective_on: date | None
    published_at: datetime | None
    in_force: bool


class GuidelinesList(Listed):
    """A page of guidelines in force."""

    items: list[GuidelinesHead]


class CriterionSaid(Schema):
    """Something that can be checked in a plan; `check`: what a machine can look for."""

    key: str
    question: str
    check: str | None


class ClauseSaid(Schema):
    """A section or a clause; `code` never changes, `number` is its place in this version."""

    code: str
    number: str
    kind: str = Field(description="section or clause")
    depth: int
    heading: str
    text: str = Field(description="Paragraphs, lists, tables and notes as Markdown writes them.")
    plain: str = Field(description="The same in plain words.")
    level: str | None = Field(description="Of government that acts.")
    rights: list[str] = Field(description="Terms of lists of rights and objectives, list:term.")
    criteria: list[CriterionSaid]
    findings: list[str]
    practices: list[str]
    gatherings: list[str]
    contributions: list[str]


class GuidelinesSaid(GuidelinesHead):
    """The same with its clauses."""

    clauses: list[ClauseSaid]


class PieceSaid(Schema):
    """A stretch of text: in both (same), only in the old (out), only in the new (in)."""

    kind: str
    text: str


class ClauseDifference(Schema):
    """What became of a clause between two versions."""

    code: str
    state: str = Field(description="added, removed, moved, changed or kept")
    changed: bool = Field(description="Its words changed, whether or not it moved.")
    number_from: str | None
    number_to: str | None
    heading: list[PieceSaid]
    text: list[PieceSaid]


class Difference(Schema):
    """Two versions compared, in the order of the new one."""

    slug: str
    from_: int = Field(alias="from")
    to: int
    clauses: list[ClauseDifference]


class VotesSaid(Schema):
    """How a statement was voted; null where few people would show."""

    statement: int
    agree: int | None
    disagree: int | None
    pass_: int | None = Field(alias="pass")


class FindingNamed(Schema):
    """A finding by its sentence."""

    number: str
    sentence: str
    language: str
    state: str = Field(description="published or withdrawn")


class FindingSaid(FindingNamed):
    """A finding; `by` says who, as far as small numbers allow (null where hidden)."""

    synthetic: bool
    explanation: str
    dissent: str
    contributions: int
    by: dict[str, dict[str, int | None]]
    themes: list[str]
    votes: list[VotesSaid]
    consultation: str | None
    rights: list[str]
    published_at: datetime | None
    reason: str | None = Field(description="Why it was withdrawn.")
    successor: str | None = Field(description="The finding that took its place.")


class FindingsSaid(Listed):
    """A page of findings."""

    items: list[FindingSaid]


class ClauseNamed(Schema):
    """A clause by its permanent code."""

    id: str = Field(description="guidelines:code")
    guidelines: str
    code: str
    words: str
    in_force: bool
    synthetic: bool


class MeasureNamed(Schema):
    """A measure with how it was reported."""

    measure: str
    title: str
    synthetic: bool
    reports: int
    newest_report: date | None


class ThreadSaid(Schema):
    """What hangs together, from what was said to what was done."""

    of: str
    key: str
    contributions: list[str] = Field(description="Those of which everyone may read a text.")
    contributions_not_shown: int
    themes: list[str]
    findings: list[FindingNamed]
    clauses: list[ClauseNamed]
    measures: list[MeasureNamed]
