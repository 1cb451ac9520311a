"""Themes: which there are and how much is coded with each, what came of which, how far those who code agree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, QuerySet

from rumo.science.text.agreement import Agreement, alpha, kappa
from rumo.shape.synthesis import models as m


@dataclass(frozen=True, slots=True)
class Counted:
    """A theme in use, and how many texts and contributions were coded with it by anybody."""

    theme: m.Theme
    texts: int
    contributions: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far those who code agree on a theme: of the two who read most texts in common (κ), and of all (α)."""

    theme: m.Theme
    kappa: Agreement
    alpha: Agreement


def themes_of(codebook: m.Codebook) -> list[Counted]:
    """Return the themes in use by name, counted (two queries)."""
    open_ = m.Theme.objects.filter(codebook=codebook, state=m.Theme.State.OPEN)
    coded = m.Coding.objects.filter(theme__in=open_, removed_at__isnull=True).order_by()
    counts = {
        theme: (texts, said)
        for theme, texts, said in coded.values_list("theme").annotate(
            texts=Count("passage", distinct=True), said=Count("passage__contribution", distinct=True)
        )
    }
    return [Counted(row, *counts.get(row.pk, (0, 0))) for row in open_]


def ended_in(codebook: m.Codebook) -> list[m.Theme]:
    """Return the themes no longer in use, the last to end first (one query)."""
    rows = m.Theme.objects.filter(codebook=codebook).exclude(state=m.Theme.State.OPEN)
    return list(rows.order_by("-ended_at", "-pk"))


def lineages(codebook: m.Codebook) -> tuple[dict[int, list[m.Theme]], dict[int, list[m.Theme]]]:
    """Return what each theme came of and what came of each, by row id (one query)."""
    before: dict[int, list[m.Theme]] = {}
    after: dict[int, list[m.Theme]] = {}
    rows = m.ThemeLineage.objects.filter(ancestor__codebook=codebook)
    for one in rows.select_related("ancestor", "descendant").order_by("pk"):
        before.setdefault(one.descendant_id, []).append(one.ancestor)
        after.setdefault(one.ancestor_id, []).append(one.descendant)
    return before, after


def descendants(themes: Iterable[m.Theme]) -> dict[int, list[m.Theme]]:
    """Return, by row id, the themes in which each stands today: itself while it is in use, else what came of it (two queries).

    A theme that was set aside stands in none. Whatever was merged and split in whatever order, each descendant is there once.
    """
    wanted = list(themes)
    books = {row.codebook_id for row in wanted}
    after: dict[int, list[int]] = {}
    pairs = m.ThemeLineage.objects.filter(ancestor__codebook__in=books).order_by("pk")
    for old, new in pairs.values_list("ancestor_id", "descendant_id"):
        after.setdefault(old, []).append(new)
    open_ = {row.pk: row for row in m.Theme.objects.filter(codebook__in=books, state=m.Theme.State.OPEN)}
    return {row.pk: [open_[pk] for pk in _reached(row.pk, after) if pk in open_] for row in wanted}


def _reached(start: int, after: Mapping[int, Sequence[int]]) -> list[int]:
    """Everything that came of a theme, itself first, each once, in the order of its making."""
    seen, waiting = {start}, [start]
    while waiting:
        fresh = [new for new in after.get(waiting.pop(), ()) if new not in seen]
        seen.update(fresh)
        waiting += fresh
    return sorted(seen)


def agreement(codebook: m.Codebook) -> list[Agreed]:
    """Return how far those who code agree on each theme in use, by name (three queries).

    A unit is a text that at least two people are done with (`Reading`); each labels it with the theme or without.
    """
    readers: dict[int, set[str]] = {}
    rows = m.Reading.objects.filter(codebook=codebook).values_list("passage_id", "coder")
    for passage, coder in rows:
        readers.setdefault(passage, set()).add(coder)
    units = sorted(passage for passage, who in readers.items() if len(who) > 1)
    coders = sorted({coder for passage in units for coder in readers[passage]})
    coded = set(
        _coded(codebook).values_list("theme_id", "passage_id", "coder") if units else (),
    )
    pair = _most_in_common(units, readers)
    found = []
    for theme in m.Theme.objects.filter(codebook=codebook, state=m.Theme.State.OPEN):
        labels = {
            coder: [
                (theme.pk, passage, coder) in coded if coder in readers[passage] else None
                for passage in units
            ]
            for coder in coders
        }
        one, other = (labels[coder] for coder in pair) if pair else ([], [])
        found.append(Agreed(theme, kappa(one, other), alpha(list(labels.values()))))
    return found


def _coded(codebook: m.Codebook) -> QuerySet[m.Coding]:
    return m.Coding.objects.filter(theme__codebook=codebook, removed_at__isnull=True)


def _most_in_common(units: Sequence[int], readers: Mapping[int, set[str]]) -> tuple[str, str] | None:
    """The two who read most texts in common, by name where several did."""
    counts: dict[tuple[str, str], int] = {}
    for passage in units:
        for pair in combinations(sorted(readers[passage]), 2):
            counts[pair] = counts.get(pair, 0) + 1
    return min(counts, key=lambda pair: (-counts[pair], pair)) if counts else None
