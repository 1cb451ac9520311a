"""Texts that are nearly the same among many, in any script: found by MinHash, then compared exactly.

A text, folded and without punctuation (unless it has nothing else), is the set of its pieces: every GRAM signs in a row (PAIR in scripts where a sign says more: Han, Kana, Hangul). Two texts are as alike as
the Jaccard index of their pieces, 0 to 1. Pairs worth comparing come from MinHash in bands (Broder, On the resemblance and containment of documents,
SEQUENCES 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3): a pair is in some band with probability
1 - (1 - j^ROWS)^BANDS: 0.92 at j = 0.5, 0.996 at 0.6, 0.004 at 0.1. Whatever is returned was compared in full, so chance can hide a pair, never
make one. The same texts give the same answer, in whatever order they come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from rumo.science.text.folding import fold, tight
from rumo.science.text.joining import joined

GRAM = 5
PAIR = 2
ALIKE = 0.5
"""How much of both two texts must share."""
BANDS, ROWS = 40, 4
MARGIN = 0.15
"""How far under the least likeness the estimate of a pair (standard deviation at most 0.04) may be for it to be compared still."""
FULL = 16
"""Texts of one band that are compared all with all; in a larger one, each with the FULL after it."""
STEP = 1 << 15
"""Pieces hashed at once, and pairs compared at once: what fits near the processor."""

TURN = 1 << 14
"""Pairs compared before those already in one group are put aside."""
HELD = 1 << 23
"""Pairs held before those found twice are dropped."""
WIDE = 1 << 62
"""Numbers a piece may have."""

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Sketch = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their places, the lower first, and how alike they are (Jaccard index, 0 to 1; 1: the same once folded)."""

    one: int
    other: int
    alike: float


@dataclass(frozen=True, slots=True)
class Campaign:
    """Texts that go together, by their places in order.

    `centre` is the one the others are most like on the whole; `alike` says how alike each is to it (parallel to `places`), so that who looks can part those
    that only came along; `versions` counts the different texts, folded.
    """

    places: tuple[int, ...]
    centre: int
    alike: tuple[float, ...]
    versions: int


def pairs(texts: Sequence[str], *, alike: float = ALIKE, seed: int = 0) -> list[Pair]:
    """Return pairs of texts at least so alike (0 < alike ≤ 1), in order; texts without a sign are like none.

    Of texts that are the same once folded each makes a pair with the first of them only, and only the first is paired with others.
    """
    known = _Known.of(texts)
    first = [places[0] for places in known.places]
    found = [Pair(places[0], place, 1.0) for places in known.places for place in places[1:]]
    for one, other, share in zip(*_alike(known.pieces, alike, seed), strict=True):
        low, high = sorted((first[one], first[other]))
        found.append(Pair(low, high, float(share)))
    return sorted(found, key=lambda pair: (pair.one, pair.other))


def groups(texts: Sequence[str], *, alike: float = ALIKE, seed: int = 0) -> list[list[int]]:
    """Return the texts that are the same or nearly, by their places, as groups of two or more in the order of their first.

    Alike is not transitive: whoever is like one of a group is of it.
    """
    known = _Known.of(texts)
    found = _together(known.pieces, alike, seed)
    places = (sorted(place for text in group for place in known.places[text]) for group in found)
    return sorted(group for group in places if len(group) > 1)


def campaigns(texts: Sequence[str], *, least: int = 3, alike: float = ALIKE, seed: int = 0) -> list[Campaign]:
    """Return the groups of `least` texts or more with how each text stands to the centre of its group, the largest first."""
    known = _Known.of(texts)
    sent = [len(places) for places in known.places]
    found = _together(known.pieces, alike, seed)
    kept = [_campaign(known, group) for group in found if sum(sent[text] for text in group) >= max(least, 2)]
    return sorted(kept, key=lambda campaign: (-len(campaign.places), campaign.places))


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1 (two without a sign: 0)."""
    pieces = _pieces([_plain(one), _plain(other)])
    return float(_exact(pieces, np.array([0]), np.array([1]))[0])


def _plain(text: str) -> str:
    """Return a text as it is compared."""
    return tight(text) or fold(text)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Pieces of n texts as numbers: those of text i are values[starts[i]:starts[i + 1]], rising, each once."""

    values: Ints
    starts: Ints
    table: csr_array
    """Texts by pieces, 1 where a text has one."""

    @classmethod
    def of(cls, values: Ints, starts: Ints) -> _Pieces:
        """Lay pieces out as a table too."""
        held = np.ones(len(values), dtype=np.int8)
        return cls(values, starts, csr_array((held, values, starts), shape=(len(starts) - 1, WIDE)))

    @property
    def sizes(self) -> Ints:
        """How many pieces each text has."""
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True)
class _Known:
    """The different texts that have a sign, folded, in the order of their signs; where each stands; their pieces."""

    places: list[list[int]]
    pieces: _Pieces

    @classmethod
    def of(cls, texts: Sequence[str]) -> _Known:
        """Fold texts and put the same ones together."""
        places: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            places.setdefault(_plain(text), []).append(place)
        places.pop("", None)
        order = sorted(places)
        return cls([places[text] for text in order], _pieces(order))


def _pieces(texts: Sequence[str]) -> _Pieces:
    """Return the pieces of folded texts; a text is followed by blanks, so that the shortest has some and none runs into the next."""
    blank = "\0" * (GRAM - 1)
    signs = np.frombuffer(blank.join([*texts, ""]).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    ends = np.cumsum(lengths + GRAM - 1)
    values = (_rolled(signs) >> np.uint64(2)).astype(np.int64)
    owner = np.repeat(np.arange(len(texts), dtype=np.int64), lengths + GRAM - 1)[: len(values)]
    owner, values = owner[signs[: len(values)] != 0], values[signs[: len(values)] != 0]
    parts, sizes = [], np.zeros(len(texts) + 1, dtype=np.int64)
    cuts = np.searchsorted(owner, np.arange(len(texts) + 1))
    for place in range(len(ends)):
        own = np.unique(values[cuts[place] : cuts[place + 1]])
        parts.append(own)
        sizes[place + 1] = len(own)
    return _Pieces.of(np.concatenate([*parts, np.zeros(0, dtype=np.int64)]), np.cumsum(sizes))


def _rolled(signs: Sketch) -> Hashes:
    """Hash the GRAM signs that begin at each place, or the PAIR where the sign there says more."""
    count = max(len(signs) - GRAM + 1, 0)
    value = np.zeros(count, dtype=np.uint64)
    short = value
    for step in range(GRAM):
        value = _mixed(value ^ signs[step : step + count].astype(np.uint64))
        short = value if step == PAIR - 1 else short
    return np.where(_says_more(signs[:count]), short, value)


def _says_more(signs: Sketch) -> NDArray[np.bool_]:
    """Tell Kana and Han (2E80 to 9FFF), Hangul (AC00 to D7AF) and the later planes of Han from other signs."""
    return (
        ((signs >= 0x2E80) & (signs <= 0x9FFF)) | ((signs >= 0xAC00) & (signs <= 0xD7AF)) | (signs >= 0x20000)
    )


def _mixed(values: Hashes) -> Hashes:
    """Stir 64 bits (the finish of SplitMix64: Steele, Lea and Flood, OOPSLA 2014)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _hopeful(pieces: _Pieces, alike: float, seed: int) -> tuple[Ints, Ints]:
    """Return the pairs of different texts worth comparing, the lower place and the higher, those that promise most first."""
    sketch = _sketch(pieces, seed)
    one, other = _candidates(sketch)
    guess = np.zeros(len(one))
    for part in _parts(len(one), STEP):
        guess[part] = (sketch[one[part]] == sketch[other[part]]).mean(axis=1)
    order = np.argsort(-guess, kind="stable")
    order = order[guess[order] >= alike - MARGIN]
    return one[order], other[order]


def _alike(pieces: _Pieces, alike: float, seed: int) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """Return the pairs of different texts that are so alike: the lower place, the higher, how alike."""
    one, other = _hopeful(pieces, alike, seed)
    share = _exact(pieces, one, other)
    right = share >= alike
    return one[right], other[right], share[right]


def _together(pieces: _Pieces, alike: float, seed: int) -> list[list[int]]:
    """Return different texts in groups, each text in one, alone if need be: as all their pairs would join them.

    Pairs already in one group are not compared, so a campaign of thousands costs thousands of comparisons and not millions.
    """
    one, other = _hopeful(pieces, alike, seed)
    count = len(pieces.sizes)
    links: list[tuple[int, int]] = []
    while len(one):
        right = np.flatnonzero(_exact(pieces, one[:TURN], other[:TURN]) >= alike)
        links += zip(one[right].tolist(), other[right].tolist(), strict=True)
        group = _labels(count, links)
        apart = group[one[TURN:]] != group[other[TURN:]]
        one, other = one[TURN:][apart], other[TURN:][apart]
    return joined(count, links)


def _labels(count: int, links: Sequence[tuple[int, int]]) -> NDArray[np.int32]:
    """Return which group each of `count` texts is in, by number."""
    ends = np.array(links, dtype=np.int64).reshape(-1, 2)
    table = coo_array((np.ones(len(ends), dtype=np.int8), (ends[:, 0], ends[:, 1])), shape=(count, count))
    labels: NDArray[np.int32] = connected_components(table, directed=False)[1]
    return labels


def _sketch(pieces: _Pieces, seed: int) -> Sketch:
    """Return BANDS × ROWS least hashes of each text (texts, hashes); each hash is the high half of a·x + b modulo 2^64, a odd."""
    count = BANDS * ROWS
    chance = np.random.default_rng(seed)
    factors = chance.integers(0, 1 << 63, count, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    terms = chance.integers(0, 1 << 63, count, dtype=np.uint64)
    sketch = np.empty((len(pieces.sizes), count), dtype=np.uint32)
    for begin, end in _stretches(pieces.starts):
        own = pieces.values[pieces.starts[begin] : pieces.starts[end]].astype(np.uint64)
        cuts = pieces.starts[begin:end] - pieces.starts[begin]
        hashed, high = np.empty_like(own), np.empty(len(own), dtype=np.uint32)
        for place in range(count):
            np.multiply(own, factors[place], out=hashed)
            np.add(hashed, terms[place], out=hashed)
            np.right_shift(hashed, np.uint64(32), out=high, casting="unsafe")
            sketch[begin:end, place] = np.minimum.reduceat(high, cuts)
    return sketch


def _stretches(starts: Ints) -> Iterator[tuple[int, int]]:
    """Cut texts into stretches of some STEP pieces, at least one text each."""
    begin, last = 0, len(starts) - 1
    while begin < last:
        end = int(np.searchsorted(starts, starts[begin] + STEP, side="right")) - 1
        end = min(max(end, begin + 1), last)
        yield begin, end
        begin = end


def _parts(count: int, step: int) -> Iterator[slice]:
    return (slice(begin, begin + step) for begin in range(0, count, step))


def _candidates(sketch: Sketch) -> tuple[Ints, Ints]:
    """Return the pairs that are the same in some band, each once, the lower place first."""
    count = len(sketch)
    found: list[Ints] = []
    for band in range(BANDS):
        key = np.zeros(count, dtype=np.uint64)
        for row in range(ROWS):
            key = _mixed(key ^ sketch[:, band * ROWS + row].astype(np.uint64))
        order = np.argsort(key, kind="stable")
        found += _meeting(key[order], order.astype(np.int64), count)
        if band == BANDS - 1 or sum(map(len, found)) > HELD:
            found = [_once(np.concatenate(found))]
    one, other = np.divmod(found[0], max(count, 1))
    return one, other


def _once(values: Ints) -> Ints:
    """Return values rising, each once (sorted in place: for millions faster than numpy.unique, which hashes)."""
    values.sort()
    return values[np.concatenate([[True], values[1:] != values[:-1]])] if len(values) else values


def _meeting(key: Hashes, order: Ints, count: int) -> Iterator[Ints]:
    """Yield pairs of one band as lower × count + higher: within a run of one key, each with the FULL after it and with the first of the run."""
    begins = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])) if count else np.zeros(0, np.int64)
    first = np.repeat(order[begins], np.diff([*begins, count]))
    yield (first * count + order)[first != order]
    for step in range(1, FULL + 1):
        same = key[step:] == key[:-step]
        if not same.any():
            return
        yield (order[:-step] * count + order[step:])[same]


def _exact(pieces: _Pieces, one: Ints, other: Ints) -> NDArray[np.float64]:
    """Return the Jaccard index of each pair of places, 0 to 1; 0 where neither has a piece."""
    table = pieces.table
    shared = np.zeros(len(one))
    for part in _parts(len(one), STEP // 8):
        shared[part] = np.diff(table[one[part]].multiply(table[other[part]]).indptr)
    whole = pieces.sizes[one] + pieces.sizes[other] - shared
    return np.divide(shared, whole, out=np.zeros(len(one)), where=whole > 0)


def _campaign(known: _Known, group: Sequence[int]) -> Campaign:
    """Return the campaign that different texts make; the centre is the text the most others are most like, each counted as often as it was sent."""
    members = np.array(group, dtype=np.int64)
    sent = np.array([len(known.places[text]) for text in group], dtype=np.float64)
    tried = members[np.argsort(-sent, kind="stable")[:FULL]]
    grid = [_exact(known.pieces, np.full(len(members), text), members) for text in tried]
    best = int(np.argmax([row @ sent for row in grid]))
    stand = sorted(
        (place, float(share))
        for text, share in zip(group, grid[best], strict=True)
        for place in known.places[text]
    )
    return Campaign(
        tuple(place for place, _share in stand),
        known.places[int(tried[best])][0],
        tuple(share for _place, share in stand),
        len(group),
    )
