"""Small counts, protected before anybody sees them: one split, the next one beside it, two splits crossed, one after another."""

from rumo.science.privacy.counts import BASE, K, Protected, protected, rounded
from rumo.science.privacy.crossing import DARK, Crossed, crossed
from rumo.science.privacy.renewing import Stand, renewed
from rumo.science.privacy.steady import steady

__all__ = [
    "BASE",
    "DARK",
    "Crossed",
    "K",
    "Protected",
    "Stand",
    "crossed",
    "protected",
    "renewed",
    "rounded",
    "steady",
]
