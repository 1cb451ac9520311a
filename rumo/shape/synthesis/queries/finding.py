"""Findings: what each rests on and would rest on if published now; how many and who said it; those everyone may read."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Contribution, Passage
from rumo.listen.contributions.queries import results
from rumo.science.privacy.counts import protected, rounded
from rumo.shape.synthesis import models as m

WHO = ("audience", "channel", "language")
"""What is told of who said it."""
PUBLIC = (m.Finding.State.PUBLISHED, m.Finding.State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Whole:
    """A finding with its themes, the votes it reads and its tags."""

    row: m.Finding
    themes: tuple[m.Theme, ...]
    votes: tuple[m.FindingVote, ...]
    tags: tuple[str, ...]
    successor: m.Finding | None


def evidence_now(finding: m.Finding) -> list[tuple[int, int]]:
    """Return the row ids of the texts coded today with the themes of a finding, each with its theme, each once (one query).

    What was taken back or erased by whoever said it is no evidence.
    """
    rows = m.Coding.objects.filter(
        theme__in=m.FindingTheme.objects.filter(finding=finding).values("theme"),
        removed_at__isnull=True,
        passage__contribution__state=Contribution.State.RECEIVED,
    )
    return sorted(set(rows.values_list("passage_id", "theme_id")))


def votes_now(finding: m.Finding) -> list[m.FindingVote]:
    """Return the statements of a finding with their votes as the newest results show them, protected (five queries, none without a consultation)."""
    if finding.consultation is None:
        return []
    shown = {one["number"]: one for one in results(finding.consultation).tables.get("statements", [])}
    rows = list(m.FindingVote.objects.filter(finding=finding).select_related("statement"))
    for row in rows:
        told = shown.get(row.statement.number, {})
        row.agree, row.disagree, row.passed = told.get("agree"), told.get("disagree"), told.get("pass")
    return rows


def counted(passages: Collection[int]) -> dict[str, Any]:
    """Return how many contributions texts are of, and by audience, channel and language as far as small numbers allow (one query).

    {"total": n, "by": {"audience": {key: n or None}}}; see science/privacy/counts.
    """
    of = Passage.objects.filter(pk__in=list(passages)).order_by().values("contribution")
    rows = Contribution.objects.filter(pk__in=of).order_by().values_list(*WHO).annotate(n=Count("pk"))
    total, cells = 0, dict[str, int]()
    for *keys, n in rows:
        total += n
        for name, key in zip(WHO, keys, strict=True):
            if key:
                cells[f"{name}:{key}"] = cells.get(f"{name}:{key}", 0) + n
    shown = rounded(protected(total, cells))
    return {"total": total, "by": {name: dict(by) for name, by in shown.dimensions.items()}}


def findings_of(codebook: m.Codebook) -> list[Whole]:
    """Return every finding of a codebook, those not public yet first, then the newest first (five queries)."""
    rows = m.Finding.objects.filter(codebook=codebook).select_related("consultation", "supersedes")
    return wholes(sorted(rows, key=lambda row: (row.state != m.Finding.State.DRAFT, -row.pk)))


def public() -> QuerySet[m.Finding]:
    """Return the findings in force, the newest first."""
    rows = m.Finding.objects.filter(state=m.Finding.State.PUBLISHED).select_related(
        "codebook", "consultation"
    )
    return rows.order_by("-published_at", "-pk")


def public_one(public_id: str) -> Whole | None:
    """Return a finding that is or was public; None for any other (five queries)."""
    rows = m.Finding.objects.filter(public_id=public_id, state__in=PUBLIC)
    found = wholes(list(rows.select_related("codebook", "consultation", "supersedes")))
    return found[0] if found else None


def wholes(rows: Sequence[m.Finding]) -> list[Whole]:
    """Put findings together with what hangs on them (four queries)."""
    themes: dict[int, list[m.Theme]] = {}
    for one in m.FindingTheme.objects.filter(finding__in=rows).select_related("theme").order_by("pk"):
        themes.setdefault(one.finding_id, []).append(one.theme)
    votes: dict[int, list[m.FindingVote]] = {}
    held = m.FindingVote.objects.filter(finding__in=rows).select_related("statement")
    for vote in held.order_by("statement__number"):
        votes.setdefault(vote.finding_id, []).append(vote)
    tags: dict[int, list[str]] = {}
    for tag in m.FindingTag.objects.filter(finding__in=rows).order_by("pk"):
        tags.setdefault(tag.finding_id, []).append(tag.key)
    after = {
        one.supersedes_id: one for one in m.Finding.objects.filter(supersedes__in=rows, state__in=PUBLIC)
    }
    return [
        Whole(
            row,
            tuple(themes.get(row.pk, ())),
            tuple(votes.get(row.pk, ())),
            tuple(tags.get(row.pk, ())),
            after.get(row.pk),
        )
        for row in rows
    ]


def texts_under(finding: m.Finding) -> QuerySet[Passage]:
    """Return the texts a published finding rests on that everyone may read, each with its contribution, in the order they came."""
    under = m.Evidence.objects.filter(finding=finding, passage=OuterRef("pk"))
    rows = Passage.objects.filter(Exists(under), public=True, state=Passage.State.SHOWN)
    return rows.exclude(text="", rewording="").select_related("contribution").order_by("pk")


def found_in(contribution: Contribution) -> tuple[list[m.Theme], list[m.Finding]]:
    """Return the themes a contribution was published under, by name, and the public findings that rest on it, in force first (one query)."""
    rows = m.Evidence.objects.filter(passage__contribution=contribution, finding__state__in=PUBLIC)
    found = list(rows.select_related("finding", "theme"))
    themes = {one.theme_id: one.theme for one in found}
    findings = {one.finding_id: one.finding for one in found}
    return (
        sorted(themes.values(), key=lambda row: (row.name, row.pk)),
        sorted(findings.values(), key=lambda row: (row.state != m.Finding.State.PUBLISHED, row.pk)),
    )


def found_of(consultation: Consultation) -> list[tuple[m.Finding, list[str]]]:
    """Return the findings in force that rest on what was said in a consultation, with the names of their themes, in the order of publication (one query)."""
    rows = m.Evidence.objects.filter(
        passage__contribution__consultation=consultation, finding__state=m.Finding.State.PUBLISHED
    )
    found: dict[int, tuple[m.Finding, list[str]]] = {}
    for one in rows.select_related("finding", "theme").order_by("finding__published_at", "finding", "pk"):
        _finding, names = found.setdefault(one.finding_id, (one.finding, []))
        if one.theme.name not in names:
            names.append(one.theme.name)
    return list(found.values())


def heard_by(findings: Iterable[m.Finding]) -> dict[int, list[Contribution]]:
    """Return the contributions findings rest on of which everyone may read a text, by the row id of the finding (one query)."""
    rows = m.Evidence.objects.filter(
        finding__in=list(findings),
        passage__public=True,
        passage__state=Passage.State.SHOWN,
        passage__contribution__state=Contribution.State.RECEIVED,
    )
    found: dict[int, dict[int, Contribution]] = {}
    for one in rows.select_related("passage__contribution").order_by("pk"):
        said = one.passage.contribution
        found.setdefault(one.finding_id, {})[said.pk] = said
    return {pk: list(of.values()) for pk, of in found.items()}
