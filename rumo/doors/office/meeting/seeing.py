"""What every page of gatherings begins with: the gathering if one may see it, whether one may do this, where one goes after."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.doors.office.gate import Asking
from rumo.doors.web.parts import Crumb, Fault
from rumo.ground.people.rules import Who
from rumo.listen.gatherings import rules
from rumo.listen.gatherings.actions import GatheringRefused
from rumo.listen.gatherings.models import Gathering, Session

BOTH = ["GET", "HEAD", "POST"]
PLACE = "gatherings"


def seen(request: Asking, slug: str) -> Gathering:
    """Return a gathering that the person may see, with its owner (one query); 404 otherwise."""
    rows = rules.visible_to(request.who).select_related("owner", "consultation", "process")
    return get_object_or_404(rows, slug=slug)


def written_by(
    request: Asking, slug: str, may: Callable[[Who, Gathering], bool] = rules.can_write
) -> Gathering:
    """Return a gathering of which the person may do this; 404 where they do not see it, or only see it."""
    row = seen(request, slug)
    if not may(request.who, row):
        raise Http404
    return row


def session_of(row: Gathering, number: int) -> Session:
    """Return a session of a gathering by its number (one query); 404 where there is none."""
    rows = Session.objects.filter(gathering=row).select_related("municipality")
    found: Session = get_object_or_404(rows, number=min(number, 32767))
    found.gathering = row
    return found


def done(request: Asking, words: str, name: str, *args: object) -> HttpResponse:
    """Say what was done on the page it leads to (303)."""
    messages.success(request, words)
    return HttpResponseRedirect(reverse(f"office:{name}", args=args), status=303)


def page(
    request: Asking,
    name: str,
    row: Gathering | None,
    here: str,
    told: Mapping[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """Draw a page of a gathering; `errors` in what is told are its faults by field."""
    errors: Mapping[str, str] = told.get("errors") or {}
    trail = [Crumb(_("Encontros"), reverse("office:gatherings"))]
    if row is not None:
        trail.append(Crumb(row.title, reverse("office:gathering", args=[row.slug]) if here else None))
    context = {
        "row": row,
        "title": here or (row.title if row else ""),
        "crumbs": [*trail, Crumb(here)] if here else trail,
        "faults": [Fault(field, words) for field, words in errors.items()],
        "place": PLACE if any(area.key == PLACE for area in request.areas) else "consultations",
        **told,
    }
    status = 422 if errors and status == 200 else status
    return render(request, f"office/meeting/{name}.html", context, status=status)


def faults_of(no: GatheringRefused, otherwise: str) -> dict[str, str]:
    """Return what is wrong by field; what belongs to none is told at `otherwise`."""
    return no.faults or {otherwise: str(no)}
