"""Merkle trees as RFC 9162 (Certificate Transparency 2.0, section 2.1) writes them: roots, proofs, and checking both."""

from rumo.science.merkle.checking import is_consistent, is_included
from rumo.science.merkle.hashing import EMPTY, fold, leaf_hash, node_hash
from rumo.science.merkle.proving import Grown, Subtrees, consistency, inclusion, root

__all__ = [
    "EMPTY",
    "Grown",
    "Subtrees",
    "consistency",
    "fold",
    "inclusion",
    "is_consistent",
    "is_included",
    "leaf_hash",
    "node_hash",
    "root",
]
