"""Where a clause comes from: findings, practices, gatherings, single contributions; one at a time."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.guiding.seeing import BOTH, act, done, page, seen, status_of, wrong
from rumo.doors.web.parts import Option
from rumo.ground.core.texts import line
from rumo.listen.contributions.models import Contribution
from rumo.listen.gatherings.models import Gathering
from rumo.listen.practices.models import Practice
from rumo.listen.practices.queries import public as practices
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines import rules
from rumo.shape.guidelines.actions.resting import Origin
from rumo.shape.guidelines.models import Clause, Document
from rumo.shape.guidelines.queries import reading
from rumo.shape.synthesis.models import Finding
from rumo.shape.synthesis.queries.finding import public as findings

MOST = 200
"""Of each kind, how many are offered: the newest."""


@require_http_methods(BOTH)
@staff
def origins(request: Asking, guidelines: str, clause: str) -> HttpResponse:
    """Say where a clause comes from; `tirar` takes one out."""
    row = seen(request, guidelines, rules.can_write)
    one = get_object_or_404(Clause.objects.select_related("document"), document=row, code=clause[:12])
    if request.method != "POST":
        return _page(request, row, one)
    return _said(request, row, one)


def _said(request: Asking, row: Document, one: Clause) -> HttpResponse:
    gone = "tirar" in request.POST
    name, origin = _named(request, "tirar-" if gone else "")
    try:
        if origin is None:
            raise guidelines.GuidelinesRefused(_("Escolha da lista, ou escreva um número que exista."), name)
        if gone:
            guidelines.rest_no_more(clause=one, origin=origin, **act(request))
        else:
            guidelines.rest_on(clause=one, origin=origin, **act(request))
    except guidelines.GuidelinesRefused as no:
        return _page(request, row, one, no)
    return done(request, _("Ficou guardado de onde vem."), "clause-origins", row.slug, one.code)


def _named(request: Asking, before: str) -> tuple[str, Origin | None]:
    """The kind of origin a form names, and which (one query)."""
    models: dict[str, tuple[Any, str]] = {
        "finding": (Finding, "public_id"),
        "practice": (Practice, "slug"),
        "gathering": (Gathering, "slug"),
        "contribution": (Contribution, "number"),
    }
    for name, (model, field) in models.items():
        if key := line(request.POST.get(f"{before}{name}", ""))[:120]:
            return name, model.objects.filter(**{field: key}).first()
    return "finding", None


def _page(
    request: Asking, row: Document, one: Clause, no: guidelines.GuidelinesRefused | None = None
) -> HttpResponse:
    held = reading.origins_of([one.pk]).get(one.pk, reading.Origins())
    there = {
        *(found.public_id for found in held.findings),
        *(version.practice.slug for version in held.practices),
        *(gathering.slug for gathering in held.gatherings),
    }
    met = Gathering.objects.filter(state=Gathering.State.PUBLISHED).order_by("-published_at", "-pk")[:MOST]
    offered = {
        "findings": [(found.public_id, found.sentence) for found in findings()[:MOST]],
        "practices": [
            (version.practice.slug, version.title)
            for version in practices().order_by("-published_at", "-pk")[:MOST]
        ],
        "gatherings": [(gathering.slug, gathering.title) for gathering in met],
    }
    context: dict[str, Any] = {
        "clause": one,
        "held": held,
        **{
            f"more_{kind}": [Option(key, words) for key, words in pairs if key not in there]
            for kind, pairs in offered.items()
        },
        "number": request.POST.get("contribution", ""),
        **(wrong(no) if no else {}),
    }
    here = _("De onde vem %(code)s") % {"code": one.code}
    return page(request, "origins", row, here, context, status_of(no) if no else 200)
