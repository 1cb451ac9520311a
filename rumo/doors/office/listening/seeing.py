"""What every page of consultations begins with: the consultation if one may see it, whether one may do this, where one goes after."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.doors.office.gate import Asking, refused
from rumo.doors.web.parts import Crumb, Fault
from rumo.ground.people.rules import Who
from rumo.listen.consultations import rules
from rumo.listen.consultations.actions import ConsultationRefused
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import titled

BOTH = ["GET", "HEAD", "POST"]
PLACE = "consultations"


class NotNow(Exception):
    """What was asked cannot be done as the consultation stands; the words say why."""


def answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer NotNow with a page that says so (409); stands under `staff`."""

    @wraps(view)
    def answered(request: Asking, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotNow as no:
            return refused(request, str(no), 409, consultation=kwargs.get("consultation", ""))

    return answered


def seen(request: Asking, slug: str) -> Consultation:
    """Return a consultation that the person may see, with its owner and `title` (one query); 404 otherwise."""
    rows = titled(rules.visible_to(request.who)).select_related("owner")
    return get_object_or_404(rows, slug=slug)


def written_by(
    request: Asking, slug: str, may: Callable[[Who, Consultation], bool] = rules.can_write
) -> Consultation:
    """Return a consultation of which the person may do this; 404 where they do not see it, or only see it."""
    row = seen(request, slug)
    if not may(request.who, row):
        raise Http404
    return row


def drafted_by(request: Asking, slug: str) -> Consultation:
    """Return a consultation that the person may still change; NotNow where it was published."""
    row = written_by(request, slug)
    if row.state != Consultation.State.DRAFT:
        raise NotNow(_("A consulta já foi publicada: o que pergunta já não muda."))
    return row


def done(request: Asking, words: str, name: str, *args: object, at: str = "") -> HttpResponse:
    """Say what was done on the page it leads to (303); `at` is the place on it."""
    messages.success(request, words)
    return HttpResponseRedirect(reverse(f"office:{name}", args=args) + at, status=303)


def crumbs(row: Consultation | None, here: str | None = None, *between: Crumb) -> list[Crumb]:
    """Return where a page stands: the consultations, the consultation, the page."""
    trail = [Crumb(_("Consultas"), reverse("office:consultations"))]
    if row is not None:
        href = reverse("office:consultation", args=[row.slug]) if here else None
        trail.append(Crumb(title_of(row), href))
    return [*trail, *between, Crumb(here)] if here else trail


def title_of(row: Consultation) -> str:
    """Return the title that `seen` read along."""
    return str(getattr(row, "title", row.slug))


def page(
    request: Asking,
    name: str,
    row: Consultation,
    here: str,
    told: Mapping[str, Any],
    *between: Crumb,
    status: int = 200,
) -> HttpResponse:
    """Draw a page of a consultation; `errors` in what is told are its faults by field."""
    errors: Mapping[str, str] = told.get("errors") or {}
    context = {
        "row": row,
        "title": here,
        "crumbs": crumbs(row, here, *between),
        "faults": [Fault(field, words) for field, words in errors.items()],
        "place": PLACE,
        **told,
    }
    return render(
        request, f"office/listening/{name}.html", context, status=422 if errors and status == 200 else status
    )


def faults_of(no: ConsultationRefused, otherwise: str) -> dict[str, str]:
    """Return what is wrong by field; what belongs to none is told at `otherwise`."""
    return no.faults or {otherwise: str(no)}
