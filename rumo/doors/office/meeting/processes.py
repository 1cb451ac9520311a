"""Processes in the office: those of the bodies one sees, each with its phases, and a new one."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumo.doors.office.areas import listening_tabs
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.meeting.seeing import BOTH, done, faults_of, page
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Option
from rumo.ground.core.texts import prose
from rumo.ground.people.models import Entity
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings import queries, rules
from rumo.listen.gatherings.models import Gathering

FIELDS = ("slug", "title", "summary")


@require_safe
@staff
def list_(request: Asking) -> HttpResponse:
    """List the processes one sees, the newest first, each with its gatherings."""
    rows = list(rules.processes_visible_to(request.who).select_related("owner").order_by("-pk"))
    phases = queries.phases_of(rows)
    context = {
        "lines": [
            (row, phases[row.pk], any(one.state != Gathering.State.DRAFT for one in phases[row.pk]))
            for row in rows
        ],
        "can_start": bool(request.who.entities(*rules.WRITERS)),
        "tabs": listening_tabs("processes"),
        "crumbs": _trail(),
    }
    return page(request, "processes", None, _("Processos"), context)


@require_http_methods(BOTH)
@staff
def new(request: Asking) -> HttpResponse:
    """Begin a process of a body one writes for."""
    owners = list(Entity.objects.filter(pk__in=request.who.entities(*rules.WRITERS)).order_by("name"))
    if not owners:
        raise Http404
    errors: dict[str, str] = {}
    typed = {name: prose(request.POST.get(name, "")) for name in FIELDS}
    owner = next((one for one in owners if one.public_id == request.POST.get("owner")), None)
    if request.method == "POST" and owner is None:
        errors["owner"] = _("Escolha de que entidade é o processo.")
    elif request.method == "POST" and owner is not None:
        try:
            gatherings.begin_process(owner=owner, by=request.who.public_id, at=clock.now(), **typed)
        except gatherings.GatheringRefused as no:
            errors = faults_of(no, "slug")
        else:
            words = _("O processo começou. Junte-lhe encontros: em cada um, «O que é».")
            return done(request, words, "processes")
    chosen = owner or (owners[0] if len(owners) == 1 else None)
    options = [Option("", _("Escolha"), chosen is None)] if len(owners) > 1 else []
    context = {
        "owners": options + [Option(one.public_id, one.name, one == chosen) for one in owners],
        "typed": typed,
        "errors": errors,
        "crumbs": [*_trail(), Crumb(_("Novo processo"))],
    }
    return page(request, "process", None, _("Novo processo"), context)


def _trail() -> list[Crumb]:
    return [
        Crumb(_("Encontros"), reverse("office:gatherings")),
        Crumb(_("Processos"), reverse("office:processes")),
    ]
