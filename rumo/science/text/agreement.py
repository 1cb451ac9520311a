"""How far coders agree on labels without order (nominal), beyond what chance would give.

Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960), for two coders;
Krippendorff, Computing Krippendorff's alpha-reliability (2011, https://repository.upenn.edu/asc_papers/43), for any number and with gaps.
1 is full agreement, 0 what chance gives, below 0 less than that. None: nothing to tell, since no unit has two labels or all labels are the same one
(chance would have agreed as well).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

Label = Hashable | None
"""None: not coded."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """`value` of the coefficient; `units` it was computed from; shares of agreement that were `observed` and `expected` by chance (0 to 1)."""

    value: float | None
    units: int
    observed: float
    expected: float


def kappa(one: Sequence[Label], other: Sequence[Label]) -> Agreement:
    """Return Cohen's κ of two coders' labels of the same units, in the same order; units that either did not code are left out.

    ValueError if they are not as many.
    """
    both = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    count = len(both)
    if not count:
        return Agreement(None, 0, 0.0, 0.0)
    first, second = Counter(a for a, _b in both), Counter(b for _a, b in both)
    agreed = sum(a == b for a, b in both)
    chance = sum(first[label] * second[label] for label in first)
    value = (agreed * count - chance) / (count**2 - chance) if chance < count**2 else None
    return Agreement(value, count, agreed / count, chance / count**2)


def alpha(coders: Sequence[Sequence[Label]]) -> Agreement:
    """Return Krippendorff's α of labels by coder (coders × units, every coder with every unit, None where not coded).

    Units with fewer than two labels are left out. ValueError if coders have not as many units.
    """
    units = [Counter(label for label in labels if label is not None) for labels in zip(*coders, strict=True)]
    paired = [labels for labels in units if labels.total() > 1]
    totals = sum(paired, Counter[Hashable]())
    count = totals.total()
    if not count:
        return Agreement(None, 0, 0.0, 0.0)
    observed = sum(_matches(labels) / (labels.total() - 1) for labels in paired) / count
    expected = _matches(totals) / (count * (count - 1))
    value = 1 - (1 - observed) / (1 - expected) if len(totals) > 1 else None
    return Agreement(value, len(paired), observed, expected)


def _matches(labels: Counter[Hashable]) -> int:
    """Ordered pairs of different labels given that are the same."""
    return sum(times * (times - 1) for times in labels.values())
