"""What came of gatherings for everybody: the minutes of one, and a process with its phases and how many took part."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.doors.participate.gatherings import crumbs, found_or_404, when_of
from rumo.doors.web.parts import Crumb
from rumo.doors.web.tagged import tagged
from rumo.listen.consultations.models import Audience
from rumo.listen.gatherings import queries
from rumo.listen.gatherings.models import Minutes, MinutesItem


@require_safe
@tagged
def minutes(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The published minutes of a gathering by what they tell, what is due by date; withdrawn ones say why."""
    row = found_or_404(slug)
    found = queries.latest_minutes(row)
    if found is None:
        raise Http404
    items = queries.items_of(found) if found.state == Minutes.State.PUBLISHED else []
    due = sorted((one for one in items if one.due_on), key=lambda one: str(one.due_on))
    groups = [
        (label, [one for one in items if one.kind == kind])
        for kind, label in MinutesItem.Kind.choices
        if kind != MinutesItem.Kind.FOLLOW_UP
    ]
    told = {
        "row": row,
        "minutes": found,
        "groups": [(label, some) for label, some in groups if some],
        "due": due,
        "crumbs": crumbs(row, _("Ata")),
    }
    return render(request, "participate/minutes.html", told)


@require_safe
@tagged
def process(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A process: its phases in order of time with what came of each, and how many took part by kind of body."""
    found = queries.process_told(slug)
    if found is None:
        raise Http404
    names = dict(Audience.choices)
    stages = [(one, when_of(one.sessions[0], one.row.zone) if one.sessions else None) for one in found.stages]
    seen = [key for key, took in found.audiences.items() if took.count]
    table = [
        (names[key], [(one.row, one.came.audiences.get(key)) for one in found.stages], found.audiences[key])
        for key in seen
    ]
    told = {
        "row": found.row,
        "stages": stages,
        "total": found.total,
        "totals": [(one.row, one.came.total) for one in found.stages],
        "table": table,
        "crumbs": [*crumbs(None), Crumb(found.row.title)],
    }
    return render(request, "participate/process.html", told)
