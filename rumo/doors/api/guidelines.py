"""Guidelines and findings as machines read them, two versions compared, and the thread both ways."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Query, Router

from rumo.deliver.plans.models import Measure
from rumo.deliver.progress.queries import tracing
from rumo.doors.api.answers import as_json
from rumo.doors.api.faults import missing
from rumo.doors.api.schemas import Errors
from rumo.doors.api.schemas_guidelines import (
    Difference,
    FindingSaid,
    FindingsSaid,
    GuidelinesList,
    GuidelinesSaid,
    ThreadSaid,
)
from rumo.doors.api.seeing import Page, listed, paged
from rumo.doors.files.guided import head, plain
from rumo.doors.web import clock
from rumo.doors.web.tagged import tagged
from rumo.listen.contributions.models import Passage
from rumo.listen.contributions.queries import by_number
from rumo.science.diff import parts as diff
from rumo.science.diff import wording
from rumo.shape.guidelines.models import Clause, Version
from rumo.shape.guidelines.queries import reading
from rumo.shape.guidelines.queries.reading import Part
from rumo.shape.synthesis.models import Finding
from rumo.shape.synthesis.queries import finding as synthesis

router = Router(tags=["guidelines"])


@router.get("/guidelines", response={200: GuidelinesList, **Errors}, summary="Guidelines in force")
@tagged
def guidelines(request: HttpRequest, page: Query[Page]) -> HttpResponseBase:
    """Every document that has a version in force, the newest first."""
    rows = list(reading.in_force())
    part, after = paged([row.document.slug for row in rows], page)
    return as_json(listed([head(row, on=_today()) for row in rows[part]], after))


@router.get("/guidelines/{slug}", response={200: GuidelinesSaid, **Errors}, summary="One document")
@tagged
def document(request: HttpRequest, slug: str, version: int | None = None) -> HttpResponseBase:
    """The version in force, or another by number: each clause with its permanent code, its sources and its criteria."""
    return as_json(plain(_version(slug, version, "version"), on=_today()))


@router.get(
    "/guidelines/{slug}/diff",
    response={200: Difference, **Errors},
    by_alias=True,
    summary="Two versions compared",
)
@tagged
def difference(
    request: HttpRequest,
    slug: str,
    from_: int = Query(..., alias="from"),
    to: int = Query(...),
) -> HttpResponseBase:
    """By clause (added, removed, moved, changed, kept) and by word; the pieces `same` and `out` are the old text, `same` and `in` the new one."""
    old, new = (
        reading.parts_of(_version(slug, number, name)) for number, name in ((from_, "from"), (to, "to"))
    )
    pairs = diff.aligned([_part(one) for one in old], [_part(one) for one in new])
    return as_json(
        {"slug": slug, "from": from_, "to": to, "clauses": [_pair(one, old, new) for one in pairs]}
    )


@router.get("/findings", response={200: FindingsSaid, **Errors}, by_alias=True, summary="Findings")
@tagged
def findings(request: HttpRequest, page: Query[Page]) -> HttpResponseBase:
    """Findings in force, the newest first; counts of few people are null."""
    rows = list(synthesis.public())
    part, after = paged([row.public_id for row in rows], page)
    return as_json(listed([_finding(one) for one in synthesis.wholes(rows[part])], after))


@router.get("/findings/{number}", response={200: FindingSaid, **Errors}, by_alias=True, summary="One finding")
@tagged
def finding(request: HttpRequest, number: str) -> HttpResponseBase:
    """What was found, how many said it, who disagrees; one withdrawn says why."""
    found = synthesis.public_one(number.replace("\0", ""))
    if found is None:
        raise missing("number", _("Não há nenhuma constatação pública com esse número."))
    return as_json(_finding(found))


@router.get(
    "/trace/contribution/{number}",
    response={200: ThreadSaid, **Errors},
    summary="What became of a contribution",
)
@tagged
def trace_contribution(request: HttpRequest, number: str) -> HttpResponseBase:
    """From a contribution of which everyone may read a text to what was found, the guidelines, the measures and their reports."""
    row = by_number(number.replace("\0", ""))
    shown = Passage.objects.filter(contribution=row, public=True, state=Passage.State.SHOWN)
    if row is None or not shown.exists():
        raise missing("number", _("Não há nenhum contributo com esse número cujo texto todos possam ler."))
    return as_json(_thread("contribution", number, tracing.of_contribution(row)))


@router.get(
    "/trace/measure/{slug}/{code}", response={200: ThreadSaid, **Errors}, summary="Where a measure comes from"
)
@tagged
def trace_measure(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """From a measure back to the guidelines it applies, what was found, and the contributions it was heard from."""
    named = {"plan__slug": slug.replace("\0", ""), "code": code.replace("\0", "")}
    row = Measure.objects.filter(**named).first()
    thread = tracing.of_measure(row) if row else None
    if thread is None or not thread.measures:
        raise missing("code", _("Não há nenhuma medida publicada com esse código nesse plano."))
    return as_json(_thread("measure", f"{slug}/{code}", thread))


@router.get("/trace/clause/{id}", response={200: ThreadSaid, **Errors}, summary="The thread of a clause")
@tagged
def trace_clause(request: HttpRequest, id: str) -> HttpResponseBase:
    """From a clause (`guidelines:code`) back to whom it was heard from, and on to the measures that apply it."""
    slug, _sep, code = id.replace("\0", "").partition(":")
    row = Clause.objects.filter(document__slug=slug, code=code).first()
    thread = tracing.of_clause(row) if row else None
    if thread is None or not thread.clauses:
        raise missing("id", _("Não há nenhuma orientação publicada com esse código."))
    return as_json(_thread("clause", f"{slug}:{code}", thread))


def _today() -> date:
    return clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def _version(slug: str, number: int | None, where: str) -> Version:
    versions = reading.versions_of(slug.replace("\0", ""))
    if not versions:
        raise missing("slug", _("Não há orientações publicadas com esse nome."))
    if number is None:
        return reading.standing_on(versions, _today())
    for one in versions:
        if one.number == number:
            return one
    raise missing(where, _("Estas orientações não têm nenhuma versão publicada com esse número."))


def _part(one: Part) -> diff.Part:
    said = one.said
    return diff.Part(
        one.code, (said.kind, said.heading, said.text, said.plain, said.level), weight=1 + len(said.text)
    )


def _pair(pair: diff.Pair, old: list[Part], new: list[Part]) -> dict[str, Any]:
    was = None if pair.old is None else old[pair.old]
    now = None if pair.new is None else new[pair.new]

    def pieces(field: str) -> list[dict[str, str]]:
        sides = [getattr(one.said, field) if one else "" for one in (was, now)]
        return [{"kind": piece.kind, "text": piece.text} for piece in wording.words(*sides)]

    return {
        "code": pair.key,
        "state": pair.state,
        "changed": pair.changed,
        "number_from": was.number if was else None,
        "number_to": now.number if now else None,
        "heading": pieces("heading"),
        "text": pieces("text"),
    }


def _finding(one: synthesis.Whole) -> dict[str, Any]:
    row = one.row
    return {
        **_named(row),
        "synthetic": row.codebook.synthetic,
        "explanation": row.explanation,
        "dissent": row.dissent,
        "contributions": row.counts.get("total", 0),
        "by": row.counts.get("by", {}),
        "themes": [theme.name for theme in one.themes],
        "votes": [
            {
                "statement": vote.statement.number,
                "agree": vote.agree,
                "disagree": vote.disagree,
                "pass": vote.passed,
            }
            for vote in one.votes
        ],
        "consultation": row.consultation.slug if row.consultation else None,
        "rights": list(one.tags),
        "published_at": row.published_at.isoformat() if row.published_at else None,
        "reason": row.reason or None,
        "successor": one.successor.public_id if one.successor else None,
    }


def _named(row: Finding) -> dict[str, Any]:
    return {
        "number": row.public_id,
        "sentence": row.sentence,
        "language": row.language,
        "state": row.state,
    }


def _thread(kind: str, key: str, thread: tracing.Thread) -> dict[str, Any]:
    return {
        "of": kind,
        "key": key,
        "contributions": [one.number for one in thread.heard],
        "contributions_not_shown": thread.silent,
        "themes": [one.name for one in thread.themes],
        "findings": [_named(one) for one in thread.findings],
        "clauses": [
            {
                "id": f"{one.document}:{one.code}",
                "guidelines": one.document,
                "code": one.code,
                "words": one.words,
                "in_force": one.in_force,
                "synthetic": one.synthetic,
            }
            for one in thread.clauses
        ],
        "measures": [
            {
                "measure": f"{one.plan}/{one.code}",
                "title": one.title,
                "synthetic": one.synthetic,
                "reports": one.reports,
                "newest_report": one.newest.isoformat() if one.newest else None,
            }
            for one in thread.measures
        ],
    }
