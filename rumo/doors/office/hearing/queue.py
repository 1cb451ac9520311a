"""The queue of moderation as a page draws it: texts that wait, grouped where they say the same, by language, page by page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rumo.doors.office.hearing import places
from rumo.doors.office.hearing.revealing import Telling, telling
from rumo.doors.office.hearing.seeing import PAGE
from rumo.ground.core.fields import folded
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Flag, Kind, Moderation, Passage
from rumo.listen.contributions.queries import last_decisions, open_flags, waiting
from rumo.listen.contributions.queries.waiting import UNREAD
from rumo.listen.gatherings.models import Gathering
from rumo.science.text.duplicates import groups

MOST = 2_000
"""Texts looked at when they are grouped: the most urgent and oldest."""
EXAMPLES = 5
"""Texts of a campaign that are read at once; the others open below."""


SAID_IN = ("contribution__consultation", "contribution__gathering")


@dataclass(frozen=True, slots=True)
class Item:
    """One decision to take: on a text, or on all of a campaign's; `key` names its fields."""

    passage: Passage
    place: str
    asked: str
    others: Sequence[Passage] = ()
    flags: Sequence[Flag] = ()
    last: Moderation | None = None
    mine: bool = False  # an appeal against one's own decision: somebody else's to decide
    typed: Mapping[str, str] = field(default_factory=dict)
    error: str = ""

    @property
    def key(self) -> str:
        """Name the item as its form does."""
        return key_of(self.passage)

    @property
    def keys(self) -> str:
        """Name every text the decision is on."""
        return " ".join(key_of(one) for one in (self.passage, *self.others))

    @property
    def count(self) -> int:
        """Return how many texts the decision is on."""
        return 1 + len(self.others)

    @property
    def telling(self) -> list[Telling]:
        """Return what of its text may tell who somebody is."""
        return telling(self.passage)

    @property
    def statement(self) -> bool:
        """Tell whether it is a statement that would be put to votes."""
        return self.passage.contribution.kind == Kind.STATEMENT

    @property
    def appeals(self) -> list[Flag]:
        """Return the appeals among the flags."""
        return [one for one in self.flags if one.appeal]

    @property
    def reports(self) -> list[Flag]:
        """Return the reports among the flags."""
        return [one for one in self.flags if not one.appeal]


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue: its items, how many wait in all and by language, and whether there are more than were looked at."""

    items: Sequence[Item]
    decisions: int
    texts: int
    languages: Mapping[str, int]
    more: bool


def key_of(passage: Passage) -> str:
    """Return the name of a text in forms: the contribution's number and the place."""
    return f"{passage.contribution.number}~{passage.place}"


def queue(
    rows: Sequence[Consultation],
    by: str,
    *,
    gatherings: Sequence[Gathering] = (),
    language: str = "",
    page: int = 1,
    typed: Mapping[str, Mapping[str, str]] | None = None,
    errors: Mapping[int, str] | None = None,
) -> Queue:
    """Return a page of what waits in consultations (five queries); `typed` and `errors` are what is to be mended, by key and row id."""
    held = waiting(rows, gatherings)
    found = list(held.select_related(*SAID_IN)[: MOST + 1])
    languages = Counter(one.language for one in found)
    listed = [one for one in found[:MOST] if not language or one.language == language]
    heaps = _heaped(listed)
    shown = heaps[(page - 1) * PAGE : page * PAGE]
    firsts = [heap[0] for heap in shown]
    flags, last, asked = open_flags(firsts), last_decisions(firsts), places.asked_of(firsts)
    items = []
    for first, *others in shown:
        flagged, decided = flags.get(first.pk, []), last.get(first.pk)
        items.append(
            Item(
                passage=first,
                place=places.place_of(first),
                asked=asked.get((first.contribution.consultation_id, first.place), ""),
                others=others,
                flags=flagged,
                last=decided,
                mine=bool(decided and decided.by == by and any(one.appeal for one in flagged)),
                typed=(typed or {}).get(key_of(first), {}),
                error=next((errors[one.pk] for one in (first, *others) if one.pk in errors), "")
                if errors
                else "",
            )
        )
    return Queue(items, len(heaps), len(listed), dict(languages.most_common()), len(found) > MOST)


def _heaped(rows: Sequence[Passage]) -> list[list[Passage]]:
    """Put texts of one consultation and kind that say the same together, where the first of them stands; what is urgent stays alone."""
    heaps: dict[int, list[Passage]] = {}
    of: dict[tuple[int, str, str], list[Passage]] = {}
    for row in rows:
        if row.urgency == UNREAD:  # type: ignore[attr-defined]
            where = row.place if row.contribution.kind == Kind.COMMENT else ""
            said_in = row.contribution.consultation_id or -row.contribution.gathering_id
            of.setdefault((said_in, row.contribution.kind, where), []).append(row)
    led: dict[int, int] = {}
    for together in of.values():
        for group in groups([folded(row.text, row.rewording) for row in together]):
            led |= {together[place].pk: together[group[0]].pk for place in group}
    for row in rows:
        heaps.setdefault(led.get(row.pk, row.pk), []).append(row)
    return list(heaps.values())
