"""What every page of guidelines begins and ends with: the document one may see, its version in the making, where the page stands."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.doors.office.gate import Asking
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Fault
from rumo.ground.people.rules import Who
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines import rules
from rumo.shape.guidelines.models import Clause, ClauseVersion, Document, Version

BOTH = ("GET", "HEAD", "POST")


def seen(request: Asking, slug: str, may: Callable[[Who, Document], bool] = rules.can_see) -> Document:
    """Return a document with which one may do this (one query); 404 otherwise."""
    row = get_object_or_404(rules.visible_to(request.who).select_related("entity"), slug=slug)
    if not may(request.who, row):
        raise Http404
    return row


def making(row: Document) -> Version | None:
    """Return the version in the making, None while there is none (one query)."""
    return Version.objects.select_related("document").filter(document=row, published_at__isnull=True).first()


def making_or_404(row: Document) -> Version:
    """Return the version in the making (one query); 404 while there is none."""
    version = making(row)
    if version is None:
        raise Http404
    return version


def said_or_404(version: Version, code: str) -> ClauseVersion:
    """Return what a version says of a clause (one query); 404 for another's or none."""
    rows = ClauseVersion.objects.select_related("clause__document", "version")
    found: ClauseVersion = get_object_or_404(rows, version=version, clause__code=code[:12])
    return found


def clause_or_none(version: Version, code: str) -> Clause | None:
    """Return a clause of a version by its code, None for any other (one query)."""
    return Clause.objects.filter(document=version.document_id, code=code[:12].replace("\0", "")).first()


def act(request: Asking) -> dict[str, Any]:
    """Return by whom and when something is done."""
    return {"by": request.who.public_id, "at": clock.now()}


def whole(text: str) -> int:
    """Return a whole number from a form, 0 for anything else."""
    return int(text[:9]) if text.isascii() and text.isdigit() else 0


def page(
    request: Asking, name: str, row: Document | None, here: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Draw a page: `here` names it under its document."""
    trail = [Crumb(_("Orientações"), reverse("office:guidelines-list") if row or here else None)]
    if row is not None:
        trail.append(Crumb(row.slug, reverse("office:guidelines", args=[row.slug]) if here else None))
    if here:
        trail.append(Crumb(here))
    told = {
        "place": "consultations",
        "crumbs": trail,
        "row": row,
        "writes": row is not None and rules.can_write(request.who, row),
        "publishes": row is not None and rules.can_publish(request.who, row),
        **context,
    }
    return render(request, f"office/guiding/{name}.html", told, status=status)


def done(request: Asking, words: str, name: str, *args: str, at: str = "") -> HttpResponseRedirect:
    """Say what was done on the page it leads to, at a place of it (303)."""
    messages.success(request, words)
    return HttpResponseRedirect(reverse(f"office:{name}", args=args) + at, status=303)


def wrong(no: guidelines.GuidelinesRefused, default: str = "main") -> dict[str, Any]:
    """Return what a page shows of a refusal: the summary, and the words at their field."""
    field = no.field or default
    return {"faults": [Fault(field, str(no))], "wrong": {field: str(no)}}


def status_of(no: guidelines.GuidelinesRefused) -> int:
    """Return how a refusal is answered: 422 where a field is to be mended, 409 where things stand otherwise."""
    return 409 if isinstance(no, guidelines.Conflict) or not no.field else 422
