"""Reads of what is asked while a talk is given: questions in order of support, polls with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from rumo.listen.conferences.models import Poll, Question, Slot, Support, Vote

MOST = 200
"""Questions shown at once."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with how many support it."""

    question: Question
    supports: int


@dataclass(frozen=True, slots=True)
class Polled:
    """A poll with how many chose each option, in order, and in all."""

    poll: Poll
    counts: Sequence[tuple[str, int]]
    total: int


def questions(slot: Slot, *, states: Sequence[str] = ("shown", "answered")) -> list[Asked]:
    """Return the questions of a slot in these states, the most supported first, then as they came (one query)."""
    many = Support.objects.filter(question=OuterRef("pk")).order_by().values("question")
    rows = Question.objects.filter(slot=slot, state__in=states).annotate(
        supports=Coalesce(Subquery(many.annotate(n=Count("pk")).values("n")), 0)
    )
    return [Asked(one, one.supports) for one in rows.order_by("-supports", "pk")[:MOST]]


def polls(slot: Slot) -> list[Polled]:
    """Return the polls of a slot in order of making, each with its counts (two queries)."""
    found = list(Poll.objects.filter(slot=slot).order_by("pk"))
    rows = Vote.objects.filter(poll__in=found).values_list("poll_id", "option")
    counts = {(poll, option): many for poll, option, many in rows.annotate(many=Count("pk")).order_by()}
    told = []
    for one in found:
        each = [(str(name), counts.get((one.pk, place), 0)) for place, name in enumerate(one.options)]
        told.append(Polled(one, each, sum(many for _name, many in each)))
    return told
