"""What is known of a person, sealed: the seals of the ledger's keys, under the name this room calls them by."""

from rumo.ground.ledger.rules.seals import Unreadable, seal, unseal

__all__ = ["Unreadable", "seal", "unseal"]
