"""What minutes may tell and when they are written; and how the cards of a canvas become a first draft of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from rumo.listen.gatherings.models import Gathering, Minutes, MinutesItem, Session

TEXT, OWNER = 2000, 200
MOST_ITEMS = 80
"""Things minutes may tell."""
_Kind = MinutesItem.Kind
_ZONES = (
    ("desac", _Kind.DISAGREEMENT),
    ("diverg", _Kind.DISAGREEMENT),
    ("acord", _Kind.AGREEMENT),
    ("consenso", _Kind.AGREEMENT),
)


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing minutes tell, as it is written; `due_on` and `owner` of a follow-up alone."""

    kind: str
    text: str
    owner: str = ""
    due_on: date | None = None
    from_card: str = ""


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card of a canvas as it is drafted from: its number, the name of the zone it lies in, its text, its votes."""

    number: str
    zone: str
    text: str
    votes: int


def drafted_from(cards: Iterable[CardRow]) -> list[Noted]:
    """Return cards as a draft: the most voted first (then as they came), disagreements where the zone says so, all else agreements.

    Nobody decided a thing by laying a card, and no card says who does it when: decisions and follow-ups are written by hand.
    """
    first = sorted((one for one in cards if one.text), key=lambda one: -one.votes)
    return [Noted(_kind(one.zone), one.text[:TEXT], from_card=one.number) for one in first[:MOST_ITEMS]]


def item_faults(items: Sequence[Noted]) -> dict[str, str]:
    """Return what is wrong with items, by "kind-N", "text-N", "owner-N", "due-N" (N from 1); "items" for all of them."""
    found = {}
    if not 1 <= len(items) <= MOST_ITEMS:
        found["items"] = _("Escreva entre 1 e %(most)s pontos.") % {"most": MOST_ITEMS}
    for n, one in enumerate(items, 1):
        found |= {f"{name}-{n}": words for name, words in _faults(one).items() if words}
    return found


def can_minute(gathering: Gathering, sessions: Sequence[Session], *, at: datetime) -> bool:
    """Write minutes: of a published gathering that has begun."""
    return gathering.state == Gathering.State.PUBLISHED and any(at >= one.starts_at for one in sessions)


def can_approve(minutes: Minutes, by: str) -> bool:
    """Publish minutes: somebody who wrote nothing of them (four eyes)."""
    return by not in minutes.writers


def _kind(zone: str) -> str:
    name = zone.casefold()
    return next((kind for part, kind in _ZONES if part in name), _Kind.AGREEMENT)


def _faults(one: Noted) -> dict[str, str]:
    follows = one.kind == _Kind.FOLLOW_UP
    return {
        "kind": "" if one.kind in _Kind.values else _("Escolha o que é."),
        "text": _length(one.text, TEXT) or ("" if one.text else _("Escreva o texto.")),
        "owner": _length(one.owner, OWNER) or _only(follows, bool(one.owner), _("Diga quem o faz: uma entidade ou uma função.")),
        "due": _only(follows, one.due_on is not None, _("Diga até que dia se faz.")),
    }  # fmt: skip


def _only(follows: bool, there: bool, words: str) -> str:
    """What is told of what has to be there of a follow-up, and of nothing else."""
    if follows:
        return "" if there else words
    return _("Só o que está por fazer tem responsável e data: apague.") if there else ""


def _length(text: str, most: int) -> str:
    if len(text) <= most:
        return ""
    return _("Tem %(n)s carateres e o máximo é %(most)s: encurte.") % {"n": len(text), "most": most}
