"""Reads of the ledger: the history of one object, what became of a receipt's, and the tree with its proofs."""

from rumo.ground.ledger.queries.checking import Checked, Fault
from rumo.ground.ledger.queries.history import history, page_of
from rumo.ground.ledger.queries.publishing import exported, proof_file, said_of_head
from rumo.ground.ledger.queries.receipts import Standing, State, look_up, state_of
from rumo.ground.ledger.queries.tree import Proof, consistency, head, proof, size

__all__ = [
    "Checked",
    "Fault",
    "Proof",
    "Standing",
    "State",
    "consistency",
    "exported",
    "head",
    "history",
    "look_up",
    "page_of",
    "proof",
    "proof_file",
    "said_of_head",
    "size",
    "state_of",
]
