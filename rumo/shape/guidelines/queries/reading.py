"""Guidelines as everyone reads them: versions, clauses with their numbers, translations, where they come from, what was suggested."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When

from rumo.listen.contributions.models import Contribution, Passage
from rumo.listen.gatherings.models import Gathering
from rumo.listen.practices.models import Practice
from rumo.listen.practices.models import Version as PracticeVersion
from rumo.science.document import numbers
from rumo.shape.guidelines import models as m
from rumo.shape.synthesis.models import Finding

SECTION = m.ClauseVersion.Kind.SECTION


@dataclass(frozen=True, slots=True)
class Part:
    """A clause as a version says it, with its number in it (1, 1.1 …) and, where there is one, its translation.

    `out_of_date`: the translation was made from other words than these.
    """

    said: m.ClauseVersion
    number: str
    translation: m.ClauseTranslation | None = None
    out_of_date: bool = False

    @property
    def code(self) -> str:
        """Return the name it is cited by."""
        return str(self.said.clause.code)

    @property
    def section(self) -> bool:
        """Tell whether it is a section."""
        return self.said.kind == SECTION

    @property
    def shown(self) -> m.ClauseVersion | m.ClauseTranslation:
        """Return what is read: the translation, or the clause itself."""
        return self.translation or self.said

    @property
    def language(self) -> str:
        """Return the language of what is read."""
        return self.translation.language if self.translation else self.said.version.language

    @property
    def words(self) -> str:
        """Return its heading, or how its text begins."""
        flat = " ".join(self.shown.text.split())
        return self.shown.heading or (flat if len(flat) <= 120 else flat[:120].rsplit(" ", 1)[0] + "…")


@dataclass(frozen=True, slots=True)
class Origins:
    """What a clause rests on, as far as everyone may read it; practices and gatherings with how they are called."""

    findings: tuple[Finding, ...] = ()
    practices: tuple[PracticeVersion, ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    contributions: tuple[Contribution, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether it rests on anything."""
        return bool(self.findings or self.practices or self.gatherings or self.contributions)


def in_force() -> QuerySet[m.Version]:
    """Return the versions in force, each with its document, the newest first."""
    rows = m.Version.objects.filter(published_at__isnull=False, superseded_at__isnull=True)
    return rows.select_related("document__entity").order_by("-effective_on", "-pk")


def versions_of(slug: str) -> list[m.Version]:
    """Return the published versions of a document, the newest first, each with its document (one query); none for any other."""
    rows = m.Version.objects.filter(document__slug=slug, published_at__isnull=False)
    return list(rows.select_related("document__entity").order_by("-number"))


def standing_on(versions: Sequence[m.Version], day: date) -> m.Version:
    """Return which of a document's published versions, newest first, is in force on a day: the newest that had come into force, else the first."""
    come = (row for row in versions if row.effective_on is not None and row.effective_on <= day)
    return next(come, versions[-1])


def parts_of(version: m.Version, language: str = "") -> list[Part]:
    """Return the parts of a version in their order, numbered; in a language where they are translated into it (one query, two then)."""
    rows = list(m.ClauseVersion.objects.filter(version=version).select_related("clause", "version"))
    found = _translations(rows, language) if language and language != version.language else {}
    parts = []
    for said, number in zip(rows, numbers(row.depth for row in rows), strict=True):
        made = found.get(said.clause_id)
        stale = made is not None and made.digest != m.digest_of(said)
        parts.append(Part(said, number, made, stale))
    return parts


def _translations(rows: Sequence[m.ClauseVersion], language: str) -> dict[int, m.ClauseTranslation]:
    """The translation of each clause: of these very words where there is one, else the newest (one query)."""
    now = {row.clause_id: m.digest_of(row) for row in rows}
    made = m.ClauseTranslation.objects.filter(clause__in=now, language=language)
    found: dict[int, m.ClauseTranslation] = {}
    for one in made.order_by("at", "pk"):
        before, words = found.get(one.clause_id), now[one.clause_id]
        if before is None or one.digest == words or before.digest != words:
            found[one.clause_id] = one
    return found


def criteria_of(version: m.Version) -> dict[int, list[m.Criterion]]:
    """Return the criteria of a version by the row id of the clause (one query)."""
    found: dict[int, list[m.Criterion]] = {}
    rows = m.Criterion.objects.filter(said__version=version).select_related("said")
    for one in rows.order_by("said__position", "position"):
        found.setdefault(one.said.clause_id, []).append(one)
    return found


def tags_of(version: m.Version) -> dict[int, list[str]]:
    """Return the tags of a version by the row id of the clause (one query)."""
    found: dict[int, list[str]] = {}
    rows = m.ClauseTag.objects.filter(said__version=version).order_by("pk")
    for clause, key in rows.values_list("said__clause_id", "key"):
        found.setdefault(clause, []).append(key)
    return found


def origins_of(clauses: Iterable[int]) -> dict[int, Origins]:
    """Return what clauses rest on by their row ids (two queries): findings that are or were public, what else is public."""
    shown = Passage.objects.filter(
        contribution=OuterRef("contribution"), public=True, state=Passage.State.SHOWN
    )
    received = Q(contribution__state=Contribution.State.RECEIVED) & Exists(shown)
    rows = m.Basis.objects.filter(
        Q(finding__isnull=False) & ~Q(finding__state=Finding.State.DRAFT)
        | Q(practice__state=Practice.State.PUBLISHED)
        | Q(gathering__isnull=False) & ~Q(gathering__state=Gathering.State.DRAFT)
        | received,
        clause__in=list(clauses),
    )
    bases = list(rows.select_related("finding", "gathering", "contribution").order_by("at", "pk"))
    named = {
        one.practice_id: one
        for one in PracticeVersion.objects.filter(
            practice__in={one.practice_id for one in bases if one.practice_id},
            published_at__isnull=False,
            superseded_at__isnull=True,
        ).select_related("practice")
    }
    by: dict[int, list[m.Basis]] = {}
    for one in bases:
        by.setdefault(one.clause_id, []).append(one)
    return {
        clause: Origins(
            tuple(one.finding for one in some if one.finding),
            tuple(named[one.practice_id] for one in some if one.practice_id in named),
            tuple(one.gathering for one in some if one.gathering),
            tuple(one.contribution for one in some if one.contribution),
        )
        for clause, some in by.items()
    }


def decided_on(document: m.Document, clause: m.Clause | None = None) -> list[m.Suggestion]:
    """Return the suggestions decided on, the last decided first, of a clause alone where one is named (one query).

    `readable` says whether what it quotes may still be read: whoever said it may have taken it back since.
    """
    shown = Passage.objects.filter(
        contribution=OuterRef("contribution"), public=True, state=Passage.State.SHOWN
    )
    received = Q(contribution__state=Contribution.State.RECEIVED) & Exists(shown)
    rows = m.Suggestion.objects.filter(document=document).exclude(decision="")
    rows = rows.annotate(
        readable=Case(
            When(Q(contribution=None) | received, then=True), default=False, output_field=BooleanField()
        )
    )
    if clause is not None:
        rows = rows.filter(clause=clause)
    return list(rows.select_related("clause", "contribution").order_by("-decided_at", "-pk"))


def history_of(clause: m.Clause) -> list[m.ClauseVersion]:
    """Return what each published version said of a clause, the newest first (one query)."""
    rows = m.ClauseVersion.objects.filter(clause=clause, version__published_at__isnull=False)
    return list(rows.select_related("version", "clause").order_by("-version__number"))
