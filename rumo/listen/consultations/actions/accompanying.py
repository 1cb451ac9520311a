"""The documents that go with a consultation."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rumo.ground.core.texts import prose
from rumo.ground.files.actions import discard, receive
from rumo.ground.files.actions.receiving import Readable
from rumo.ground.files.models import StoredFile
from rumo.ground.files.rules import FileRefused
from rumo.ground.ledger.actions import record
from rumo.listen.consultations import models as m
from rumo.listen.consultations.actions.writing import ConsultationRefused, held, target_of, unpublished
from rumo.listen.consultations.rules.texts import LINE


@transaction.atomic
def attach(
    *, consultation: m.Consultation, name: str, stream: Readable, title: str, by: str, at: datetime
) -> m.Document:
    """Join a document, also once it is published; without a title it has its file's name. Raises FileRefused, ConsultationRefused."""
    row = held(consultation)
    if row.state == m.Consultation.State.CANCELLED:
        raise ConsultationRefused(_("A consulta foi anulada: já não se lhe juntam documentos."))
    stored = receive(name=name, stream=stream, by=by, at=at)
    if stored.state == StoredFile.State.REJECTED:
        raise FileRefused(stored.reason)
    last = m.Document.objects.filter(consultation=row).aggregate(last=Max("position"))["last"] or 0
    document = m.Document.objects.create(
        consultation=row, file=stored, title=prose(title)[:LINE] or stored.name, position=last + 1
    )
    told = {"title": document.title, "file": stored.public_id}
    record(verb="consultation.attach", by=by, at=at, target=target_of(row), new=told)
    return document


@transaction.atomic
def detach(*, consultation: m.Consultation, position: int, by: str, at: datetime) -> bool:
    """Take a document away before publication, with its file; False when there is none at this place. Raises ConsultationRefused."""
    row = held(consultation)
    unpublished(row)
    document = m.Document.objects.filter(consultation=row, position=position).select_related("file").first()
    if document is None:
        return False
    stored = document.file
    document.delete()
    discard(public_id=stored.public_id, by=by, at=at)
    told = {"title": document.title, "file": stored.public_id}
    record(verb="consultation.detach", by=by, at=at, target=target_of(row), old=told)
    return True
