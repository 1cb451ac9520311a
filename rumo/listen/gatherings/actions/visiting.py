"""The journal of a visit: writing a note, approving or returning it by somebody else, mending it, withdrawing it with a reason."""

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
OPEN = (State.WRITTEN, State.RETURNED)
"""Where a note may still be changed."""


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
    shown = _shown(photos)
    said = {"gathering": gathering, "day": day, "text": text, "part": part, "written_by": by}
    if there := VisitNote.objects.filter(state=State.WRITTEN, **said).first():
        return there
    row = VisitNote.objects.create(practice=practice, language=language, written_at=at, **said)
    _put_photos(row, shown)
    ledger.record(verb="visit.write", by=by, at=at, target=_target(gathering), new=_told(row))
    return row


@transaction.atomic
def mend_note(
    *,
    note: VisitNote,
    day: date,
    text: str,
    part: str,
    by: str,
    at: datetime,
    language: str = "pt",
    practice: Practice | None = None,
    photos: Sequence[tuple[StoredFile, str]] = (),
) -> VisitNote:
    """Change a note that is not public, by who wrote it, so that four eyes stay four; one that was returned waits again.

    `photos` are all of them. Raises VisitRefused as `write_note` does, and for anybody else's note or one that is public.
    """
    row, text = _locked(note), texts.prose(text)
    if row.written_by != by:
        raise VisitRefused(_("Só quem escreveu a nota a muda."))
    if row.state not in OPEN:
        raise VisitRefused(_("Esta nota já foi publicada: já não se muda."))
    _refuse_wrong(row.gathering, day, text, part, language, practice, at)
    shown = _shown(photos)
    row.day, row.text, row.part, row.language, row.practice = day, text, part, language, practice
    row.state, row.returned_why, row.written_at = State.WRITTEN, "", at
    row.save()
    VisitPhoto.objects.filter(note=row).delete()
    _put_photos(row, shown)
    ledger.record(verb="visit.mend", by=by, at=at, target=_target(row.gathering), new=_told(row))
    return row


def _told(row: VisitNote) -> dict[str, str]:
    practice = row.practice.number if row.practice else ""
    return {"note": row.number, "date": row.day.isoformat(), "practice": practice}


def _shown(photos: Sequence[tuple[StoredFile, str]]) -> list[tuple[StoredFile, str]]:
    """Photographs with what each shows, tidy; raises VisitRefused."""
    shown = [(file, texts.line(shows)) for file, shows in photos]
    if len(shown) > PHOTOS or any(not shows or len(shows) > SHOWS for _file, shows in shown):
        told = {"n": PHOTOS, "most": SHOWS}
        raise VisitRefused(
            _("Até %(n)s fotografias, cada uma com o que mostra, em %(most)s carateres no máximo.") % told,
            "photos",
        )
    if any(not file.media_type.startswith("image/") for file, _shows in shown):
        raise VisitRefused(_("Escolha fotografias: este ficheiro não é uma imagem."), "photos")
    return shown


def _put_photos(row: VisitNote, shown: Sequence[tuple[StoredFile, str]]) -> None:
    VisitPhoto.objects.bulk_create(
        VisitPhoto(note=row, file=file, shows=shows, position=n) for n, (file, shows) in enumerate(shown)
    )


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
def approve_note(*, note: VisitNote, by: str, at: datetime, read: datetime | None = None) -> VisitNote:
    """Approve a note, which is public from now on; twice does once. `read` is when what was read had been written.

    Raises VisitRefused for who wrote it, for one returned or withdrawn, and for one that was changed since it was read.
    """
    row = _locked(note)
    if row.state == State.PUBLISHED:
        return row
    if row.state == State.WITHDRAWN:
        raise VisitRefused(_("Esta nota foi retirada."))
    if row.state == State.RETURNED:
        raise VisitRefused(_("Esta nota foi devolvida: espera por quem a escreveu."))
    if row.written_by == by:
        raise VisitRefused(_("Quem escreveu não aprova: aprova outra pessoa da equipa."))
    if read is not None and row.written_at != read:
        raise VisitRefused(_("Esta nota mudou entretanto: leia-a outra vez antes de a aprovar."))
    row.state, row.approved_by, row.approved_at = State.PUBLISHED, by, at
    row.save(update_fields=["state", "approved_by", "approved_at"])
    ledger.record(verb="visit.approve", by=by, at=at, target=_target(row.gathering), new={"note": row.number})
    return row


@transaction.atomic
def return_note(*, note: VisitNote, reason: str, by: str, at: datetime) -> VisitNote:
    """Return a note to who wrote it, with what to mend; twice does once. Raises VisitRefused without a reason, for one's own and for one decided on."""
    row, reason = _locked(note), texts.prose(reason)
    if row.state == State.RETURNED:
        return row
    if row.state != State.WRITTEN:
        raise VisitRefused(_("Esta nota já foi publicada: retira-se, não se devolve."))
    if row.written_by == by:
        raise VisitRefused(_("Quem escreveu muda a nota: não a devolve."))
    if not reason or len(reason) > TEXT:
        raise VisitRefused(
            _("Escreva o que falta mudar, com %(n)s carateres no máximo.") % {"n": TEXT}, "reason"
        )
    row.state, row.returned_why = State.RETURNED, reason
    row.save(update_fields=["state", "returned_why"])
    new = {"note": row.number, "reason": reason}
    ledger.record(verb="visit.return", by=by, at=at, target=_target(row.gathering), new=new)
    return row


@transaction.atomic
def withdraw_note(*, note: VisitNote, reason: str, by: str, at: datetime) -> VisitNote:
    """Withdraw a public note, with a reason; twice does once. Raises VisitRefused without one, and for a note that is not public."""
    row, reason = _locked(note), texts.prose(reason)
    if row.state == State.WITHDRAWN:
        return row
    if row.state in OPEN:
        raise VisitRefused(_("Esta nota ainda não é pública."))
    if not reason or len(reason) > TEXT:
        raise VisitRefused(_("Escreva o motivo, com %(n)s carateres no máximo.") % {"n": TEXT}, "reason")
    row.state, row.withdrawn_why = State.WITHDRAWN, reason
    row.save(update_fields=["state", "withdrawn_why"])
    new = {"note": row.number, "reason": reason}
    ledger.record(verb="visit.withdraw", by=by, at=at, target=_target(row.gathering), new=new)
    return row


def _locked(note: VisitNote) -> VisitNote:
    return VisitNote.objects.select_for_update(of=("self",)).select_related("gathering").get(pk=note.pk)


def _target(gathering: Gathering) -> str:
    return f"gathering:{gathering.slug}"
