"""The consultations somebody sees in the office, a new one, and the desk of one: what it has, what it lacks, where each is written."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumo.doors.office.areas import listening_tabs
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.listening import told
from rumo.doors.office.listening.sections import sections
from rumo.doors.office.listening.seeing import BOTH, PLACE, answering, crumbs, done, faults_of, seen, title_of
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option, Pager
from rumo.ground.core.fields import folded
from rumo.ground.people.models import Entity
from rumo.ground.territory.models import Municipality
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import queries, rules
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.rules import Phase

PAGE = 50
ORDER = (Phase.DRAFT, Phase.COMING, Phase.OPEN, Phase.CLOSED, Phase.CANCELLED)


@dataclass(frozen=True, slots=True)
class Line:
    """A consultation in the list."""

    row: Consultation
    title: str
    phase: str
    tag: str
    waits: str


@require_safe
@staff
def list_(request: Asking) -> HttpResponse:
    """List the consultations one sees, those in preparation first; by words and by phase."""
    sought, wanted = request.GET.get("q", "").strip()[:100], request.GET.get("fase", "")
    rows = list(queries.titled(rules.visible_to(request.who)).select_related("owner").order_by("-pk"))
    phases = {row.pk: rules.phase(row, at=request.came_at) for row in rows}
    if sought:
        rows = [row for row in rows if folded(sought) in folded(title_of(row), row.owner.name, row.slug)]
    if wanted in {phase.value for phase in ORDER}:
        rows = [row for row in rows if phases[row.pk].value == wanted]
    rows.sort(key=lambda row: ORDER.index(phases[row.pk]))
    number = max(1, int(request.GET["pagina"])) if _is_number(request.GET.get("pagina", "")) else 1
    context = {
        "lines": [_line(request, row, phases[row.pk]) for row in rows[(number - 1) * PAGE : number * PAGE]],
        "pager": _pager(request, len(rows), number),
        "sought": sought,
        "options": [Option("", _("Todas"), not wanted)]
        + [
            Option(phase.value, str(told.PHASES[phase]).capitalize(), phase.value == wanted)
            for phase in ORDER
        ],
        "filtered": bool(sought or wanted),
        "can_start": bool(request.who.entities(*rules.WRITERS)),
        "place": PLACE,
        "tabs": listening_tabs("consultations"),
    }
    return render(request, "office/listening/list.html", context)


def _line(request: Asking, row: Consultation, phase: Phase) -> Line:
    waits = told.waits(row, phase, at=request.came_at)
    return Line(row, title_of(row), str(told.PHASES[phase]), told.TAGS[phase], waits)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


def _pager(request: Asking, count: int, number: int) -> Pager | None:
    if count <= PAGE:
        return None
    query = request.GET.copy()

    def at(page: int) -> str:
        query["pagina"] = str(page)
        return f"?{query.urlencode()}"

    last = -(-count // PAGE)
    words = _("Página %(page)s de %(last)s") % {"page": number, "last": last}
    return Pager(words, at(number - 1) if number > 1 else None, at(number + 1) if number < last else None)


@require_http_methods(BOTH)
@staff
@answering
def new(request: Asking) -> HttpResponse:
    """Begin a consultation of a body one writes for."""
    bodies = Entity.objects.filter(pk__in=request.who.entities(*rules.WRITERS))
    owners = list(bodies.select_related("municipality").order_by("name"))
    if not owners:
        raise Http404
    errors: dict[str, str] = {}
    typed = {name: request.POST.get(name, "").strip() for name in ("slug", "title")}
    owner = next((one for one in owners if one.public_id == request.POST.get("owner")), None)
    if request.method == "POST" and owner is None:
        errors["owner"] = _("Escolha de que entidade é a consulta.")
    elif request.method == "POST" and owner is not None:
        try:
            row = consultations.draft(
                owner=owner, zone=_zone(owner), by=request.who.public_id, at=clock.now(), **typed
            )
        except consultations.ConsultationRefused as no:
            errors = faults_of(no, "slug")
        else:
            return done(request, _("A consulta começou. Veja aqui o que falta."), "consultation", row.slug)
    chosen = owner or (owners[0] if len(owners) == 1 else None)
    options = [Option("", _("Escolha"), chosen is None)] if len(owners) > 1 else []
    context = {
        "owners": options + [Option(one.public_id, one.name, one == chosen) for one in owners],
        "typed": typed,
        "errors": errors,
        "faults": [Fault(field, words) for field, words in errors.items()],
        "crumbs": crumbs(None, _("Nova consulta")),
        "base": reverse("office:consultations").replace("gabinete/", ""),
        "place": PLACE,
    }
    return render(request, "office/listening/new.html", context, status=422 if errors else 200)


def _zone(owner: Entity) -> str:
    """Return the time zone a body's consultations begin with."""
    inset = owner.municipality.inset if owner.municipality else ""
    if inset.startswith("acores"):
        return "Atlantic/Azores"
    return "Atlantic/Madeira" if inset == Municipality.Inset.MADEIRA else "Europe/Lisbon"


@require_safe
@staff
def desk(request: Asking, consultation: str) -> HttpResponse:
    """Show one consultation in the office: its phase and term, what it lacks, and each part with how far it is."""
    row = seen(request, consultation)
    phase = rules.phase(row, at=request.came_at)
    has = queries.standing(row)
    lacks = queries.lacking(row, has) if phase is Phase.DRAFT else []
    writes, publishes = rules.can_write(request.who, row), rules.can_publish(request.who, row)
    parts = sections(row, has, lacks, queries.completeness(row), who=request.who)
    links = {part.key: part.href for part in parts}
    context = {
        "row": row,
        "title": title_of(row),
        "phase": phase.value,
        "phase_words": told.PHASES[phase],
        "phase_tag": told.TAGS[phase],
        "term": told.term_words(row.first_on, row.last_on),
        "waits": told.waits(row, phase, at=request.came_at),
        "lacks": [(words, links[part]) for part, words in lacks],
        "sections": parts,
        "writes": writes,
        "publishes": publishes,
        "extends": publishes and phase in (Phase.COMING, Phase.OPEN),
        "cancels": publishes and row.state == Consultation.State.PUBLISHED,
        "crumbs": crumbs(row),
        "place": PLACE,
    }
    return render(request, "office/listening/desk.html", context)
