"""The shapes of what machines send, and of what they are answered."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StrictBool, StrictInt, StringConstraints

from rumo.listen.contributions.models import Kind
from rumo.listen.contributions.rules.saying import FILES

Word = Annotated[str, StringConstraints(max_length=300)]


class Strict(Schema):
    """What is sent has the fields told of and no other: one that is misspelt is said, not passed over."""

    model_config = ConfigDict(extra="forbid")


class TextSent(Strict):
    """A free text, whether its author lets it be shown, and (of a paragraph) how it should read instead."""

    text: str = ""
    public: StrictBool = False
    rewording: str = ""


class AboutSent(Strict):
    """What somebody says of themselves, coarse and by choice; kept apart from all the rest."""

    age: Literal["", "-17", "18-29", "30-44", "45-64", "65-"] = ""
    sex: Literal["", "f", "m", "x"] = ""
    years: Literal["", "born", "-1", "1-5", "5-"] = Field("", description="Years in the country.")


class ContributionSent(Strict):
    """One contribution. Places are `question:CODE`, `paragraph:CODE`, `statement`, `proposal`, `position`."""

    kind: Kind
    language: Word = Field(description="The language it is written in: pt, en, bn …")
    audience: Word = Field("", description="One of the consultation's audiences.")
    answers: dict[str, Any] = Field(
        default_factory=dict,
        description="By question code: an option, a list of options (in order, for a ranking), a number, a day YYYY-MM-DD, a DICO code, or {row: option}.",
    )
    texts: dict[str, TextSent] = Field(default_factory=dict, description="By place.")
    votes: dict[int, StrictInt] = Field(
        default_factory=dict, description="By number of the statement: 1 agrees, -1 disagrees, 0 passes."
    )
    organisation: Word = Field("", description="Whose position it is.")
    about: Word = Field("", description="The number of the proposal supported.")
    email: Word = Field("", description="Where to tell that there is an answer; kept apart.")
    about_me: AboutSent = AboutSent()
    identity: Word = Field("", description="Where each may answer once: kept as a mark alone.")


_FILES = {"type": "array", "items": {"type": "string", "format": "binary"}, "maxItems": FILES}
PARTS: dict[str, Any] = {
    "requestBody": {
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "description": "The same with files: 20 MB each, 10 a contribution, 60 MB all together.",
                    "properties": {
                        "body": {"$ref": "#/components/schemas/ContributionSent"},
                        "position": {**_FILES, "description": "Annexes of a position."},
                    },
                    "patternProperties": {
                        "^question:": {**_FILES, "description": "The files a question asks for, by its code."}
                    },
                    "additionalProperties": False,
                    "required": ["body"],
                },
                "encoding": {"body": {"contentType": "application/json"}},
            }
        }
    }
}
"""What the document tells of a contribution that comes with files."""


class ReceiptSaid(Schema):
    """The receipt. `code` is the person's alone: show it to them, keep it nowhere, put it in no address."""

    number: str = Field(description="Its public number.")
    code: str = Field(description="With it one comes back, corrects, withdraws, reads the answer.")
    received_at: datetime
    answer_by: date | None
    page: str = Field(description="Where everybody sees what became of it.")
    receipt_page: str = Field(description="Where the code is typed in.")


class Parted(Strict):
    """An indicator's value and its parts by group, such as `sex:f`."""

    total: float
    by: dict[str, float] = Field(default_factory=dict)


class ReportSent(Strict):
    """What a plan file says of a report. Texts are public once it is published."""

    measure: Word = Field(description="The measure's code.")
    stage: Word = Field(
        min_length=1, description="not_started, in_progress, completed, suspended, cancelled."
    )
    activities: dict[str, float] = Field(default_factory=dict, description="By code: the share done, 0 to 1.")
    indicators: dict[str, float | Parted] = Field(default_factory=dict, description="By code.")
    spent: dict[str, float | str] = Field(default_factory=dict, description="By funder, euros until now.")
    narrative: str = ""
    difficulties: str = ""
    corrective_action: str = ""
    reason: str = Field("", description="Why it is suspended or cancelled.")


class ReportsSent(Strict):
    """Reports of one plan for one day, and one place where not all of it."""

    reference_date: date
    municipality: Word = Field("", description="DICO code; empty for all of the plan's places together.")
    confirmed: StrictBool = Field(False, description="True once what seemed odd (`doubtful`) was looked at.")
    reports: list[ReportSent] = Field(min_length=1, max_length=200)


class ReportHanded(Schema):
    """A report as it stands now: submitted, returned (with the reason), approved or published."""

    id: str
    measure: str
    municipality: str | None
    reference_date: date
    state: str
    returned_reason: str


class ReportsHanded(Schema):
    """What was handed in, in the order it came."""

    plan: str
    reports: list[ReportHanded]
