"""Consultations: which there are, one, and what may be shown of its results; never anything that could single a person out."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router

from rumo.doors.api.answers import as_json, as_table
from rumo.doors.api.faults import missing
from rumo.doors.api.schemas import TABLE, Errors
from rumo.doors.api.schemas_listening import Consultations, ConsultationSaid, ResultsSaid
from rumo.doors.api.seeing import Page, listed, paged
from rumo.doors.files.results import COLUMNS, plain_asked, plain_consultation, plain_results, result_lines
from rumo.doors.web import clock
from rumo.doors.web.tagged import tagged
from rumo.listen.consultations.models import Consultation, Wording
from rumo.listen.consultations.queries import asked, published, published_one, words_of
from rumo.listen.consultations.rules import phase
from rumo.listen.contributions.queries import count, results

router = Router(tags=["consultations"])
TEXTS = ("title", "summary", "legal_basis")


@router.get("/consultations", response={200: Consultations, **Errors}, summary="Published consultations")
@tagged
def consultations(request: HttpRequest, page: Query[Page]) -> HttpResponseBase:
    """The latest to close first."""
    rows = published()
    part, after = paged([row.slug for row in rows], page)
    return as_json(listed(_heads(rows[part]), after))


@router.get("/consultations/{slug}", response={200: ConsultationSaid, **Errors}, summary="One consultation")
@tagged
def consultation(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What it asks, of whom and until when, and how many contributions count at this moment."""
    row = found_or_fault(slug)
    words = words_of(row, get_language() or row.language)
    put = plain_asked(asked(row), words)
    return as_json({**_head(row, words), "contributions": count(row), **put})


@router.get(
    "/consultations/{slug}/results", response={200: ResultsSaid, **Errors}, summary="Results, protected"
)
@tagged
def consultation_results(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The count of this moment, and the tables of the newest edition: no count below `smallest_shown`, none that could be worked out."""
    return as_json(plain_results(results(found_or_fault(slug))))


@router.get(
    "/consultations/{slug}/results.{form}",
    response={200: None, **Errors},
    openapi_extra=TABLE,
    summary="The same as a table",
)
@tagged
def consultation_results_table(
    request: HttpRequest, slug: str, form: Literal["csv", "xlsx"]
) -> HttpResponseBase:
    """One line a count."""
    found = results(found_or_fault(slug))
    return as_table(request, form, f"{slug}-results", COLUMNS, result_lines(found))


def found_or_fault(slug: str) -> Consultation:
    """Return a published consultation by its public name; raises Fault where there is none."""
    row = published_one(slug)
    if row is None:
        raise missing("slug", _("Não há nenhuma consulta publicada com esse nome."))
    return row


def _heads(rows: Sequence[Consultation]) -> list[dict[str, Any]]:
    """Consultations as they are answered, in order (one query)."""
    language, words = get_language() or "pt", _texts(rows)
    return [_head(row, _in(words.get(row.pk, {}), language, row.language)) for row in rows]


def _head(row: Consultation, words: Mapping[str, Any]) -> dict[str, Any]:
    stands = phase(row, at=clock.now()).value
    return {
        **plain_consultation(row, words, stands),
        "page": f"/{get_language() or 'pt'}/consultas/{row.slug}/",
    }


def _texts(rows: Sequence[Consultation]) -> dict[int, dict[tuple[str, str], str]]:
    found: dict[int, dict[tuple[str, str], str]] = {}
    wordings = Wording.objects.filter(consultation__in=rows, place__in=TEXTS).exclude(text="")
    for pk, place, language, text in wordings.values_list("consultation_id", "place", "language", "text"):
        found.setdefault(pk, {})[place, language] = text
    return found


def _in(words: Mapping[tuple[str, str], str], language: str, own: str) -> dict[str, str]:
    """Texts by place, in a language where there is a translation, else in the consultation's own."""
    told = {place: words.get((place, language)) or words.get((place, own)) for place in TEXTS}
    return {place: text for place, text in told.items() if text}
