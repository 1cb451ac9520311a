"""What a receipt tells: whose it is, and where each act on it stands in the tree."""

from dataclasses import dataclass
from datetime import datetime

from rumo.ground.ledger.models import Detail, Entry, Leaf, Receipt
from rumo.ground.ledger.rules.commitments import ERASED, leaf_of
from rumo.ground.ledger.rules.receipts import code_hash
from rumo.science import codes


@dataclass(frozen=True, slots=True)
class Standing:
    """One act: its commitment and leaf hash (hex), its verb ("" once removed), its place in the tree (None: recorded, not yet sealed)."""

    commitment: str
    leaf: str
    at: datetime
    verb: str
    index: int | None
    removed: bool


@dataclass(frozen=True, slots=True)
class State:
    """Every act on an object, oldest first, and whether its content was removed on request."""

    target: str
    removed: bool
    acts: tuple[Standing, ...]


def look_up(code: str) -> str | None:
    """Return the target of a receipt code as somebody typed it, or None; what is no code costs the same as one nobody has (one query)."""
    hashed = code_hash(codes.normal(code) or code[: codes.LENGTH])
    return Receipt.objects.filter(code_hash=hashed).values_list("target", flat=True).first()


def state_at_first(target: str, entry: Entry, verb: str) -> State:
    """Return what `state_of` would, of an object whose first act was recorded just now (no query)."""
    act = Standing(entry.commitment, leaf_of(entry.commitment, entry.at), entry.at, verb, None, False)
    return State(target, False, (act,))


def state_of(target: str) -> State:
    """Return where every act on an object stands, removed ones too (three queries, without any act two)."""
    verbs: dict[int, str] = {}
    gone: set[int] = set()
    for entry, verb, new in Detail.objects.filter(target=target).values_list("entry_id", "verb", "new"):
        verbs[entry] = verb
        if verb == ERASED and new:
            gone |= set(new["entries"])
    entries = Entry.objects.filter(pk__in={*verbs, *gone}).order_by("pk")
    places = dict(Leaf.objects.filter(entry__in={*verbs, *gone}).values_list("entry_id", "index"))
    acts = tuple(
        Standing(
            entry.commitment,
            leaf_of(entry.commitment, entry.at),
            entry.at,
            verbs.get(entry.pk, ""),
            places.get(entry.pk),
            entry.pk in gone,
        )
        for entry in entries
    )
    return State(target, bool(gone), acts)
