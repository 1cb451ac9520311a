"""The gatherings somebody sees in the office, a new one, and the desk of one: what it lacks, its parts, who comes."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods, require_safe

from rumo.doors.office.areas import listening_tabs
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.meeting.framing import frame_context, frame_said, processes_for
from rumo.doors.office.meeting.seeing import BOTH, done, faults_of, page, seen
from rumo.doors.office.meeting.told import when_words
from rumo.doors.office.meeting.waiting import waiting_at
from rumo.doors.web import clock
from rumo.doors.web.parts import Option
from rumo.ground.people.models import Entity
from rumo.listen.conferences.rules import permits as conferring
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings import queries, rules
from rumo.listen.gatherings.models import Gathering
from rumo.listen.gatherings.rules import Phase, tables

PHASES = {
    Phase.DRAFT: (lazy("em preparação"), "quiet"),
    Phase.COMING: (lazy("por acontecer"), ""),
    Phase.UNDER_WAY: (lazy("a decorrer"), "good"),
    Phase.PAST: (lazy("já aconteceu"), ""),
    Phase.CANCELLED: (lazy("anulado"), "bad"),
}
ORDER = list(PHASES)
LACKS = {
    "summary": lazy("Dizer do que trata o encontro"),
    "sessions": lazy("Dizer quando e onde é: pelo menos uma sessão"),
}


@require_safe
@staff
def list_(request: Asking) -> HttpResponse:
    """List the gatherings one sees, those in preparation first."""
    rows = list(rules.visible_to(request.who).select_related("owner").order_by("-pk"))
    sessions, at = queries.sessions_of(rows), request.came_at
    waits = waiting_at(request.who, rows)
    stands = {row.pk: rules.phase(row, sessions[row.pk], at=at) for row in rows}
    rows.sort(key=lambda row: ORDER.index(stands[row.pk]))
    context = {
        "lines": [
            (
                row,
                *PHASES[stands[row.pk]],
                when_words(sessions[row.pk][0], row.zone) if sessions[row.pk] else "",
                waits.get(row.pk, ()),
            )
            for row in rows
        ],
        "can_start": bool(request.who.entities(*rules.WRITERS)),
        "tabs": listening_tabs("gatherings"),
    }
    return page(request, "list", None, "", {**context, "title": _("Encontros")})


@require_http_methods(BOTH)
@staff
def new(request: Asking) -> HttpResponse:
    """Begin a gathering of a body one writes for."""
    owners = list(Entity.objects.filter(pk__in=request.who.entities(*rules.WRITERS)).order_by("name"))
    if not owners:
        raise Http404
    errors: dict[str, str] = {}
    owner = next((one for one in owners if one.public_id == request.POST.get("owner")), None)
    slug = request.POST.get("slug", "").strip()
    if request.method == "POST" and owner is None:
        errors["owner"] = _("Escolha de que entidade é o encontro.")
    elif request.method == "POST" and owner is not None:
        said, errors = frame_said(request.POST, processes_for(request, None, owner))
        try:
            if not errors:
                act = {"by": request.who.public_id, "at": clock.now()}
                row = gatherings.draft(slug=slug, owner=owner, said=said, **act)
                return done(request, _("O encontro começou. Veja aqui o que falta."), "gathering", row.slug)
        except gatherings.GatheringRefused as no:
            errors = faults_of(no, "slug")
    chosen = owner or (owners[0] if len(owners) == 1 else None)
    options = [Option("", _("Escolha"), chosen is None)] if len(owners) > 1 else []
    context = {
        **frame_context(request, None),
        "owners": options + [Option(one.public_id, one.name, one == chosen) for one in owners],
        "slug": slug,
        "errors": errors,
    }
    return page(request, "frame", None, _("Novo encontro"), context)


@require_safe
@staff
def desk(request: Asking, gathering: str) -> HttpResponse:
    """Show one gathering in the office: where it stands, what it lacks, its sessions with who comes, and what may be done."""
    row = seen(request, gathering)
    found = queries.whole(row)
    stands = rules.phase(row, found.sessions, at=request.came_at)
    writes, publishes = rules.can_write(request.who, row), rules.can_publish(request.who, row)
    draft = row.state == Gathering.State.DRAFT
    context = {
        "found": found,
        "waits": waiting_at(request.who, [row]).get(row.pk, ()),
        "phase": PHASES[stands][0],
        "tag": PHASES[stands][1],
        "lacks": [LACKS[name] for name in queries.lacking(row, found.sessions)] if draft else [],
        "sessions": [(one, when_words(one.session, row.zone)) for one in found.places],
        "writes": writes and row.state != Gathering.State.CANCELLED,
        "sees": writes,
        "publishes": publishes and draft,
        "cancels": publishes and row.state == Gathering.State.PUBLISHED,
        "public": not draft,
        "answers": writes and not draft,
        "journal": row.kind == Gathering.Kind.EXCHANGE,
        "facilitates": tables.can_facilitate(request.who, row),
        "confers": row.kind == Gathering.Kind.CONFERENCE
        and conferring.visible_to(request.who).filter(pk=row.pk).exists(),
    }
    return page(request, "desk", row, "", context)
