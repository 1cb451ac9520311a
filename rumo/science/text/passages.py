"""Passages that talk about the same: suggestions with their evidence, for a person to take or leave; a job for the background.

Words, and pieces of words (every three and four signs), weighted by how few passages have them (TF-IDF), brought to few dimensions (truncated SVD: latent
semantic analysis, Deerwester and others, JASIS 41, 1990) and gathered around centres (k-means on the sphere: Dhillon and Modha, Machine Learning 42, 2001)
whose nearest are then put together. It knows words, not meaning: passages in different languages, or in other words, stay apart. The same passages and seed
give the same answer, in whatever order they come: they are worked on in the order of their signs, on one core.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from rumo.science.text.folding import bare, words
from rumo.science.text.terms import Term, by_group

DIMENSIONS = 100
"""At most."""
CENTRES = (2, 120)
"""The fewest and the most; between them, the square root of twice the passages."""
TOGETHER = 0.4
"""Cosine from which, on average, groups are put together."""
NEAR = 0.3
"""Least cosine of a passage to the centre of its group, and of a neighbour."""
LEAST = 3
"""Passages of a group."""
PIECES = 1 << 16
"""Pieces of words that are kept, the most frequent."""
LEFT = 0.05
"""Length under which what is left of a passage says nothing."""
SHARED = 5
"""Terms named as evidence of two passages' nearness."""

Float = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Topic:
    """Passages that seem to talk about the same, by their places, the nearest to the centre first.

    `near` is the cosine of each to the centre, NEAR to 1; `terms` sets them apart from all other passages.
    """

    places: tuple[int, ...]
    near: tuple[float, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A passage by its place, how near it is (cosine, NEAR to 1), and the words both have that tell most, folded."""

    place: int
    near: float
    shared: tuple[str, ...]


def topics(passages: Sequence[str], *, seed: int = 0, least: int = LEAST) -> list[Topic]:
    """Return groups of `least` passages or more, the largest first; a passage is in one at most, those near no centre in none.

    Passages without a word are in none.
    """
    space = Space(passages, seed=seed)
    groups = [group for group in _gathered(space.vectors, seed) if sum(map(space.count, group)) >= least]
    found = []
    for group in groups:
        centre = _unit(space.vectors[group].mean(axis=0, keepdims=True))[0]
        near = space.vectors[group] @ centre
        kept = [
            (-float(min(cosine, 1.0)), place)
            for cosine, row in zip(near, group, strict=True) if cosine >= NEAR
            for place in space.places[row]
        ]  # fmt: skip
        if len(kept) >= least:
            found.append(sorted(kept))
    terms = by_group(passages, [[place for _near, place in kept] for kept in found])
    made = [
        Topic(tuple(place for _near, place in kept), tuple(-near for near, _place in kept), tuple(said))
        for kept, said in zip(found, terms, strict=True)
    ]
    return sorted(made, key=lambda topic: (-len(topic.places), topic.places))


class Space:
    """Passages as points: which are the neighbours of one."""

    def __init__(self, passages: Sequence[str], *, seed: int = 0) -> None:
        """Place passages; those that are the same, folded, share a point, those without a word have none."""
        known: dict[str, list[int]] = {}
        for place, passage in enumerate(passages):
            known.setdefault(bare(passage), []).append(place)
        known.pop("", None)
        order = sorted(known)
        self.places = [known[text] for text in order]
        """By point, the passages there."""
        self._row = {place: row for row, places in enumerate(self.places) for place in places}
        self._names, self._words, table = _tables(order)
        self.vectors = _reduced(table, seed)
        """By point, its direction (points × dimensions, each of length 1 or, where nothing tells it apart, 0)."""

    def count(self, row: int) -> int:
        """Return how many passages share a point."""
        return len(self.places[row])

    def neighbours(self, place: int, *, most: int = 10) -> list[Neighbour]:
        """Return the passages nearest to one, the nearest first, itself left out; a passage without a word has none."""
        row = self._row.get(place)
        if row is None:
            return []
        cosines = np.clip(self.vectors @ self.vectors[row], -1.0, 1.0)
        near = sorted(
            (-float(cosines[other]), at, int(other))
            for other in np.flatnonzero(cosines >= NEAR)
            for at in self.places[other] if at != place
        )  # fmt: skip
        return [Neighbour(at, -less, self._shared(row, other)) for less, at, other in near[:most]]

    def _shared(self, one: int, other: int) -> tuple[str, ...]:
        both = (self._words[[one]] * self._words[[other]]).tocoo()
        told = sorted(zip(-both.data, (self._names[at] for at in both.col), strict=True))
        return tuple(name for _weight, name in told[:SHARED])


def _tables(texts: Sequence[str]) -> tuple[list[str], csr_array, csr_array]:
    """Return the words by name, their weights by text (texts × words), and weights of words and pieces side by side; rows of length 1."""
    if not texts:
        return [], csr_array((0, 1)), csr_array((0, 1))
    by_word = CountVectorizer(analyzer=words)
    by_piece = CountVectorizer(analyzer="char_wb", ngram_range=(3, 4), max_features=PIECES, lowercase=False)
    told = _weighed(by_word.fit_transform(texts))
    both = normalize(csr_array(hstack([told, _weighed(by_piece.fit_transform(texts))])))
    return by_word.get_feature_names_out().tolist(), told, both


def _weighed(counts: csr_array) -> csr_array:
    """Return (1 + ln times said) · ln((texts + 1) / texts that say it), rows of length 1 (0 where empty)."""
    table = csr_array(counts, dtype=np.float64)
    rare = np.log((table.shape[0] + 1) / np.bincount(table.indices, minlength=table.shape[1]).clip(1))
    table.data = (1 + np.log(table.data)) * rare[table.indices]
    return csr_array(normalize(table))


def _reduced(table: csr_array, seed: int) -> Float:
    """Bring texts × features to at most DIMENSIONS, rows of length 1; a row of which next to nothing is left is 0."""
    size = min(DIMENSIONS, *table.shape)
    if not size:
        return np.zeros((0, 1))
    with threadpool_limits(1), np.errstate(invalid="ignore"):  # shares of no variance, not used here
        return _unit(TruncatedSVD(size, random_state=seed).fit_transform(table))


def _unit(rows: Float) -> Float:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    turned: Float = np.divide(rows, length, out=np.zeros_like(rows), where=length > LEFT)
    return turned


def _gathered(vectors: Float, seed: int) -> list[Ints]:
    """Return points in groups: around centres, then centres put together while they are near on average; points at 0 in none."""
    there = np.flatnonzero(vectors.any(axis=1))
    fewest, largest = CENTRES
    apart = len(np.unique(vectors[there].round(6), axis=0))
    count = min(max(round(sqrt(2 * len(there))), fewest), largest, apart)
    if count < fewest:
        return [there] if len(there) else []
    with threadpool_limits(1):
        means = KMeans(count, n_init=3, random_state=seed).fit(vectors[there])
        joined = AgglomerativeClustering(
            None, metric="cosine", linkage="average", distance_threshold=1 - TOGETHER
        ).fit_predict(_unit(means.cluster_centers_))
    of = joined[means.labels_]
    return [there[of == group] for group in range(int(joined.max()) + 1)]
