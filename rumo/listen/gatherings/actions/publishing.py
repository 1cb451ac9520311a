"""The acts everybody notices: a gathering published, and cancelled with its reason; and the documents joined to it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.files.actions import discard, receive
from rumo.ground.files.actions.receiving import Readable
from rumo.ground.files.models import StoredFile
from rumo.ground.files.rules import FileRefused
from rumo.ground.ledger.actions import record
from rumo.listen.gatherings import models as m
from rumo.listen.gatherings.actions import letters
from rumo.listen.gatherings.actions.refusing import GatheringRefused
from rumo.listen.gatherings.actions.seating import locked
from rumo.listen.gatherings.actions.writing import held, raised, standing, target_of, tell_all
from rumo.listen.gatherings.queries import lacking

REASON = 2000


@transaction.atomic
def publish(*, gathering: m.Gathering, by: str, at: datetime) -> m.Gathering:
    """Publish a gathering that has a title, what it is about, and a session with a place. Raises GatheringRefused."""
    row = held(gathering)
    if row.state != m.Gathering.State.DRAFT:
        raise GatheringRefused(_("O encontro já foi publicado."))
    if lacking(row, locked(row)):
        raise GatheringRefused(_("Falta dizer do que trata o encontro, ou quando e onde é."))
    row.state, row.published_at, row.changed_at = m.Gathering.State.PUBLISHED, at, at
    row.save()
    record(verb="gathering.publish", by=by, at=at, target=target_of(row), new={"kind": row.kind})
    return row


@transaction.atomic
def cancel(*, gathering: m.Gathering, reason: str, by: str, at: datetime) -> m.Gathering:
    """Cancel a published gathering; its page stays and says why, and whoever was coming is told. Raises GatheringRefused."""
    row = held(gathering)
    locked(row)  # nobody registers meanwhile
    if row.state != m.Gathering.State.PUBLISHED:
        raise GatheringRefused(_("Só se anula um encontro publicado."))
    reason = texts.prose(reason)
    if not reason:
        raise GatheringRefused(faults={"reason": _("Escreva o motivo: vai ser público.")})
    if len(reason) > REASON:
        told = {"n": len(reason), "most": REASON}
        words = _("Tem %(n)s carateres e o máximo é %(most)s: encurte.") % told
        raise GatheringRefused(faults={"reason": words})
    row.state, row.cancelled_at, row.cancelled_why = m.Gathering.State.CANCELLED, at, reason
    raised(row, at)
    record(verb="gathering.cancel", by=by, at=at, target=target_of(row), new={"reason": reason})
    tell_all(row, letters.CANCELLED, at, reason)
    return row


@transaction.atomic
def attach(
    *, gathering: m.Gathering, name: str, stream: Readable, title: str, by: str, at: datetime
) -> m.Document:
    """Join a document; without a title it has its file's name. Raises FileRefused, GatheringRefused."""
    row = held(gathering)
    standing(row)
    stored = receive(name=name, stream=stream, by=by, at=at)
    if stored.state == StoredFile.State.REJECTED:
        raise FileRefused(stored.reason)
    last = m.Document.objects.filter(gathering=row).aggregate(last=Max("position"))["last"] or 0
    title = texts.line(title)[:300] or stored.name
    document = m.Document.objects.create(gathering=row, file=stored, title=title, position=last + 1)
    told = {"title": title, "file": stored.public_id}
    record(verb="gathering.attach", by=by, at=at, target=target_of(row), new=told)
    return document


@transaction.atomic
def detach(*, gathering: m.Gathering, position: int, by: str, at: datetime) -> bool:
    """Take a document away, with its file; False when there is none at this place."""
    row = held(gathering)
    document = m.Document.objects.filter(gathering=row, position=position).select_related("file").first()
    if document is None:
        return False
    stored = document.file
    document.delete()
    discard(public_id=stored.public_id, by=by, at=at)
    told = {"title": document.title, "file": stored.public_id}
    record(verb="gathering.detach", by=by, at=at, target=target_of(row), old=told)
    return True
