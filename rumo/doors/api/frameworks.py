"""Reference frameworks, and what municipalities say of themselves against them: as JSON and as tables."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from ninja import Field, Query, Router, Schema

from rumo.deliver.evaluations.models import Assessment
from rumo.deliver.evaluations.queries import Said, answered, in_force, public_assessments
from rumo.doors.api.answers import as_json, as_table
from rumo.doors.api.faults import missing
from rumo.doors.api.schemas import TABLE, Errors
from rumo.doors.api.schemas_frameworks import Assessments, Frameworks
from rumo.doors.api.seeing import Page, When, listed, paged
from rumo.doors.web.asking import asked
from rumo.ground.territory.queries import NotFound, find_municipality
from rumo.ground.vocabularies.queries import Framework, frameworks

router = Router(tags=["frameworks and self-assessments"])
Form = Literal["csv", "xlsx"]
TEXTS = ("edition", "scoring", "unverified", "use")
FRAMEWORK = (
    "framework",
    "version",
    "name",
    "verified",
    "dimension",
    "label",
    "own_label",
    "dimension_verified",
)
ASSESSMENT = (
    "key", "municipality", "framework", "version", "as_on", "published_at", "in_force", "synthetic",
    "dimension", "label", "level", "evidence", "measures",
)  # fmt: skip


class Whose(Schema):
    """Which self-assessments are asked for."""

    municipality: str = Field("", description="A municipality's DICO code or slug. Default: all.")


def _framework(one: Framework, lang: str) -> dict[str, Any]:
    return {
        "key": one.key,
        "version": one.term_list.version,
        "other_versions": one.others,
        "name": one.said("names", lang),
        "verified": one.term_list.verified,
        "assessable": one.assessable,
        **{name: one.said(name, lang) for name in TEXTS},
        "counts": [{"n": n, "of": what} for n, what in one.counts(lang)],
        "sources": one.sources,
        "dimensions": [
            {
                "key": term.key,
                "label": term.label(lang),
                "own_label": lang in term.own_labels,
                "verified": term.verified,
                "parts": parts,
            }
            for term, parts in one.parts(lang)
        ],
    }


@router.get("/frameworks", response={200: Frameworks, **Errors}, summary="Reference frameworks")
def referenced(request: HttpRequest, page: Query[Page]) -> HttpResponseBase:
    """Each in its newest version, with what was verified at its source and what was not; in Portuguese or English."""
    lang = get_language() or "pt"
    found = frameworks()
    part, after = paged([one.key for one in found], page)
    return as_json(listed([_framework(one, lang) for one in found[part]], after))


@router.get(
    "/frameworks.{form}", response={200: None, **Errors}, openapi_extra=TABLE, summary="The same as a table"
)
def referenced_table(request: HttpRequest, form: Form) -> HttpResponseBase:
    """One line a dimension; one without dimensions has one line."""
    lang = get_language() or "pt"
    lines: list[list[Any]] = []
    for one in frameworks():
        head = [one.key, one.term_list.version, one.said("names", lang), one.term_list.verified]
        lines += [[*head, t.key, t.label(lang), lang in t.own_labels, t.verified] for t in one.terms] or [
            [*head, None, None, None, None]
        ]
    return as_table(request, form, "frameworks", FRAMEWORK, lines)


def _asked(request: HttpRequest, whose: Whose) -> tuple[list[Assessment], set[int]]:
    """Return the self-assessments asked for, and the keys of those in force; raises BadQuestion, and Fault for an unknown municipality."""
    when, town = asked(request), None
    if whose.municipality:
        try:
            town = find_municipality(whose.municipality).pk
        except NotFound as unknown:
            raise missing("municipality", str(unknown)) from None
    rows = public_assessments(town, as_of=when.as_of, known_at=when.known_at, synthetic=when.synthetic)
    return rows, {row.pk for row in in_force(rows)}


def _assessment(row: Assessment, standing: set[int], said: list[Said], lang: str) -> dict[str, Any]:
    return {
        **_head(row, standing),
        "published_for": row.published_for,
        "answers": [
            {
                "dimension": answer.dimension.key,
                "label": answer.dimension.label(lang),
                "level": answer.level,
                "evidence": answer.evidence or None,
                "measures": [f"{measure.plan.slug}/{measure.code}" for measure in measures],
            }
            for answer, measures in said
        ],
    }


def _head(row: Assessment, standing: set[int]) -> dict[str, Any]:
    assert row.published_at is not None  # noqa: S101  (it is public)
    return {
        "key": row.public_id,
        "municipality": row.owner.municipality.dico,
        "framework": row.framework.key.removeprefix("framework-"),
        "version": row.framework.version,
        "as_on": row.as_on.isoformat(),
        "published_at": row.published_at.isoformat(),
        "in_force": row.pk in standing,
        "synthetic": row.synthetic,
    }


@router.get("/assessments", response={200: Assessments, **Errors}, summary="Self-assessments")
def assessments(
    request: HttpRequest, whose: Query[Whose], when: Query[When], page: Query[Page]
) -> HttpResponseBase:
    """What municipalities say of themselves, by framework and day: levels 0 to 4, null for what they do not know; there is no total."""
    rows, standing = _asked(request, whose)
    part, after = paged([row.public_id for row in rows], page)
    answers, lang = answered([row.pk for row in rows[part]]), get_language() or "pt"
    items = [_assessment(row, standing, answers[row.pk], lang) for row in rows[part]]
    return as_json(listed(items, after))


@router.get(
    "/assessments.{form}", response={200: None, **Errors}, openapi_extra=TABLE, summary="The same as a table"
)
def assessments_table(
    request: HttpRequest, form: Form, whose: Query[Whose], when: Query[When]
) -> HttpResponseBase:
    """One line a dimension answered; a level that is not known is empty."""
    rows, standing = _asked(request, whose)
    answers, lang = answered([row.pk for row in rows]), get_language() or "pt"
    lines = [
        [
            *_head(row, standing).values(),
            answer.dimension.key,
            answer.dimension.label(lang),
            answer.level,
            answer.evidence,
            ";".join(f"{measure.plan.slug}/{measure.code}" for measure in measures),
        ]
        for row in rows
        for answer, measures in answers[row.pk]
    ]
    return as_table(request, form, "assessments", ASSESSMENT, lines, len(lines))
