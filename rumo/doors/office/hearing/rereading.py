"""The second reading: the sheets of a batch with all they say, each compared with its paper by somebody who did not type it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.files.told import lines_of
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.office.hearing import seeing, sheets
from rumo.doors.web import clock
from rumo.ground.people.queries import names_of
from rumo.ground.territory.models import Municipality
from rumo.listen.consultations.models import Audience, Consultation, Question
from rumo.listen.consultations.queries import Asked, Words, words_of
from rumo.listen.consultations.rules import LANGUAGES
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Batch, Channel, Contribution
from rumo.listen.contributions.queries import sheets_of, wholes
from rumo.listen.contributions.rules.permits import can_enter_late, last_hand
from rumo.listen.contributions.rules.saying import TOWNS


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def batch(request: Asking, consultation: str, batch: str) -> HttpResponse:
    """List the sheets of a batch; note that one was compared with its paper."""
    pile = seeing.batch_seen(request, consultation, batch)
    if request.method != "POST":
        return _listed(request, pile.consultation, pile)
    read = sheets_of(pile).filter(number=request.POST.get("number", "")).first()
    if read is None:
        return refused(request, _("Esta folha não é deste conjunto."), 422)
    try:
        contributions.second_read(contribution=read, by=request.who.public_id, at=clock.now())
    except contributions.EntryRefused as no:
        return refused(request, str(no), 409)
    words = _("Folha %(number)s conferida.") % {"number": read.number}
    return seeing.done(request, words, request.get_full_path())


def _listed(request: Asking, row: Consultation, pile: Batch) -> HttpResponse:
    page, size = seeing.page_of(request), seeing.PAGE
    every = list(sheets_of(pile))
    found = every[(page - 1) * size : page * size]
    put = Asked(tuple(Question.objects.filter(consultation=row).order_by("position")), (), ())
    words = words_of(row, row.language)
    first = (page - 1) * size + 1
    title = str(words["title"])
    between = (_("Escrever o que alguém disse"), reverse("office:batches", args=[row.slug]))
    context = {
        "row": row,
        "batch": pile,
        "channel": Channel(pile.channel).label,
        "title": title,
        "place": seeing.PLACE,
        "crumbs": seeing.crumbs(row, title, pile.name, between),
        "count": len(every),
        "unread": sum(one.state == Contribution.State.RECEIVED and not one.second_read_by for one in every),
        "open": can_enter_late(row, at=request.came_at),
        "sheets": _sheets(request, found, put, words, first),
        "scan": sheets.SCAN,
        "pager": seeing.pager(page, len(every)),
    }
    return render(request, "office/hearing/batch.html", context)


def _sheets(
    request: Asking, rows: list[Contribution], put: Asked, words: Mapping[str, Words], first: int
) -> list[dict[str, Any]]:
    """Return sheets with all they say and who typed and read them (four queries, one more where a municipality is asked for)."""
    towns: dict[str, str] = {}
    if any(question.kind in TOWNS for question in put.questions):
        towns = dict(Municipality.objects.values_list("dico", "official_name"))
    names = names_of(
        {hand for one in rows for hand in (one.entered_by, one.second_read_by, one.amended_by)} - {""}
    )
    audiences: dict[str, str] = {key: str(label) for key, label in Audience.choices}
    return [
        {
            "place": place,
            "row": one.row,
            "lines": lines_of(one, put, words, towns),
            "audience": audiences.get(one.row.audience, ""),
            "language": LANGUAGES.get(one.row.language, one.row.language),
            "by": names.get(one.row.entered_by, one.row.entered_by),
            "read_by": names.get(one.row.second_read_by, one.row.second_read_by),
            "amended_by": names.get(one.row.amended_by, one.row.amended_by),
            "mine": last_hand(one.row) == request.who.public_id,
        }
        for place, one in enumerate(wholes(rows), first)
    ]
