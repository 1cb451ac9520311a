"""How far a consultation is: what it has, and what it lacks to be published, each with the page where it is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from rumo.listen.consultations.models import (
    Consultation,
    Document,
    Invitation,
    Paragraph,
    Question,
    Statement,
    Way,
    Wording,
)

COUNTED: dict[str, type[Model]] = {
    "questions": Question,
    "paragraphs": Paragraph,
    "statements": Statement,
    "documents": Document,
    "invitations": Invitation,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a consultation has: how many of each thing, its questions, and the places with a text in its own language."""

    counts: dict[str, int]
    questions: list[Question]
    places: set[str]


def standing(consultation: Consultation) -> Standing:
    """Return what a consultation has (three queries)."""
    counts = {name: _count(model) for name, model in COUNTED.items()}
    row = Consultation.objects.filter(pk=consultation.pk).values_list(*counts.values()).get()
    questions = list(Question.objects.filter(consultation=consultation).order_by("position"))
    places = Wording.objects.filter(consultation=consultation, language=consultation.language).exclude(
        text=""
    )
    return Standing(
        dict(zip(counts, row, strict=True)), questions, set(places.values_list("place", flat=True))
    )


def titled(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Return consultations with their title, in their own language, as `title`."""
    texts = Wording.objects.filter(consultation=OuterRef("pk"), place="title", language=OuterRef("language"))
    return rows.annotate(title=Coalesce(Subquery(texts.values("text")[:1]), "slug", output_field=TextField()))


def lacking(consultation: Consultation, has: Standing) -> list[tuple[str, str]]:
    """Return what is missing to publish: (the part where it is written, in words)."""
    return [*_words(has), *_frame(consultation), *_asked(consultation, has)]


def _count(model: type[Model]) -> Coalesce:
    rows = model._default_manager.filter(consultation=OuterRef("pk"))
    if model is Statement:
        rows = rows.filter(retired_at__isnull=True)
    counted = rows.order_by().values("consultation").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _words(has: Standing) -> Iterator[tuple[str, str]]:
    for place, words in (
        ("title", _("Falta o título.")),
        ("summary", _("Falta dizer, em poucas palavras, o que se pergunta e porquê.")),
        ("legal_basis", _("Falta a base legal.")),
    ):
        if place not in has.places:
            yield "words", words


def _frame(consultation: Consultation) -> Iterator[tuple[str, str]]:
    if not consultation.ways:
        yield "frame", _("Escolha pelo menos uma forma de participar.")
    if not consultation.audiences:
        yield "frame", _("Escolha a quem se dirige.")


def _asked(consultation: Consultation, has: Standing) -> Iterator[tuple[str, str]]:
    for way, name, words in (
        (Way.QUESTIONNAIRE, "questions", _("O questionário não tem perguntas.")),
        (Way.TEXT, "paragraphs", _("Falta o texto a comentar.")),
        (Way.STATEMENTS, "statements", _("Faltam afirmações para votar.")),
    ):
        if way in consultation.ways and not has.counts[name]:
            yield name, words
    for one in has.questions:
        if f"question:{one.code}" not in has.places:
            yield "questions", _("A pergunta %(code)s não tem texto.") % {"code": one.code}
        wanted = [f"option:{one.code}.{code}" for code in one.options]
        wanted += [f"row:{one.code}.{code}" for code in one.rows]
        if not has.places.issuperset(wanted):
            yield "questions", _("A pergunta %(code)s tem opções sem texto.") % {"code": one.code}
