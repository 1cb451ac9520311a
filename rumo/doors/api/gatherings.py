"""Gatherings: which there are, and one with its sessions; never who comes."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router

from rumo.doors.api.answers import as_json
from rumo.doors.api.faults import missing
from rumo.doors.api.schemas import Errors
from rumo.doors.api.schemas_gatherings import Gatherings, GatheringSaid
from rumo.doors.api.seeing import Page, listed, paged
from rumo.doors.files.gatherings import plain_head, plain_whole
from rumo.doors.web import clock
from rumo.doors.web.tagged import tagged
from rumo.listen.gatherings.queries import published, published_one, sessions_of, whole

router = Router(tags=["gatherings"])


@router.get("/gatherings", response={200: Gatherings, **Errors}, summary="Published gatherings")
@tagged
def gatherings(request: HttpRequest, page: Query[Page]) -> HttpResponseBase:
    """The latest to be recorded first."""
    rows = published()[::-1]
    part, after = paged([row.slug for row in rows], page)
    sessions, at, lang = sessions_of(rows[part]), clock.now(), get_language() or "pt"
    return as_json(listed([plain_head(row, sessions[row.pk], lang, at=at) for row in rows[part]], after))


@router.get("/gatherings/{slug}", response={200: GatheringSaid, **Errors}, summary="One gathering")
@tagged
def gathering(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Its sessions with how many places are free, agenda, people in charge."""
    row = published_one(slug)
    if row is None:
        raise missing("slug", _("Não há nenhum encontro publicado com esse nome."))
    return as_json(plain_whole(whole(row), get_language() or "pt", at=clock.now()))
