"""What a gathering is, as a form: kind, texts, zone, registration; and who is in charge, a line for each."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.meeting.seeing import BOTH, done, faults_of, page, written_by
from rumo.doors.web import clock
from rumo.doors.web.parts import Option
from rumo.ground.core.texts import prose
from rumo.ground.people.models import Entity
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.rules import LANGUAGES, ZONES
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Gathering, InCharge, Process
from rumo.listen.gatherings.rules import WRITERS, Frame

TEXTS = ("kind", "title", "summary", "directions", "language", "zone", "ends", "consultation", "process")


@require_http_methods(BOTH)
@staff
def frame(request: Asking, gathering: str) -> HttpResponse:
    """Change what a gathering is; once published, whoever comes is told."""
    row = written_by(request, gathering)
    errors: dict[str, str] = {}
    if request.method == "POST":
        said, errors = frame_said(request.POST, processes_for(request, row))
        try:
            if not errors:
                gatherings.write(gathering=row, said=said, by=request.who.public_id, at=clock.now())
                return done(request, _("Ficou guardado o que é o encontro."), "gathering", row.slug)
        except gatherings.GatheringRefused as no:
            errors = faults_of(no, "title")
    return page(request, "frame", row, _("O que é"), {**frame_context(request, row), "errors": errors})


def processes_for(request: Asking, row: Gathering | None, owner: Entity | None = None) -> QuerySet[Process]:
    """Return the processes a gathering may be a phase of: its body's, and the one it is in; of a new one, all one could choose from."""
    owners = {row.owner_id} if row else {owner.pk} if owner else request.who.entities(*WRITERS)
    kept = row.process_id if row else None
    return (
        Process.objects.filter(Q(owner__in=owners) | Q(pk=kept))
        .select_related("owner")
        .order_by("title", "pk")
    )


def frame_said(post: QueryDict, processes: QuerySet[Process]) -> tuple[Frame, dict[str, str]]:
    """Return what a form says a gathering is, and what could not be read of it, by field; `processes` are those it may be in."""
    typed, errors = {name: prose(post.get(name, "")) for name in TEXTS}, {}
    zone = typed["zone"] if typed["zone"] in ZONES else "Europe/Lisbon"
    ends, consultation = None, None
    if typed["ends"]:
        try:
            ends = datetime.fromisoformat(typed["ends"]).replace(tzinfo=ZoneInfo(zone))
        except ValueError:
            ends = None
        if ends is None or not 2000 <= ends.year < 2100:
            errors["ends"] = _("Escreva o dia e a hora, por exemplo 2027-06-30T18:00.")
    if typed["consultation"]:
        consultation = Consultation.objects.exclude(state="draft").filter(slug=typed["consultation"]).first()
        if consultation is None:
            errors["consultation"] = _("Não há nenhuma consulta publicada com esse nome.")
    process = processes.filter(slug=typed["process"]).first() if typed["process"] else None
    if typed["process"] and process is None:
        errors["process"] = _("Escolha um processo da lista, da mesma entidade que o encontro.")
    said = Frame(
        kind=typed["kind"],
        title=typed["title"],
        summary=typed["summary"],
        directions=typed["directions"],
        language=typed["language"],
        zone=typed["zone"],
        registration=post.get("registration") == "yes",
        registration_ends_at=ends,
        consultation=consultation,
        process=process,
    )
    return said, errors


def frame_context(request: Asking, row: Gathering | None) -> dict[str, Any]:
    """Return what the form shows: what was typed, else what is kept, else nothing."""
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in (*TEXTS, "registration")}
    else:
        typed = _kept(row) if row else {"language": "pt", "zone": "Europe/Lisbon", "registration": "yes"}
    return {
        "typed": typed,
        "kinds": [Option(key, str(name), key == typed.get("kind")) for key, name in Gathering.Kind.choices],
        "zones": [Option(key, str(name), key == typed.get("zone")) for key, name in ZONES.items()],
        "languages": [Option(key, name, key == typed.get("language")) for key, name in LANGUAGES.items()],
        "registration": [Option("yes", _("É preciso inscrição"), typed.get("registration") == "yes")],
        "processes": _processes(request, row, typed.get("process", "")),
        "tells": row is not None and row.state == Gathering.State.PUBLISHED,
    }


def _processes(request: Asking, row: Gathering | None, chosen: str) -> list[Option]:
    """The processes to choose from, those of several bodies with whose they are; nothing where there is none."""
    rows = list(processes_for(request, row))
    several = len({one.owner_id for one in rows}) > 1
    options = [
        Option(one.slug, f"{one.title} · {one.owner.name}" if several else one.title, one.slug == chosen)
        for one in rows
    ]
    return [Option("", str(_("Nenhum")), not chosen), *options] if options else []


def _kept(row: Gathering) -> dict[str, str]:
    ends = row.registration_ends_at
    return {
        **{
            name: getattr(row, name)
            for name in ("kind", "title", "summary", "directions", "language", "zone")
        },
        "ends": f"{ends.astimezone(ZoneInfo(row.zone)):%Y-%m-%dT%H:%M}" if ends else "",
        "consultation": row.consultation.slug if row.consultation else "",
        "process": row.process.slug if row.process else "",
        "registration": "yes" if row.registration else "",
    }


@require_http_methods(BOTH)
@staff
def people(request: Asking, gathering: str) -> HttpResponse:
    """Say who is in charge of what, a line for each."""
    row = written_by(request, gathering)
    errors: dict[str, str] = {}
    kept = InCharge.objects.filter(gathering=row).values_list("role", "name")
    typed = request.POST.get("people", "\n".join(f"{role}: {name}" for role, name in kept))
    if request.method == "POST":
        said = [_pair(line) for line in typed.splitlines() if line.strip()]
        try:
            gatherings.put_people(gathering=row, people=said, by=request.who.public_id, at=clock.now())
        except gatherings.GatheringRefused as no:
            errors = faults_of(no, "people")
        else:
            return done(request, _("Ficou guardado quem está à frente."), "gathering", row.slug)
    return page(request, "people", row, _("Quem está à frente"), {"typed": typed, "errors": errors})


def _pair(line: str) -> tuple[str, str]:
    role, _colon, name = line.partition(":")
    return role, name
