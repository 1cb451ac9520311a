"""The journal of a visit: writing a note, approving it by somebody else, withdrawing it with a reason."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.files.models import StoredFile
from rumo.ground.ledger import actions as ledger
from rumo.listen.gatherings.models import Gathering, VisitNote, VisitPhoto
from rumo.listen.practices.models import Practice
from rumo.science.text.languages import NAMES

TEXT, SHOWS = 5_000, 300
"""Characters of a note, and of what a photograph shows."""
PHOTOS = 10
State = VisitNote.State


class VisitRefused(Exception):
    """An act on the journal that cannot be done; `place` is the field to mend, empty where the state of things forbids it."""

    def __init__(self, words: str, place: str = "") -> None:
        super().__init__(words)
        self.place = place


@transaction.atomic
def write_note(
    *,
    gathering: Gathering,
    day: date,
    text: str,
    part: str,
    by: str,
    at: datetime,
    language: str = "pt",
    practice: Practice | None = None,
    photos: Sequence[tuple[StoredFile, str]] = (),
) -> VisitNote:
    """Write what was seen on a day; `photos` are files, each with what it shows. The same note by the same person is written once.

    Raises VisitRefused for a gathering that is no exchange or is not public, a day to come, no words or too many, a practice that is not public.
    """
    text = texts.prose(text)
    _refuse_wrong(gathering, day, text, part, language, practice, at)
    shown = [(file, texts.line(shows)) for file, shows in photos]
    if len(shown) > PHOTOS or any(not shows or len(shows) > SHOWS for _file, shows in shown):
        told = {"n": PHOTOS, "most": SHOWS}
        raise VisitRefused(
            _("Até %(n)s fotografias, cada uma com o que mostra, em %(most)s carateres no máximo.") % told,
            "photos",
        )
    said = {"gathering": gathering, "day": day, "text": text, "part": part, "written_by": by}
    if there := VisitNote.objects.filter(state=State.WRITTEN, **said).first():
        return there
    row = VisitNote.objects.create(practice=practice, language=language, written_at=at, **said)
    VisitPhoto.objects.bulk_create(
        VisitPhoto(note=row, file=file, shows=shows, position=n) for n, (file, shows) in enumerate(shown)
    )
    new = {"note": row.number, "date": day.isoformat(), "practice": practice.number if practice else ""}
    ledger.record(verb="visit.write", by=by, at=at, target=_target(gathering), new=new)
    return row


def _refuse_wrong(
    gathering: Gathering,
    day: date,
    text: str,
    part: str,
    language: str,
    practice: Practice | None,
    at: datetime,
) -> None:
    if gathering.kind != Gathering.Kind.EXCHANGE or gathering.state != Gathering.State.PUBLISHED:
        raise VisitRefused(_("Só um intercâmbio publicado tem diário."))
    if day > at.date():
        raise VisitRefused(_("Esse dia ainda não chegou."), "day")
    if part not in VisitNote.Part.values:
        raise VisitRefused(_("Diga em que qualidade escreve."), "part")
    if not text or len(text) > TEXT:
        raise VisitRefused(_("Escreva o que viu, com %(n)s carateres no máximo.") % {"n": TEXT}, "text")
    if language not in NAMES:
        raise VisitRefused(_("Escolha as línguas da lista."), "language")
    if practice is not None and practice.state != Practice.State.PUBLISHED:
        raise VisitRefused(_("Esta prática não está publicada."), "practice")


@transaction.atomic
def approve_note(*, note: VisitNote, by: str, at: datetime) -> VisitNote:
    """Approve a note, which is public from now on; twice does once. Raises VisitRefused for who wrote it, and for one withdrawn."""
    row = _locked(note)
    if row.state == State.PUBLISHED:
        return row
    if row.state == State.WITHDRAWN:
        raise VisitRefused(_("Esta nota foi retirada."))
    if row.written_by == by:
        raise VisitRefused(_("Quem escreveu não aprova: aprova outra pessoa da equipa."))
    row.state, row.approved_by, row.approved_at = State.PUBLISHED, by, at
    row.save(update_fields=["state", "approved_by", "approved_at"])
    ledger.record(verb="visit.approve", by=by, at=at, target=_target(row.gathering), new={"note": row.number})
    return row


@transaction.atomic
def withdraw_note(*, note: VisitNote, reason: str, by: str, at: datetime) -> VisitNote:
    """Withdraw a public note, with a reason; twice does once. Raises VisitRefused without one, and for a note that is not public."""
    row, reason = _locked(note), texts.prose(reason)
    if row.state == State.WITHDRAWN:
        return row
    if row.state == State.WRITTEN:
        raise VisitRefused(_("Esta nota ainda não é pública."))
    if not reason or len(reason) > TEXT:
        raise VisitRefused(_("Escolha o motivo."), "reason")
    row.state, row.withdrawn_why = State.WITHDRAWN, reason
    row.save(update_fields=["state", "withdrawn_why"])
    new = {"note": row.number, "reason": reason}
    ledger.record(verb="visit.withdraw", by=by, at=at, target=_target(row.gathering), new=new)
    return row


def _locked(note: VisitNote) -> VisitNote:
    return VisitNote.objects.select_for_update(of=("self",)).select_related("gathering").get(pk=note.pk)


def _target(gathering: Gathering) -> str:
    return f"gathering:{gathering.slug}"
