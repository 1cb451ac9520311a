"""Reads of the ledger: the history of one object."""

from rumo.ground.ledger.models import Detail


def history(target: str) -> list[Detail]:
    """Return the acts on an object, newest first, each with its entry loaded (one query)."""
    return list(
        Detail.objects.filter(target=target).select_related("entry").order_by("-entry__at", "-entry_id")
    )
