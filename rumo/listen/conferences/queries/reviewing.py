"""Reads of reviews: what somebody is to review, how abstracts were scored, who may be given one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import fmean

from rumo.ground.people.models import Membership, Role
from rumo.ground.people.rules import Who
from rumo.listen.conferences.models import Abstract, Author, Call, Review
from rumo.listen.conferences.rules.conflicts import Reader, in_conflict


@dataclass(frozen=True, slots=True)
class Scored:
    """An abstract for the committee: its reviews, and the mean of all their scores (None before the first)."""

    abstract: Abstract
    reviews: Sequence[Review]
    mean: float | None

    @property
    def done(self) -> int:
        """Return how many reviews were handed in."""
        return sum(one.state == Review.State.DONE for one in self.reviews)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody in the role of reviewer, and whether they may not judge the abstract in question."""

    membership: Membership
    conflict: bool


def scored(call: Call) -> list[Scored]:
    """Return the abstracts of a call that were not withdrawn, the best scored first, then as they came (two queries)."""
    rows = list(Abstract.objects.filter(call=call, state=Abstract.State.RECEIVED).order_by("pk"))
    reviews = _by_abstract(rows)
    told = [Scored(one, reviews.get(one.pk, []), mean_of(reviews.get(one.pk, []))) for one in rows]
    return sorted(told, key=lambda one: -(one.mean or 0))


def mean_of(reviews: Sequence[Review]) -> float | None:
    """Return the mean of the scores, 1 to 5, of the reviews handed in: each review weighs the same; None where there is none."""
    done = [fmean(one.scores.values()) for one in reviews if one.state == Review.State.DONE and one.scores]
    return fmean(done) if done else None


def reviews_of(abstract: Abstract) -> list[Review]:
    """Return the reviews of an abstract, each with its reviewer (one query)."""
    return _by_abstract([abstract]).get(abstract.pk, [])


def to_review(who: Who) -> list[Review]:
    """Return what somebody is to review or did, but for what they are in conflict with: what waits first (four queries)."""
    rows = Review.objects.filter(
        membership__user=who.user_id, membership__revoked_at__isnull=True, abstract__state="received"
    ).exclude(state=Review.State.CONFLICT)
    found = list(rows.select_related("abstract__call__gathering").order_by("-state", "-pk"))
    mine = reader_of(who.user_id)
    authors: dict[int, list[Author]] = {}
    for one in Author.objects.filter(abstract__in={row.abstract_id for row in found}):
        authors.setdefault(one.abstract_id, []).append(one)
    found = [one for one in found if not in_conflict(mine, authors.get(one.abstract_id, ()))]
    return sorted(found, key=lambda one: one.state != Review.State.ASSIGNED)


def waiting(who: Who) -> int:
    """Return how many abstracts wait for somebody's review (one query; none for who is no reviewer)."""
    if not who.has(Role.REVIEWER):
        return 0
    rows = Review.objects.filter(membership__user=who.user_id, membership__revoked_at__isnull=True)
    return rows.filter(state=Review.State.ASSIGNED, abstract__state="received", abstract__decision="").count()


def candidates(abstract: Abstract) -> list[Candidate]:
    """Return everybody in the role of reviewer who is not asked yet, by name, and who of them may not be (four queries)."""
    asked = Review.objects.filter(abstract=abstract).values("membership__user")
    rows = Membership.objects.filter(role=Role.REVIEWER, revoked_at__isnull=True, user__is_active=True)
    found = list(rows.exclude(user__in=asked).select_related("user", "entity").order_by("user__name", "pk"))
    readers = readers_of({one.user_id for one in found})
    authors = list(Author.objects.filter(abstract=abstract))
    return [Candidate(one, in_conflict(readers[one.user_id], authors)) for one in found]


def reader_of(user_id: int) -> Reader:
    """Return what is held against the authors of an abstract: somebody's name, address and bodies (one query)."""
    return readers_of({user_id}).get(user_id, Reader("", "", ()))


def readers_of(users: Collection[int]) -> dict[int, Reader]:
    """Return the same of several people, of those who act for any body (one query)."""
    bodies: dict[int, list[str]] = {}
    people = {}
    rows = Membership.objects.filter(user__in=users, revoked_at__isnull=True)
    for one in rows.select_related("user", "entity"):
        bodies.setdefault(one.user_id, []).append(one.entity.name)
        people[one.user_id] = one.user
    return {pk: Reader(user.name, user.email, bodies[pk]) for pk, user in people.items()}


def _by_abstract(rows: Sequence[Abstract]) -> dict[int, list[Review]]:
    found: dict[int, list[Review]] = {}
    reviews = Review.objects.filter(abstract__in=rows).select_related(
        "membership__user", "membership__entity"
    )
    for one in reviews.order_by("pk"):
        found.setdefault(one.abstract_id, []).append(one)
    return found
