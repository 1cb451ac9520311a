"""Reads of the ledger: the history of one object."""

from rumo.ground.ledger.models import Detail


def history(target: str) -> list[Detail]:
    """Return the acts on an object, newest first, each with its entry loaded (one query)."""
    return list(
        Detail.objects.filter(target=target).select_related("entry").order_by("-entry__at", "-entry_id")
    )


def page_of(*, target: str | None, start: int, size: int) -> tuple[list[Detail], bool]:
    """Return one page of the acts on an object (None: on everything), newest first, and whether there are more (one query)."""
    rows = Detail.objects.all() if target is None else Detail.objects.filter(target=target)
    ordered = rows.select_related("entry").order_by("-entry__at", "-entry_id")
    found = list(ordered[start : start + size + 1])
    return found[:size], len(found) > size
