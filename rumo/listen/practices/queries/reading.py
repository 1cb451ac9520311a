"""One practice: what it says now, what shows it, who took it up, who recognises it; by receipt, and for who reviews."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from rumo.ground.ledger.queries import look_up
from rumo.ground.people.models import Entity
from rumo.ground.people.rules import Who
from rumo.listen.practices.models import Adoption, Facet, Practice, Proof, Recognition, Version
from rumo.listen.practices.rules import can_confirm_for, visible_to

TARGET = "practice:"
WAITING = (Practice.State.PROPOSED, Practice.State.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Card:
    """A version with its practice, the keys of what it is about, and its files."""

    version: Version
    areas: list[str]
    dimensions: list[str]
    languages: list[str]
    proofs: list[Proof]

    @property
    def practice(self) -> Practice:
        """Return the practice it is of."""
        practice: Practice = self.version.practice
        return practice


def by_slug(slug: str) -> Practice | None:
    """Return a practice that is or was public (one query)."""
    once = Version.objects.filter(published_at__isnull=False).values("practice")
    rows = Practice.objects.filter(slug=slug, pk__in=once).select_related("municipality", "body")
    return rows.filter(state__in=[Practice.State.PUBLISHED, Practice.State.WITHDRAWN]).first()


def by_code(code: str) -> Practice | None:
    """Return the practice that a receipt's code is of (one query, two where it is a practice's)."""
    target = look_up(code)
    if target is None or not target.startswith(TARGET):
        return None
    rows = Practice.objects.select_related("municipality", "body")
    return rows.filter(number=target.removeprefix(TARGET)).first()


def in_force(practice: Practice) -> Version | None:
    """Return what the public reads (one query)."""
    return _of(practice).filter(published_at__isnull=False, superseded_at__isnull=True).first()


def in_the_making(practice: Practice) -> Version | None:
    """Return the version that is not public yet (one query)."""
    return _of(practice).filter(published_at__isnull=True).first()


def newest(practice: Practice) -> Version:
    """Return the last version written, public or not (one query)."""
    return _of(practice).order_by("-number")[0]


def versions_of(practice: Practice) -> list[Version]:
    """Return the versions that are or were public, newest first (one query)."""
    return list(_of(practice).filter(published_at__isnull=False).order_by("-number"))


def _of(practice: Practice) -> QuerySet[Version]:
    return Version.objects.filter(practice=practice).select_related(
        "practice__municipality", "practice__body"
    )


def card(version: Version) -> Card:
    """Return everything a version says (two queries)."""
    keys: dict[str, list[str]] = {kind: [] for kind in Facet.Kind.values}
    for kind, key in Facet.objects.filter(version=version).order_by("pk").values_list("kind", "key"):
        keys[kind].append(key)
    proofs = list(Proof.objects.filter(version=version).select_related("file"))
    return Card(version, keys["area"], keys["dimension"], keys["language"], proofs)


def adoptions_of(practice: Practice) -> list[Adoption]:
    """Return the adoptions that were confirmed, by year (one query)."""
    rows = Adoption.objects.filter(practice=practice, confirmed_at__isnull=False)
    return list(rows.select_related("entity", "adopted_from__entity"))


def recognitions_of(practice: Practice) -> list[Recognition]:
    """Return what other bodies say of it, the first first (one query)."""
    return list(Recognition.objects.filter(practice=practice).select_related("entity"))


def to_confirm(who: Who, practice: Practice | None = None) -> list[Adoption]:
    """Return the adoptions that wait for somebody's confirmation, the oldest first (one query)."""
    rows = Adoption.objects.filter(confirmed_at__isnull=True, entity__in=who.entities())
    if practice is not None:
        rows = rows.filter(practice=practice)
    held = rows.select_related("entity", "practice", "adopted_from__entity").order_by("recorded_at", "pk")
    return [row for row in held if can_confirm_for(who, row.entity)]


def spoken_for(who: Who) -> list[Entity]:
    """Return the bodies for which somebody takes practices up and recognises them, by name (one query)."""
    rows = Entity.objects.filter(pk__in=who.entities()).order_by("name", "pk")
    return [row for row in rows if can_confirm_for(who, row)]


def office_list(who: Who, states: Iterable[str] = ()) -> QuerySet[Practice]:
    """Return the practices somebody sees in the office, each with its newest `title` and its `language`; only those in `states`, where any is named."""
    newest_of = Version.objects.filter(practice=OuterRef("pk")).order_by("-number")
    rows = visible_to(who).select_related("municipality", "body")
    if wanted := list(states):
        rows = rows.filter(state__in=wanted)
    titled: QuerySet[Practice] = rows.annotate(
        title=Subquery(newest_of.values("title")[:1]), language=Subquery(newest_of.values("language")[:1])
    )
    return titled.order_by("-changed_at", "-pk")


def waiting(who: Who) -> int:
    """Return how many practices wait to be reviewed by somebody (one query; none for who reviews none)."""
    if not who.national:
        return 0
    return Practice.objects.filter(state__in=WAITING).count()
