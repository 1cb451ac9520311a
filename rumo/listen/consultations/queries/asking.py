"""Which consultations there are, and what one asks."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Model

from rumo.listen.consultations.models import (
    Consultation,
    Document,
    Extension,
    Paragraph,
    Question,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a consultation puts: its questions, the paragraphs of its text and its statements, in their order."""

    questions: tuple[Question, ...]
    paragraphs: tuple[Paragraph, ...]
    statements: tuple[Statement, ...]


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
