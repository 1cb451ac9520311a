"""Terms that set a group of texts apart from the rest, in any script: log-odds with an informative prior.

Monroe, Colaresi and Quinn, Fightin' Words, Political Analysis 16 (2008), section 3.5: how much likelier a term is here than elsewhere (logarithm of the
ratio of odds, with all texts as a prior that weighs as much as one text), over its standard deviation. A term counts once per text: who repeats a word a hundred times says it once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

from rumo.science.text.folding import is_spaced, spelt

SURE = 1.96
"""Standard deviations from which a term sets a group apart."""
LEAST = 2
"""Texts of the group that a term must be in."""
COVERED = 0.8
"""Share of a word's texts from which a pair of words that has it stands for it."""

Text = Sequence[tuple[str, str]]
"""Words of a text, folded, each with how it is spelt."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or two in a row: folded; as the group most often spells it; its score in standard deviations; texts that have it, here and elsewhere."""

    term: str
    shown: str
    score: float
    here: int
    elsewhere: int


def key_terms(group: Sequence[str], rest: Sequence[str], *, most: int = 10) -> list[Term]:
    """Return the terms that set a group apart from the rest, the strongest first, `most` of them at most; none may reach SURE."""
    return by_group([*group, *rest], [range(len(group))], most=most)[0]


def by_group(texts: Sequence[str], groups: Sequence[Sequence[int]], *, most: int = 10) -> list[list[Term]]:
    """Return the key terms of each group of places against all other texts, as `key_terms` does."""
    said = [spelt(text) for text in texts]
    terms = [_terms(text) for text in said]
    every = Counter(term for text in terms for term in text)
    whole = every.total()
    prior = whole / max(len(texts), 1)
    return [
        _of([said[at] for at in group], [terms[at] for at in group], every, prior, most) for group in groups
    ]


def _terms(text: Text) -> frozenset[str]:
    """Return the words of a text and every two in a row where spaces part words; no lone sign or figure."""
    known = [word for word, _written in text]
    pairs = (f"{one} {other}" for one, other in pairwise(known) if is_spaced(one) and is_spaced(other))
    return frozenset([*(word for word in known if len(word) > 1 and not word.isdecimal()), *pairs])


def _of(
    said: Sequence[Text], terms: Sequence[frozenset[str]], every: Counter[str], prior: float, most: int
) -> list[Term]:
    here = Counter(term for text in terms for term in text)
    size, whole = here.total(), every.total()
    scores = {
        term: _score(count, every[term], (size, whole), prior)
        for term, count in here.items()
        if count >= LEAST
    }
    kept = {term for term, score in scores.items() if score >= SURE}
    kept -= {term for term in kept if " " in term and not set(term.split()) <= kept}
    pairs = sorted(term for term in kept if " " in term)
    kept -= {word for pair in pairs for word in pair.split() if here[pair] >= COVERED * here[word]}
    order = sorted(kept, key=lambda term: (-scores[term], term))[:most]
    shown = _shown(said, frozenset(order))
    return [Term(term, shown[term], scores[term], here[term], every[term] - here[term]) for term in order]


def _score(here: int, every: int, sizes: tuple[int, int], weight: float) -> float:
    """Return the log-odds of a term in `here` texts of the group against those in the others of `every`, over its standard deviation.

    `sizes`: terms said in the group and in all. Nothing but the term said at all: 0.
    """
    size, whole = sizes
    if every == whole:
        return 0.0
    prior = weight * every / whole
    mine, theirs = here + prior, every - here + prior
    odds = log(mine / (size + weight - mine)) - log(theirs / (whole - size + weight - theirs))
    return odds / sqrt(1 / mine + 1 / theirs)


def _shown(said: Sequence[Text], wanted: frozenset[str]) -> dict[str, str]:
    """Return how each wanted term is spelt most often; of spellings as frequent, the last in the order of signs (small letters)."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in said:
        for word, written in text:
            if word in wanted:
                counts[word][written] += 1
        for (one, written), (other, after) in pairwise(text):
            if f"{one} {other}" in wanted:
                counts[f"{one} {other}"][f"{written} {after}"] += 1
    return {term: max(known, key=lambda shown: (known[shown], shown)) for term, known in counts.items()}
