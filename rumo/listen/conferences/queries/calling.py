"""Reads of calls and abstracts: of a conference by its slug, of an abstract by number or receipt; and the proceedings."""

from collections.abc import Sequence
from dataclasses import dataclass

from rumo.ground.ledger.queries import look_up
from rumo.listen.conferences.models import Abstract, Author, Call, Slot
from rumo.listen.gatherings.models import Gathering

PREFIX = "abstract:"


@dataclass(frozen=True, slots=True)
class Printed:
    """An abstract of the proceedings, with its authors and where it stands in the programme (None: nowhere)."""

    abstract: Abstract
    authors: Sequence[Author]
    slot: Slot | None


def conference(slug: str) -> Gathering | None:
    """Return a conference that is public, with its owner; None for any other slug (one query)."""
    rows = Gathering.objects.select_related("owner").exclude(state=Gathering.State.DRAFT)
    return rows.filter(slug=slug, kind=Gathering.Kind.CONFERENCE).first()


def call_of(gathering: Gathering) -> Call | None:
    """Return the call of a conference; None where there is none (one query)."""
    row = Call.objects.filter(gathering=gathering).first()
    if row is not None:
        row.gathering = gathering
    return row


def by_number(number: str) -> Abstract | None:
    """Return an abstract by its public number, with its call and conference (one query)."""
    return Abstract.objects.select_related("call__gathering__owner").filter(number=number).first()


def by_code(code: str) -> Abstract | None:
    """Return the abstract a receipt's code is of; None for any other text (two queries)."""
    target = look_up(code)
    if target is None or not target.startswith(PREFIX):
        return None
    return by_number(target.removeprefix(PREFIX))


def authors_of(abstract: Abstract) -> list[Author]:
    """Return who wrote an abstract, in order (one query); reviewers are never given this."""
    return list(Author.objects.filter(abstract=abstract))


def proceedings(gathering: Gathering) -> list[Printed]:
    """Return the accepted abstracts whose authors let them be published, in order of the programme, then of title (three queries)."""
    rows = Abstract.objects.filter(
        call__gathering=gathering,
        state=Abstract.State.RECEIVED,
        decision=Abstract.Decision.ACCEPTED,
        public=True,
    )
    found = list(rows.order_by("title", "pk"))
    slots = {
        one.abstract_id: one
        for one in Slot.objects.filter(abstract__in=found, cancelled_at__isnull=True).select_related("room")
    }
    authors: dict[int, list[Author]] = {}
    for one in Author.objects.filter(abstract__in=found):
        authors.setdefault(one.abstract_id, []).append(one)
    told = [Printed(one, authors.get(one.pk, []), slots.get(one.pk)) for one in found]
    return sorted(told, key=lambda one: (one.slot is None, one.slot.starts_at.timestamp() if one.slot else 0))
