"""The translations of what people say: beside each text in a reader's language, and which texts have none."""

from collections.abc import Iterable

from rumo.listen.contributions.models import Contribution, Passage, Translation


def beside(passages: Iterable[Passage], language: str) -> None:
    """Set each text's `beside` to its translation into a language, where there is one (one query, none without foreign texts)."""
    foreign = {one.pk: one for one in passages if one.language != language and one.pk}
    if foreign:
        for row in Translation.objects.filter(passage__in=list(foreign), language=language):
            foreign[row.passage_id].beside = row


def source_of(passage: Passage) -> tuple[str, str]:
    """Return what a translation of a text is made from: the text, and how a paragraph should read instead."""
    return passage.text, passage.rewording


def to_translate(keys: Iterable[int], language: str) -> list[Passage]:
    """Return, of texts by row id, those in another language without a translation into this one, in order (one query)."""
    rows = Passage.objects.filter(pk__in=list(keys), contribution__state=Contribution.State.RECEIVED)
    rows = rows.exclude(text="", rewording="").exclude(language=language)
    done = Translation.objects.filter(language=language, passage__in=list(keys)).values("passage")
    return list(rows.exclude(pk__in=done).order_by("pk"))
