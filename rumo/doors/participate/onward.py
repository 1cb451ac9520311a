"""Where a gathering's page leads: what is done there now, what came of it, and its journal with what was photographed."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from rumo.listen.conferences.queries import calling, programme
from rumo.listen.conferences.rules import permits
from rumo.listen.gatherings.models import Gathering, Minutes, VisitNote, VisitPhoto
from rumo.listen.gatherings.queries import has_open_table
from rumo.listen.gatherings.queries.visiting import journal, photos_of
from rumo.listen.gatherings.rules import Phase


@dataclass(frozen=True, slots=True)
class Way:
    """A link: its words, where it leads."""

    label: str
    href: str


def acts(row: Gathering, stands: Phase, *, at: datetime) -> list[Way]:
    """Return what may be done at a gathering besides registering: sit at a table, answer its call (two queries at most)."""
    found = []
    if stands is Phase.UNDER_WAY and has_open_table(row):
        found.append(Way(_("Sentar-me a uma mesa"), reverse("participate:table")))
    call = calling.call_of(row) if row.kind == Gathering.Kind.CONFERENCE else None
    if call is not None and permits.call_is_open(call, at=at):
        found.append(Way(_("Enviar um resumo"), reverse("participate:call", args=[row.slug])))
    return found


def ways(row: Gathering, minutes: Minutes | None) -> list[Way]:
    """Return where one reads on: programme and proceedings, minutes, the process and the consultation it is part of (one query at most)."""
    found = []
    if row.kind == Gathering.Kind.CONFERENCE and permits.is_public(row, programme.programme_of(row)):
        found.append(Way(_("Programa"), reverse("participate:programme", args=[row.slug])))
        found.append(Way(_("Livro de atas"), reverse("participate:proceedings", args=[row.slug])))
    if minutes is not None:
        found.append(Way(_("Ata"), reverse("participate:minutes", args=[row.slug])))
    if row.process is not None:
        found.append(
            Way(_("O processo de que faz parte"), reverse("participate:process", args=[row.process.slug]))
        )
    if row.consultation is not None:
        found.append(
            Way(_("A consulta de que faz parte"), reverse("participate:cover", args=[row.consultation.slug]))
        )
    return found  # fmt: skip


def seen(row: Gathering) -> list[tuple[VisitNote, list[VisitPhoto]]]:
    """Return the public journal of a visit, each note with its photographs that may be shown (two queries, of a visit alone)."""
    if row.kind != Gathering.Kind.EXCHANGE:
        return []
    notes = journal(row)
    photos = photos_of(notes)
    return [(one, [it for it in photos.get(one.pk, ()) if it.file.state == "released"]) for one in notes]
