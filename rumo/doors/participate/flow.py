"""One question a page: which page comes next, from what was answered so far; everything travels in a draft kept under the form's token."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rumo.doors.files import answers
from rumo.listen.consultations.models import Question
from rumo.listen.consultations.queries import Asked
from rumo.listen.contributions.models import Kind
from rumo.listen.contributions.rules.saying import Said, applies

START, ABOUT, WHO, REVIEW = "inicio", "sobre", "quem", "rever"
ABOUT_ME = ("age", "sex", "years")
"""What somebody may say of themselves, coarse and by choice."""


@dataclass(slots=True)
class Draft:
    """What is kept between two pages: language, audience, what was typed by field, files by place, and what it corrects."""

    language: str = ""
    audience: str = ""
    typed: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)  # public ids of stored files
    about: dict[str, str] = field(default_factory=dict)
    email: str = ""
    identity: str = ""
    proven: str = ""  # the mark of somebody an identity provider answered for
    corrects: str = ""  # the number of the contribution this corrects
    seen: bool = False  # the review was reached: a change goes back to it
    done: bool = False  # the correction was made: the form sent again makes no other

    def plain(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Draft":
        """Read it back; what is no part of one is left out."""
        return cls(**{name: value for name, value in data.items() if name in cls.__dataclass_fields__})


def pages(asked: Asked, draft: Draft, *, once: bool = False) -> list[str]:
    """Return the pages of a questionnaire in order: the beginning, each question that applies, about oneself, the review.

    Before the review, where each person answers `once`: that one is one.
    """
    said = so_far(asked, draft)
    codes = [question.code for question in asked.questions if applies(question, said)]
    middle = [] if draft.corrects else [ABOUT, WHO] if once else [ABOUT]
    return [START, *codes, *middle, REVIEW]


def so_far(asked: Asked, draft: Draft) -> Said:
    """Return what is answered so far as a contribution, without files."""
    parts = answers.read(draft.typed, asked, audience=draft.audience)
    return Said(
        kind=Kind.QUESTIONNAIRE,
        language=draft.language,
        audience=draft.audience,
        answers=parts.answers,
        texts=parts.texts,
        email=draft.email,
        about_me=draft.about,
        identity=draft.identity,
        proven=draft.proven,
    )


def after(order: Sequence[str], page: str, draft: Draft) -> str:
    """Return the page after one; once the review was reached, a mended answer leads back to it."""
    if draft.seen and page != START:
        return REVIEW
    place = order.index(page) if page in order else 0
    return order[min(place + 1, len(order) - 1)]


def before(order: Sequence[str], page: str) -> str:
    """Return the page before one."""
    place = order.index(page) if page in order else 0
    return order[max(place - 1, 0)]


def page_of(place: str, asked: Asked) -> str:
    """Return the page on which something wrong is mended: its question's, that of the frame, else the review."""
    code = place.removeprefix("question:")
    if any(question.code == code for question in asked.questions):
        return code
    return {"audience": START, "email": ABOUT, "identity": WHO}.get(place, REVIEW)


def only(asked: Asked, code: str) -> Asked:
    """Return one question alone."""
    return Asked(tuple(one for one in asked.questions if one.code == code), (), ())


def names_of(question: Question) -> set[str]:
    """Return the names of the fields of a question."""
    name = f"q-{question.code}"
    places = range(1, len(question.options) + 1)
    return {
        name,
        f"{name}-public",
        f"{name}-list",
        *(f"{name}-{row}" for row in question.rows),
        *(f"{name}-{n}" for n in places),
    }
