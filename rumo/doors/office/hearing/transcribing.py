"""Writing down what was recorded: the recordings of a consultation that wait, each with its player and the text to write beside it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumo.doors.files import serving
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.hearing import seeing
from rumo.doors.office.hearing.places import asked_of
from rumo.doors.office.hearing.queue import key_of
from rumo.doors.web import clock
from rumo.doors.web.headers import with_sound
from rumo.doors.web.parts import Fault, Option
from rumo.ground.files import queries as files
from rumo.ground.files.models import StoredFile
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.rules import LANGUAGES, can_transcribe
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions import queries
from rumo.listen.contributions.models import Passage
from rumo.listen.contributions.rules.reasons import UNHEARD


@dataclass(frozen=True, slots=True)
class Item:
    """One answer that was recorded: what was asked, its recordings, and what was written so far where it could not be kept."""

    key: str
    passage: Passage
    asked: str
    language: str
    sounds: tuple[StoredFile, ...]
    text: str
    error: str
    reasons: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What one form says of one recording, and what is wrong with it."""

    key: str = ""
    text: str = ""
    unheard: str = ""
    error: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def recordings(request: Asking, consultation: str) -> HttpResponse:
    """List what waits to be written down; keep what is written of one."""
    row = seeing.seen(request, consultation, can_transcribe)
    if request.method != "POST":
        return _page(request, row, Written())
    said = Written(*(request.POST.get(name, "") for name in ("key", "text", "unheard")))
    number, _tilde, place = said.key.partition("~")
    passage = Passage.objects.filter(
        contribution__consultation=row, contribution__number=number, place=place
    ).first()
    try:
        if passage is None:
            raise contributions.TranscriptionRefused(_("Esta gravação não é desta consulta."))
        contributions.transcribe(
            passage=passage, text=said.text, unheard=said.unheard, by=request.who.public_id, at=clock.now()
        )
    except contributions.TranscriptionRefused as no:
        wrong = Written(said.key, said.text, said.unheard, str(no))
        return _page(request, row, wrong, status=409 if no.late else 422)
    words = _("Guardado. Quem gravou pode ler e corrigir; se autorizou que se publique, segue para decisão.")
    return seeing.done(request, words, request.path)


@require_safe
@staff
def recording(request: Asking, consultation: str, recording: str) -> HttpResponseBase:
    """Hand out one recording of a consultation to whoever may write it down."""
    row = seeing.seen(request, consultation, can_transcribe)
    sound = queries.recording(recording)
    kept = files.served(recording) if sound and sound.contribution.consultation_id == row.pk else None
    if kept is None:
        raise Http404
    return serving.answer(kept.stored)


def _page(request: Asking, row: Consultation, wrong: Written, *, status: int = 200) -> HttpResponse:
    page, size = seeing.page_of(request), seeing.PAGE
    rows = queries.to_transcribe([row])
    count = rows.count()
    found = list(rows[(page - 1) * size : page * size])
    sounds, asked = queries.recorded(found), asked_of(found)
    items = [
        _item(one, tuple(sounds.get(one.pk, ())), asked.get((row.pk, one.place), ""), wrong) for one in found
    ]
    title = seeing.titles([row])[row.pk]
    here = any(item.error for item in items)
    context: dict[str, Any] = {
        "row": row,
        "title": title,
        "place": seeing.PLACE,
        "crumbs": seeing.crumbs(row, title, _("Escrever o que foi gravado")),
        "items": items,
        "count": count,
        "faults": [Fault(f"text-{wrong.key}" if here else "recordings", wrong.error)] if wrong.error else [],
        "lost": wrong.text if wrong.error and not here else "",
        "pager": seeing.pager(page, count),
    }
    return with_sound(render(request, "office/hearing/recordings.html", context, status=status))


def _item(row: Passage, sounds: tuple[StoredFile, ...], asked: str, wrong: Written) -> Item:
    key = key_of(row)
    mine = wrong if wrong.key == key else Written()
    return Item(
        key=key,
        passage=row,
        asked=asked,
        language=LANGUAGES.get(row.language, row.language),
        sounds=sounds,
        text=mine.text,
        error=mine.error,
        reasons=(
            Option("", _("Percebe-se: escrevi acima")),
            *(Option(code, str(words), code == mine.unheard) for code, words in UNHEARD.items()),
        ),
    )
