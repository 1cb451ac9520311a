"""The shapes of answers about frameworks and self-assessments."""

from datetime import date, datetime

from ninja import Field, Schema

from rumo.doors.api.schemas import Listed


class Counted(Schema):
    """How many of something a framework has, as its source says."""

    n: int
    of: str


class Dimension(Schema):
    """A dimension of a framework; `own_label`: the label in this language is ours. `parts` is what it is made of, where known."""

    key: str
    label: str
    own_label: bool
    verified: bool
    parts: list[str]


class Framework(Schema):
    """A reference framework; `verified` is whole, `unverified` says what is not; `assessable`: a municipality may assess itself by it."""

    key: str
    version: str
    other_versions: list[str]
    name: str
    verified: bool
    assessable: bool
    edition: str
    scoring: str
    unverified: str
    use: str
    counts: list[Counted]
    sources: list[str]
    dimensions: list[Dimension]


class AnswerSaid(Schema):
    """What is said of a dimension."""

    dimension: str
    label: str
    level: int | None = Field(description="0 to 4, on a scale of ours; null: not known, which is never zero.")
    evidence: str | None
    measures: list[str]


class AssessmentSaid(Schema):
    """A public self-assessment; `in_force`: none of the same framework and day was published later."""

    key: str
    municipality: str
    framework: str
    version: str
    as_on: date
    published_at: datetime
    in_force: bool
    synthetic: bool
    published_for: str
    answers: list[AnswerSaid]


class Frameworks(Listed):
    """Frameworks, a page of them."""

    items: list[Framework]


class Assessments(Listed):
    """Self-assessments, a page of them."""

    items: list[AssessmentSaid]
