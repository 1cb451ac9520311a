"""Reading passages: what each speaks of, taken back, read without any theme; and the topics a machine suggests."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.ledger.actions import record
from rumo.ground.outbox import actions as outbox
from rumo.listen.contributions.models import Passage
from rumo.shape.synthesis import models as m
from rumo.shape.synthesis.actions.refusing import SynthesisRefused
from rumo.shape.synthesis.actions.theming import held_codebook, held_theme, target
from rumo.shape.synthesis.queries.reading import readable_with

JOB = "synthesis.topics"
AT_ONCE = 1_000
"""Passages coded in one act."""


@dataclass(frozen=True, slots=True)
class Group:
    """A topic as it is kept: the words that set it apart, its passages with how near each stands."""

    terms: tuple[str, ...]
    passages: tuple[tuple[int, float], ...]


@transaction.atomic
def code(
    *, theme: m.Theme, passages: Collection[Passage], by: str, at: datetime, quote: str = ""
) -> list[m.Coding]:
    """Say that passages speak of a theme; said before by the same person, it stays as it is. Returns the codings in force.

    `quote` is the words that say so, of one passage alone. Who codes a passage has read it. Raises SynthesisRefused for a theme no longer
    in use, a passage that is not read with this codebook, words that do not stand in it.
    """
    held = held_theme(theme)
    rows = _read_with(held.codebook, passages)
    start, end = _span(rows, quote)
    there = {
        one.passage_id: one
        for one in m.Coding.objects.filter(theme=held, coder=by, removed_at__isnull=True, passage__in=rows)
    }
    fresh = [
        m.Coding(theme=held, passage=row, coder=by, start=start, end=end, at=at)
        for row in rows
        if row.pk not in there
    ]
    m.Coding.objects.bulk_create(fresh)
    _mark(held.codebook, rows, by, at)
    if fresh:
        record(verb="theme.code", by=by, at=at, target=target(held), new={"passages": len(fresh)})
    return [*there.values(), *fresh]


@transaction.atomic
def take_back(*, codings: Collection[m.Coding], by: str, at: datetime) -> int:
    """Take codings back; taken back before, nothing is done. Returns how many were."""
    held = m.Coding.objects.select_for_update(of=("self",)).select_related("theme")
    rows = list(held.filter(pk__in=[one.pk for one in codings], removed_at__isnull=True))
    for row in rows:
        row.removed_at, row.removed_by = at, by
    m.Coding.objects.bulk_update(rows, ["removed_at", "removed_by"])
    for theme in {row.theme for row in rows}:
        count = sum(row.theme_id == theme.pk for row in rows)
        record(verb="theme.take_back", by=by, at=at, target=target(theme), old={"passages": count})
    return len(rows)


@transaction.atomic
def mark_read(*, codebook: m.Codebook, passages: Collection[Passage], by: str, at: datetime) -> int:
    """Say that one is done with passages, whatever was in them; returns how many were not read by the same person before."""
    held = held_codebook(codebook)
    fresh = _mark(held, _read_with(held, passages), by, at)
    if fresh:
        record(verb="codebook.read", by=by, at=at, target=target(held), new={"passages": fresh})
    return fresh


@transaction.atomic
def ask_topics(*, codebook: m.Codebook, by: str, at: datetime) -> bool:
    """Ask a machine to suggest topics, in the background; False while it is asked already."""
    held = held_codebook(codebook)
    asked = outbox.ask(kind=JOB, key=f"{JOB}:{held.slug}", payload={"codebook": held.slug}, at=at)
    if asked is None:
        return False
    record(verb="codebook.ask_topics", by=by, at=at, target=target(held))
    return True


@transaction.atomic
def keep_topics(*, codebook: m.Codebook, groups: Iterable[Group], by: str, at: datetime) -> int:
    """Keep what a machine suggests in the place of what it suggested before; returns how many topics. A suggestion changes no coding."""
    held = held_codebook(codebook)
    m.TopicPassage.objects.filter(topic__codebook=held).delete()
    m.Topic.objects.filter(codebook=held).delete()
    count = 0
    for count, group in enumerate(groups, start=1):
        topic = m.Topic.objects.create(codebook=held, position=count, terms=list(group.terms), at=at)
        m.TopicPassage.objects.bulk_create(
            m.TopicPassage(topic=topic, passage_id=passage, near=near) for passage, near in group.passages
        )
    record(verb="codebook.keep_topics", by=by, at=at, target=target(held), new={"topics": count})
    return count


def _read_with(codebook: m.Codebook, passages: Collection[Passage]) -> list[Passage]:
    wanted = {row.pk for row in passages}
    if not wanted:
        raise SynthesisRefused(_("Escolha os textos."), "passages")
    if len(wanted) > AT_ONCE:
        raise SynthesisRefused(_("De cada vez, no máximo %(n)s textos.") % {"n": AT_ONCE}, "passages")
    rows = list(readable_with(codebook).filter(pk__in=wanted).order_by("pk"))
    if len(rows) < len(wanted):
        raise SynthesisRefused(
            _("Um dos textos foi retirado ou não é desta síntese. Veja a lista outra vez."), "passages"
        )
    return rows


def _span(rows: Sequence[Passage], quote: str) -> tuple[int, int]:
    """Where the words stand; (0, 0) for none."""
    words = quote.replace("\r\n", "\n").strip()
    if not words:
        return 0, 0
    if len(rows) > 1:
        raise SynthesisRefused(_("Para indicar as palavras, escolha um só texto."), "quote")
    start = rows[0].text.find(words)
    if start < 0:
        raise SynthesisRefused(
            _("Estas palavras não estão no texto tal e qual. Copie-as do próprio texto."), "quote"
        )
    return start, start + len(words)


def _mark(codebook: m.Codebook, rows: Sequence[Passage], by: str, at: datetime) -> int:
    done = set(
        m.Reading.objects.filter(codebook=codebook, coder=by, passage__in=rows).values_list(
            "passage_id", flat=True
        )
    )
    fresh = [m.Reading(codebook=codebook, passage=row, coder=by, at=at) for row in rows if row.pk not in done]
    m.Reading.objects.bulk_create(fresh)
    return len(fresh)
