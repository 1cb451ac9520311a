"""Which consultations there are, and what one asks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Model

from rumo.listen.consultations.models import (
    Consultation,
    Document,
    Extension,
    Paragraph,
    Question,
    Statement,
    Wording,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a consultation puts: its questions, the paragraphs of its text and its statements, in their order."""

    questions: tuple[Question, ...]
    paragraphs: tuple[Paragraph, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of a term once it was published: each time its end was put off, oldest first, and when it was cancelled."""

    extensions: tuple[Extension, ...] = ()
    cancelled_at: datetime | None = None


NEVER = Changes()
"""A term that stands as it was published."""


def published() -> list[Consultation]:
    """Return every consultation that was published, the latest to close first, with its owner (one query)."""
    rows = Consultation.objects.exclude(state=Consultation.State.DRAFT).filter(published_at__isnull=False)
    return list(rows.select_related("owner").order_by("-closes_at", "-pk"))


def published_one(slug: str) -> Consultation | None:
    """Return a published (or since cancelled) consultation by its public name, with its owner (one query)."""
    rows = Consultation.objects.filter(slug=slug, published_at__isnull=False)
    return rows.select_related("owner").first()


def asked(
    consultation: Consultation, *, parts: Collection[type[Model]] = (Question, Paragraph, Statement)
) -> Asked:
    """Return what a consultation puts, or some parts of it (one query each); retired statements are left out."""
    of = {"consultation": consultation}
    questions = Question.objects.filter(**of).order_by("position") if Question in parts else ()
    paragraphs = Paragraph.objects.filter(**of).order_by("position") if Paragraph in parts else ()
    statements = Statement.objects.filter(**of, retired_at__isnull=True).order_by("number")
    return Asked(tuple(questions), tuple(paragraphs), tuple(statements if Statement in parts else ()))


def documents(consultation: Consultation) -> list[Document]:
    """Return the documents that may be read, in their order (one query)."""
    rows = Document.objects.filter(consultation=consultation, file__state="released")
    return list(rows.select_related("file").order_by("position"))


def extensions(consultation: Consultation) -> list[Extension]:
    """Return every time the closing was put off, oldest first (one query)."""
    return list(Extension.objects.filter(consultation=consultation).order_by("at", "pk"))


def changes(rows: Sequence[Consultation]) -> dict[int, Changes]:
    """Return what became of the terms of consultations, by row id, of those of which anything did (two queries)."""
    put_off: dict[int, list[Extension]] = {}
    for one in Extension.objects.filter(consultation__in=rows).order_by("at", "pk"):
        put_off.setdefault(one.consultation_id, []).append(one)
    why = Wording.objects.filter(
        consultation__in=[row for row in rows if row.state == Consultation.State.CANCELLED],
        place="cancelled",
        language=F("consultation__language"),
    )
    gone = dict(why.values_list("consultation_id", "at"))
    return {pk: Changes(tuple(put_off.get(pk, ())), gone.get(pk)) for pk in put_off.keys() | gone.keys()}
