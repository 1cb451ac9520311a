"""The sessions of a gathering with their agenda, and its documents."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.office.meeting.seeing import BOTH, done, faults_of, page, session_of, written_by
from rumo.doors.web import clock
from rumo.doors.web.parts import Option
from rumo.ground.core.texts import line
from rumo.ground.files.rules import FileRefused
from rumo.ground.territory.models import Municipality
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Document, Gathering, Item, Session
from rumo.listen.gatherings.rules import When, agenda

Read = TypeVar("Read")
TEXTS = ("title", "day", "starts", "ends", "place", "online", "capacity", "municipality", "agenda")


@require_http_methods(BOTH)
@staff
def session(request: Asking, gathering: str, number: int | None = None) -> HttpResponse:
    """Write a session: when, where, for how many, its agenda; once published, whoever comes is told."""
    row = written_by(request, gathering)
    kept = session_of(row, number) if number is not None else None
    errors: dict[str, str] = {}
    typed = _kept(kept) if kept else {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in TEXTS}
        said, errors = _said(request.POST, row)
        try:
            if said is not None and not errors:
                act: dict[str, Any] = {"by": request.who.public_id, "at": clock.now(), "number": number}
                gatherings.put_session(gathering=row, said=said, **act)
                return done(request, _("A sessão ficou guardada."), "gathering", row.slug)
        except gatherings.GatheringRefused as no:
            errors = faults_of(no, "title")
    towns = Municipality.objects.order_by("name").values_list("dico", "official_name")
    none = Option("", _("Nenhum"), not typed.get("municipality"))
    context = {
        "typed": typed,
        "errors": errors,
        "towns": [none, *(Option(dico, name, dico == typed.get("municipality")) for dico, name in towns)],
        "tells": row.state == Gathering.State.PUBLISHED and kept is not None,
        "number": number,
    }
    return page(request, "session", row, _("Sessão") if kept else _("Nova sessão"), context)


def _kept(one: Session) -> dict[str, str]:
    zone = ZoneInfo(one.gathering.zone)
    start, end = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
    items = [
        agenda.Timed(item.starts_at, item.ends_at, item.title) for item in Item.objects.filter(session=one)
    ]
    return {
        "title": one.title,
        "day": start.date().isoformat(),
        "starts": f"{start:%H:%M}",
        "ends": f"{end:%H:%M}",
        "place": one.place,
        "online": one.online,
        "capacity": "" if one.capacity is None else str(one.capacity),
        "municipality": one.municipality.dico if one.municipality else "",
        "agenda": agenda.written(items, zone=one.gathering.zone),
    }


def _said(post: QueryDict, row: Gathering) -> tuple[When | None, dict[str, str]]:
    """Return what a form says of a session, None where its time cannot be read; and what could not be, by field."""
    errors: dict[str, str] = {}
    day = _read(date.fromisoformat, post.get("day", ""))
    start, end = (_read(time.fromisoformat, post.get(name, "")) for name in ("starts", "ends"))
    if day is None or not 2000 <= day.year < 2100:
        errors["day"] = _("Escreva o dia: ano-mês-dia, por exemplo 2027-12-31.")
    if start is None:
        errors["starts"] = _("Escreva a hora, por exemplo 14:30.")
    if end is None:
        errors["ends"] = _("Escreva a hora, por exemplo 14:30.")
    places = post.get("capacity", "").strip()
    if places and not (places.isascii() and places.isdigit() and len(places) < 7):
        errors["capacity"] = _("Escreva quantas pessoas cabem, ou deixe vazio se não há limite.")
    town = Municipality.objects.filter(dico=line(post.get("municipality", ""))[:4]).first()
    if errors or day is None or start is None or end is None:
        return None, errors
    zone = ZoneInfo(row.zone)
    said = When(
        starts_at=datetime.combine(day, start.replace(tzinfo=None), tzinfo=zone),
        ends_at=datetime.combine(day, end.replace(tzinfo=None), tzinfo=zone),
        title=post.get("title", ""),
        place=post.get("place", ""),
        online=post.get("online", "").strip(),
        capacity=int(places) if places else None,
        municipality=town,
        agenda=post.get("agenda", ""),
    )
    return said, errors


def _read(how: Callable[[str], Read], text: str) -> Read | None:
    try:
        return how(text.strip())
    except ValueError:
        return None


@require_POST
@staff
def drop(request: Asking, gathering: str, number: int) -> HttpResponse:
    """Take away a session nobody registered for."""
    row = written_by(request, gathering)
    session_of(row, number)
    try:
        gatherings.drop_session(gathering=row, number=number, by=request.who.public_id, at=clock.now())
    except gatherings.GatheringRefused as no:
        return refused(request, str(no), 409)
    return done(request, _("A sessão foi tirada."), "gathering", row.slug)


@require_http_methods(BOTH)
@staff
def documents(request: Asking, gathering: str) -> HttpResponse:
    """List the documents, each with how it stands; join one, with the title people read."""
    row = written_by(request, gathering)
    upload, title = request.FILES.get("file"), request.POST.get("title", "")
    errors: dict[str, str] = {}
    if request.method == "POST" and upload is None:
        errors["file"] = _("Escolha o ficheiro.")
    elif request.method == "POST" and upload is not None:
        act: dict[str, Any] = {"by": request.who.public_id, "at": clock.now()}
        try:
            gatherings.attach(gathering=row, name=upload.name or "", stream=upload, title=title, **act)
        except (FileRefused, gatherings.GatheringRefused) as wrong:
            errors["file"] = str(wrong)
        else:
            return done(request, _("O documento foi junto ao encontro."), "gathering-documents", row.slug)
    rows = Document.objects.filter(gathering=row).select_related("file")
    context = {"documents": list(rows), "typed": title, "errors": errors}
    return page(request, "documents", row, _("Documentos"), context)


@require_POST
@staff
def detach(request: Asking, gathering: str, position: int) -> HttpResponse:
    """Take a document away; one that is gone already is no fault."""
    row = written_by(request, gathering)
    by, at = request.who.public_id, clock.now()
    gatherings.detach(gathering=row, position=min(position, 32767), by=by, at=at)
    return done(request, _("O documento foi retirado."), "gathering-documents", row.slug)
