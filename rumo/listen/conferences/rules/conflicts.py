"""Who may not judge an abstract: its authors, and those of a body that one of its authors is of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rumo.ground.core.fields import folded
from rumo.listen.conferences.models import Author


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may review: their name and address, and the names of every body they act for."""

    name: str
    email: str
    bodies: Sequence[str]


def in_conflict(reader: Reader, authors: Iterable[Author]) -> bool:
    """Tell whether somebody is one of the authors, or of a body one of them is of; case, accents and signs make no difference."""
    own, bodies = _plain(reader.name), {_plain(name) for name in reader.bodies}
    return any(
        _plain(author.name) == own
        or (author.email and author.email.casefold() == reader.email.casefold())
        or _plain(author.organisation) in bodies - {""}
        for author in authors
    )


def _plain(name: str) -> str:
    """A name without case, accents and punctuation, so that "Inst. Nacional" and "inst nacional" are one."""
    return " ".join("".join(c if c.isalnum() else " " for c in folded(name)).split())
