"""What is read of contributions: one by its receipt or number, the texts that are shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Window
from django.db.models.functions import RowNumber

from rumo.ground.core.fields import token_hash
from rumo.ground.ledger.queries import look_up
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import (
    Attachment,
    Contribution,
    Kind,
    Passage,
    Proposed,
    Uniqueness,
    Vote,
)
from rumo.listen.gatherings.models import Canvas

PREFIX = "contribution:"


@dataclass(frozen=True, slots=True)
class Whole:
    """A contribution with all that hangs on it, for its author or for staff."""

    row: Contribution
    passages: tuple[Passage, ...]
    votes: dict[int, int]
    files: tuple[Attachment, ...]
    spoken: tuple[Passage, ...] = ()  # places of recordings that are not, or cannot be, written down


def by_code(code: str) -> Contribution | None:
    """Return the contribution a receipt's code is of, with its consultation; None for any other text (two queries)."""
    target = look_up(code)
    if target is None or not target.startswith(PREFIX):
        return None
    return by_number(target.removeprefix(PREFIX))


def by_number(number: str) -> Contribution | None:
    """Return a contribution by its public number, with its consultation and its gathering, where it has them (one query)."""
    return Contribution.objects.select_related("consultation", "gathering").filter(number=number).first()


def of_canvas(canvas: Canvas) -> Contribution | None:
    """Return the contribution that the cards of a canvas became; None until it is handed in (one query)."""
    return Contribution.objects.filter(canvas=canvas).first()


def whole(row: Contribution) -> Whole:
    """Return a contribution with its texts, votes and files (three queries)."""
    votes = Vote.objects.filter(contribution=row).values_list("statement__number", "value")
    passages = list(Passage.objects.filter(contribution=row).order_by("pk"))
    files = Attachment.objects.filter(contribution=row).select_related("file").order_by("place", "position")
    return whole_of(row, passages, dict(votes), list(files))


def whole_of(
    row: Contribution, passages: Sequence[Passage], votes: dict[int, int], files: Sequence[Attachment]
) -> Whole:
    """Put a contribution together: what says nothing is left out, but for recordings that are still to be written down (no query)."""
    recorded = {one.place for one in files}
    written = tuple(one for one in passages if one.text or one.rewording)
    spoken = tuple(one for one in passages if one not in written and one.place in recorded)
    return Whole(row, written, votes, tuple(files), spoken)


def shown(consultation: Consultation, kind: str, *, start: int = 0, size: int = 20) -> list[Passage]:
    """Return a page of the texts of one kind that everyone may read, newest first, each with its contribution (two queries)."""
    readable = Passage.objects.filter(public=True, state=Passage.State.SHOWN)
    of = {"consultation": consultation, "kind": kind, "state": Contribution.State.RECEIVED}
    rows = Contribution.objects.filter(Exists(readable.filter(contribution=OuterRef("pk"))), **of)
    # a page of the list's index first: the database then reads that page and not all that was ever said
    page = list(rows.order_by("-pk").values_list("pk", flat=True)[start : start + size])
    found = readable.filter(contribution__in=page).select_related("contribution")
    return list(found.order_by("-contribution_id", "-pk"))


def supports(numbers: list[int]) -> dict[int, int]:
    """Return how many support each proposal, by its row id (one query)."""
    rows = Contribution.objects.filter(kind=Kind.SUPPORT, state="received", about__in=numbers)
    return dict(rows.values_list("about_id").annotate(many=Count("pk")).order_by())


def shown_of(number: str, place: str) -> Passage | None:
    """Return the text of a contribution at a place, where everyone may read it (one query)."""
    rows = Passage.objects.filter(
        contribution__number=number,
        contribution__state=Contribution.State.RECEIVED,
        place=place,
        public=True,
        state=Passage.State.SHOWN,
    )
    return rows.select_related("contribution").first()


def comments(
    consultation: Consultation, *, first: int = 3
) -> tuple[dict[str, list[Passage]], dict[str, int]]:
    """Return, by place, the newest texts on each paragraph that everyone may read, and how many there are (two queries)."""
    rows = Passage.objects.filter(
        contribution__consultation=consultation,
        contribution__kind=Kind.COMMENT,
        contribution__state=Contribution.State.RECEIVED,
        public=True,
        state=Passage.State.SHOWN,
    )
    counts = dict(rows.values_list("place").annotate(many=Count("pk")).order_by())
    ranked = rows.annotate(rank=Window(RowNumber(), partition_by="place", order_by="-pk")).filter(
        rank__lte=first
    )
    found: dict[str, list[Passage]] = {}
    for one in ranked.order_by("-pk"):
        found.setdefault(one.place, []).append(one)
    return found, counts


def ballot_of(token: str) -> Contribution | None:
    """Return the ballot that a form's token began (one query)."""
    return Contribution.objects.filter(token_hash=token_hash(token), kind=Kind.BALLOT).first()


def came_before(token: str) -> bool:
    """Tell whether a form's token made a contribution already (one query)."""
    return Contribution.objects.filter(token_hash=token_hash(token)).exists()


def marked(consultation: Consultation, mark: str) -> bool:
    """Tell whether somebody with this mark took part (one query)."""
    return Uniqueness.objects.filter(consultation=consultation, mark=mark).exists()


def count(consultation: Consultation) -> int:
    """Return how many contributions count (one query)."""
    return Contribution.objects.filter(consultation=consultation, state=Contribution.State.RECEIVED).count()


def statement_of(contribution: Contribution) -> int | None:
    """Return the number of the statement that came of a contribution (one query)."""
    row = Proposed.objects.select_related("statement").filter(contribution=contribution).first()
    return None if row is None else row.statement.number
