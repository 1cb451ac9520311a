"""The thread, both ways: from a contribution to what it became, from a measure or a clause back to who asked for it.

A finding keeps what it rested on the day it was published, and a clause keeps its code: no merge, split, revision or erasure breaks a thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery

from rumo.deliver.plans import models as plans
from rumo.deliver.progress.models import Report
from rumo.listen.contributions.models import Contribution, Passage
from rumo.shape.guidelines.models import Basis, Clause, ClauseVersion
from rumo.shape.synthesis import rules
from rumo.shape.synthesis.models import Evidence, Finding, Response, Theme
from rumo.shape.synthesis.queries.finding import found_in, heard_by

PUBLISHED = plans.PlanVersion.State.PUBLISHED


@dataclass(frozen=True, slots=True)
class ClauseTold:
    """A clause as its newest published version says it; `in_force`: it still stands in the version in force."""

    pk: int
    document: str
    code: str
    title: str  # of the document
    words: str  # its heading, or how its text begins
    language: str
    in_force: bool
    synthetic: bool


@dataclass(frozen=True, slots=True)
class MeasureTold:
    """A measure as its plan's newest published version says it, with how many dates it was reported on and the newest of them."""

    pk: int
    plan: str
    code: str
    title: str
    plan_title: str
    synthetic: bool
    reports: int
    newest: date | None


@dataclass(frozen=True, slots=True)
class Thread:
    """What hangs together, from what was said to what was done; each once, in a lasting order.

    `heard`: contributions of which everyone may read a text. `silent`: how many more findings rest on, whom nothing is shown of.
    """

    heard: tuple[Contribution, ...]
    silent: int
    themes: tuple[Theme, ...]
    findings: tuple[Finding, ...]
    clauses: tuple[ClauseTold, ...]
    measures: tuple[MeasureTold, ...]


def of_contribution(contribution: Contribution) -> Thread:
    """Return what became of a contribution (three queries; two where it reached no clause): the themes are those it was published under."""
    themes, findings = found_in(contribution)
    based = Basis.objects.filter(Q(contribution=contribution) | Q(finding__in=findings))
    clauses = clauses_of(based.values("clause"))
    measures = measures_applying([one.pk for one in clauses]) if clauses else []
    return Thread((contribution,), 0, tuple(themes), tuple(findings), tuple(clauses), tuple(measures))


def of_clause(clause: Clause) -> Thread:
    """Return where a clause comes from and what applies it (six queries)."""
    return _back([clause.pk], measures_applying([clause.pk]))


def of_measure(measure: plans.Measure) -> Thread:
    """Return where a measure comes from: the clauses it applies, their findings, whom they were heard from (seven queries)."""
    applied = plans.ClauseBasis.objects.filter(measure=measure).order_by("at", "pk")
    return _back(list(applied.values_list("clause_id", flat=True)), measures_told([measure.pk]))


def of_finding(finding: Finding) -> Thread:
    """Return what became of a finding, and whom it was heard from (three queries)."""
    clauses = clauses_of(Basis.objects.filter(finding=finding).values("clause"))
    heard = heard_by([finding]).get(finding.pk, [])
    silent = max(int(finding.counts.get("total", 0)) - len(heard), 0)
    measures = measures_applying([one.pk for one in clauses])
    return Thread(tuple(heard), silent, (), (finding,), tuple(clauses), tuple(measures))


def _back(clauses: list[int], measures: list[MeasureTold]) -> Thread:
    """From clauses back to whom they were heard from (five queries)."""
    bases = list(Basis.objects.filter(clause__in=clauses).order_by("at", "pk"))
    wanted = {one.finding_id for one in bases if one.finding_id}
    findings = list(Finding.objects.filter(pk__in=wanted).exclude(state=Finding.State.DRAFT).order_by("pk"))
    said = {one.contribution_id for one in bases if one.contribution_id}
    heard = {row.pk: row for rows in heard_by(findings).values() for row in rows}
    shown = Passage.objects.filter(contribution=OuterRef("pk"), public=True, state=Passage.State.SHOWN)
    direct = Contribution.objects.filter(Exists(shown), pk__in=said, state=Contribution.State.RECEIVED)
    heard |= {row.pk: row for row in direct}
    under = Evidence.objects.filter(finding__in=findings).values("passage__contribution").distinct().count()
    silent = max(under - sum(1 for pk in heard if pk not in said), 0)
    ordered = tuple(heard[pk] for pk in sorted(heard))
    return Thread(ordered, silent, (), tuple(findings), tuple(clauses_of(clauses)), tuple(measures))


def clauses_of(ids: Any) -> list[ClauseTold]:
    """Return the clauses of row ids, or of a query for them, that were ever published, by document and place (one query)."""
    rows = ClauseVersion.objects.filter(clause__in=ids, version__published_at__isnull=False).select_related(
        "clause__document", "version"
    )
    newest: dict[int, ClauseVersion] = {}
    for row in rows.order_by("version__number"):
        newest[row.clause_id] = row
    ordered = sorted(newest.values(), key=lambda row: (row.clause.document.slug, row.position, row.pk))
    return [
        ClauseTold(
            row.clause_id,
            row.clause.document.slug,
            row.clause.code,
            row.version.title,
            row.heading or shortened(row.text),
            row.version.language,
            row.version.superseded_at is None,
            row.clause.document.synthetic,
        )
        for row in ordered
    ]


def shortened(text: str, most: int = 160) -> str:
    """Return how a text begins, whole words, with an ellipsis where it goes on."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def measures_applying(clauses: Sequence[int]) -> list[MeasureTold]:
    """Return the public measures that apply any of some clauses (one query)."""
    return measures_told(plans.ClauseBasis.objects.filter(clause__in=clauses).values("measure"))


def measures_told(ids: Any) -> list[MeasureTold]:
    """Return the measures of row ids, or of a query for them, that are public, by plan and code, with how they were reported (one query)."""
    said = plans.MeasureVersion.objects.filter(measure=OuterRef("pk"), version__state=PUBLISHED)
    newest = said.order_by("-version__number")
    reports = (
        Report.objects.filter(measure=OuterRef("pk"), published_at__isnull=False, withdrawn=False)
        .order_by()
        .values("measure")
    )
    rows = plans.Measure.objects.filter(Exists(said), pk__in=ids).annotate(
        title=Subquery(newest.values("title")[:1]),
        plan_title=Subquery(newest.values("version__title")[:1]),
        reports=Subquery(reports.annotate(n=Count("reference_date", distinct=True)).values("n")),
        newest=Subquery(reports.annotate(last=Max("reference_date")).values("last")),
    )
    fields = ("pk", "plan__slug", "code", "title", "plan_title", "plan__synthetic", "reports", "newest")
    found = rows.order_by("plan__slug", "code").values_list(*fields)
    return [
        MeasureTold(pk, plan, code, title, plan_title, synthetic, n or 0, last)
        for pk, plan, code, title, plan_title, synthetic, n, last in found
    ]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of so many have what is asked of them."""

    some: int
    of: int

    @property
    def part(self) -> float | None:
        """Return the share, 0 to 1; None of nothing."""
        return self.some / self.of if self.of else None


def coverage() -> dict[str, Share]:
    """Return how whole the thread is (six queries): `contributions` owed an answer that have one, `clauses` in force with a source, public `measures` with a clause."""
    owed = rules.owed().filter(consultation__published_at__isnull=False)
    given = Response.objects.filter(contribution=OuterRef("pk"), superseded_at__isnull=True)
    clauses = ClauseVersion.objects.filter(
        kind=ClauseVersion.Kind.CLAUSE,
        version__published_at__isnull=False,
        version__superseded_at__isnull=True,
    )
    based = clauses.filter(Exists(Basis.objects.filter(clause=OuterRef("clause"))))
    said = plans.MeasureVersion.objects.filter(measure=OuterRef("pk"), version__state=PUBLISHED)
    measures = plans.Measure.objects.filter(Exists(said))
    applying = measures.filter(Exists(plans.ClauseBasis.objects.filter(measure=OuterRef("pk"))))
    return {
        "contributions": Share(owed.filter(Exists(given)).count(), owed.count()),
        "clauses": Share(based.count(), clauses.count()),
        "measures": Share(applying.count(), measures.count()),
    }
