"""Everything the ledger can vouch for, looked at again: the ledger itself, then the rows of every room that it says it holds."""

from collections.abc import Callable, Iterable, Iterator

from rumo.deliver.progress import queries as progress
from rumo.doors.desk.nation import PREFIX
from rumo.ground.ledger.queries import Checked, Fault
from rumo.listen.contributions import queries as contributions


def _reports() -> Iterable[tuple[str, str]]:
    """Published reports; the synthetic nation is written past every action, and nothing vouches for it."""
    return progress.committed(passing=PREFIX)


ROOMS: list[Callable[[], Iterable[tuple[str, str]]]] = [_reports]
"""One callable a room, which yields (target, digest) of every row that should be in the ledger, computed from what the row holds now.

The ledger says the same in `new`: {"digest": …} of an act on that target, or {"digests": {target: …}} of an act on many.
"""

COMPARED: dict[str, Callable[[], Iterable[tuple[str, str, str]]]] = {
    contributions.PREFIX: contributions.committed
}
"""By the beginning of its targets, a room that compares by itself and yields (target, digest of the rows, digest in the ledger)."""


def examine() -> tuple[Checked, list[Fault]]:
    """Return what a look at the ledger found, and every fault, those of the rooms' rows last."""
    checked = Checked()
    return checked, [*checked.faults, *_faults(checked.claims)]


def _faults(claims: dict[str, str]) -> Iterator[Fault]:
    left = {target: digest for target, digest in claims.items() if not target.startswith((*COMPARED,))}
    for rows in ROOMS:
        for target, digest in rows():
            claimed = left.pop(target, None)
            yield from _fault(target, digest, claimed or "")
    for compared in COMPARED.values():
        for target, digest, known in compared():
            yield from _fault(target, digest, known)
    for target in sorted(left):
        yield Fault(target, "is gone, and the ledger says it was published")


def _fault(target: str, digest: str, claimed: str) -> Iterator[Fault]:
    if not claimed:
        yield Fault(target, "is here, and the ledger knows of no act that made it")
    elif not digest:
        yield Fault(target, "is gone, and the ledger says it was received")
    elif claimed != digest:
        yield Fault(target, "is not what the ledger says was published")
