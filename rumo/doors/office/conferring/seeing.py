"""What every page of conferences begins with: the conference if one may see it, whether one may do this, times as they are typed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.doors.office.gate import Asking, refused
from rumo.doors.web.parts import Crumb, Fault
from rumo.ground.people.rules import Who
from rumo.listen.conferences.actions import ConferenceRefused
from rumo.listen.conferences.rules import permits
from rumo.listen.gatherings.models import Gathering

BOTH = ["GET", "HEAD", "POST"]
PLACE = "conferences"
GROUPS = ("languages", "kind", "consented", "speakers", "chairs", "decision")
"""What is a group of choices: the summary of faults leads to its first one."""


def answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer an act that cannot be done with a page that says why (409); stands under `staff`."""

    @wraps(view)
    def answered(request: Asking, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ConferenceRefused as no:
            return refused(request, str(no), 409)

    return answered


def seen(request: Asking, slug: str) -> Gathering:
    """Return a conference that the person may see, with its owner (one query); 404 otherwise."""
    return get_object_or_404(permits.visible_to(request.who).select_related("owner"), slug=slug)


def run(request: Asking, slug: str, may: Callable[[Who, Gathering], bool] = permits.can_run) -> Gathering:
    """Return a conference of which the person may do this; 404 where they do not see it, or only see it."""
    row = seen(request, slug)
    if not may(request.who, row):
        raise Http404
    return row


def page(
    request: Asking,
    template: str,
    row: Gathering,
    title: str,
    told: Mapping[str, Any],
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Draw a page of a conference, with what is to be mended where something is (422)."""
    wrong = wrong or {}
    crumbs = [Crumb(_("Conferências"), reverse("office:conferences"))]
    if title:
        crumbs += [Crumb(row.title, reverse("office:conference", args=[row.slug])), Crumb(title)]
    else:
        crumbs += [Crumb(row.title)]
    context = {
        "place": PLACE,
        "crumbs": crumbs,
        "row": row,
        "title": title or row.title,
        "wrong": wrong,
        "faults": [Fault(_id_of(field), words) for field, words in wrong.items()],
        **told,
    }
    return render(request, f"office/conferring/{template}.html", context, status=422 if wrong else 200)


def instant(text: str, row: Gathering) -> datetime | None:
    """Read what a field of day and hour holds, in the time of the conference's place; None where it is none."""
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=ZoneInfo(row.zone)) if found.tzinfo is None else None
    except ValueError:
        return None


def typed_instant(value: datetime, row: Gathering) -> str:
    """Write an instant as a field of day and hour holds it."""
    return value.astimezone(ZoneInfo(row.zone)).strftime("%Y-%m-%dT%H:%M")


def whole_number(text: str) -> int | None:
    """Read a whole number of at most six digits; None where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else None


def _id_of(field: str) -> str:
    return "main" if not field else f"{field}-1" if field in GROUPS else field
