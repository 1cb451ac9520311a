"""The form with which a resident says whether a measure is seen where they live: no account, nothing kept of the person."""

import secrets
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.deliver.plans.models import MeasurePlace, MeasureVersion, PlanPlace, PlanVersion
from rumo.deliver.progress import actions as progress
from rumo.doors.web import clock
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.ground.territory.models import Municipality

OPEN_FOR = 12 * 3600
"""Seconds a form may stay open."""


@require_http_methods(["GET", "HEAD", "POST"])
def seen(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show the form, or take it: 201 with thanks, 422 with what to mend."""
    said = _published(slug, code)
    places = list(
        Municipality.objects.filter(pk__in=_places(said)).order_by("name").values_list("dico", "name")
    )
    if request.method == "POST":
        faults = _taken(request, said, dict(places))
        if not faults:
            response = render(request, "dashboard/seen_thanks.html", _context(said, places, {}), status=201)
            return private(response)
        more = {
            "faults": faults,
            "wrong": {fault.field.removesuffix("-1"): fault.text for fault in faults},
            "typed": request.POST,
        }
        return private(render(request, "dashboard/seen.html", _context(said, places, more), status=422))
    return private(render(request, "dashboard/seen.html", _context(said, places, {})))


def _published(slug: str, code: str) -> MeasureVersion:
    """Return what the newest published version says of a measure."""
    rows = MeasureVersion.objects.filter(
        measure__plan__slug=slug, measure__code=code, version__state=PlanVersion.State.PUBLISHED
    )
    found = rows.select_related("measure__plan", "version").order_by("-version__number").first()
    if found is None:
        raise Http404
    return found


def _places(said: MeasureVersion) -> list[int]:
    """Return the municipalities the measure is for: its own, or all of the plan's."""
    own = list(MeasurePlace.objects.filter(measure_version=said).values_list("municipality_id", flat=True))
    return own or list(
        PlanPlace.objects.filter(version=said.version_id).values_list("municipality_id", flat=True)
    )


def _taken(request: HttpRequest, said: MeasureVersion, places: dict[str, str]) -> list[Fault]:
    """Keep what was said; return what must be mended first."""
    faults = []
    answer, place = request.POST.get("seen", ""), request.POST.get("place", "")
    if answer not in ("yes", "no"):
        faults.append(Fault("seen-1", _("Escolha: vê ou não vê esta medida.")))
    if place not in places:
        faults.append(Fault("place", _("Escolha o município onde vive.")))
    try:
        token = signing.loads(request.POST.get("token", ""), salt=_salt(said), max_age=OPEN_FOR)
    except signing.BadSignature:
        faults.append(
            Fault("seen-1", _("Este formulário esteve aberto demasiado tempo: confirme e envie de novo."))
        )
    if faults:
        return faults
    try:
        progress.see(
            measure=said.measure,
            municipality=Municipality.objects.get(dico=place),
            seen=answer == "yes",
            note=request.POST.get("note", ""),
            token=token,
            on=clock.today(),
            at=clock.now(),
        )
    except progress.SightingRefused as refused:
        return [Fault("note", str(refused))]
    return []


def _salt(said: MeasureVersion) -> str:
    """A form is for its own measure alone."""
    return f"sighting:{said.measure_id}"


def _context(said: MeasureVersion, places: list[tuple[str, str]], more: dict[str, Any]) -> dict[str, Any]:
    typed = more.get("typed", {})
    chosen = typed.get("place", "")
    return {
        "said": said,
        "crumbs": [
            Crumb(said.version.title, "../../../"),
            Crumb(said.measure.code, "../"),
            Crumb(_("Diga se vê")),
        ],
        "places": [
            Option("", _("Escolha"), not chosen),
            *(Option(k, name, k == chosen) for k, name in places),
        ]
        if len(places) > 1
        else [Option(k, name, True) for k, name in places],
        "answers": [
            Option("yes", _("Vejo ou já usei"), typed.get("seen") == "yes"),
            Option("no", _("Não vejo"), typed.get("seen") == "no"),
        ],
        "note": typed.get("note", ""),
        "token": signing.dumps(secrets.token_hex(16), salt=_salt(said)),
        **more,
    }
