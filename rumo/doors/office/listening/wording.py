"""The words of a consultation as a whole, and its design sheet: long texts by place, which two people may be writing at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.listening.design import SHEET
from rumo.doors.office.listening.seeing import BOTH, answering, done, drafted_by, faults_of, page, written_by
from rumo.doors.web import clock
from rumo.ground.core.texts import prose
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import hash_of, words_of


@dataclass(frozen=True, slots=True)
class Text:
    """A text to write: its place, what it is, how to write it; `was` is the hash of what was there when the page was drawn."""

    place: str
    label: str | Promise
    hint: str | Promise = ""
    kind: str = "textarea"
    optional: bool = False
    value: str = ""
    was: str = ""
    error: str = ""
    theirs: str | None = None

    @property
    def id(self) -> str:
        """Return its name and id in the form."""
        return self.place.replace(":", "-")


WORDS = (
    Text("title", lazy("Título"), lazy("Uma pergunta ou uma frase curta, sem siglas."), "text"),
    Text(
        "summary",
        lazy("O que se pergunta e porquê"),
        lazy("Em poucas palavras: o que pode mudar com as respostas, e o que já está decidido."),
    ),
    Text("legal_basis", lazy("Base legal"), lazy("A lei ou a decisão em que a consulta se apoia.")),
    Text("notice", lazy("Aviso"), lazy("O texto do aviso publicado, ou onde está."), optional=True),
)


@require_http_methods(BOTH)
@staff
@answering
def words(request: Asking, consultation: str) -> HttpResponse:
    """Write the title, the summary, the legal basis and the notice."""
    row = drafted_by(request, consultation)
    texts, status = _shown(row, WORDS), 200
    if request.method == "POST":
        texts, status = _posted(request, row, texts)
        if status == 303:
            return done(request, _("Os textos foram guardados."), "consultation", row.slug)
    return _form(request, "words", row, _("Título, resumo e base legal"), texts, status)


@require_http_methods(BOTH)
@staff
@answering
def design(request: Asking, consultation: str) -> HttpResponse:
    """Write the design sheet, at any time: it is for those who make the consultation."""
    row = written_by(request, consultation)
    texts, status = _shown(row, [Text(f"design:{key}", label, optional=True) for key, label in SHEET]), 200
    if request.method == "POST":
        texts, status = _posted(request, row, texts)
        if status == 303:
            return done(request, _("A folha de desenho foi guardada."), "consultation", row.slug)
    return _form(request, "design", row, _("Folha de desenho"), texts, status)


def _shown(row: Consultation, sheet: Sequence[Text]) -> list[Text]:
    here = words_of(row, row.language)
    texts = ((text, str(here.get(text.place, ""))) for text in sheet)
    return [replace(text, value=said, was=hash_of(said)) for text, said in texts]


def _posted(request: Asking, row: Consultation, texts: Sequence[Text]) -> tuple[list[Text], int]:
    """Write what differs from what the page showed; return the texts as typed with what is wrong, and the status: 303 once written."""
    typed = [
        replace(text, value=request.POST.get(text.id, ""), was=request.POST.get(f"was-{text.id}", ""))
        for text in texts
    ]
    act: dict[str, Any] = {"consultation": row, "by": request.who.public_id, "at": clock.now()}
    said = {text.place: text.value for text in typed if hash_of(prose(text.value)) != text.was}
    was = {text.place: text.was for text in typed if text.was}
    if "title" in said and not prose(said["title"]):
        return _wrong(typed, {"title": _("Escreva o título da consulta.")}), 422
    try:
        if said:
            consultations.reword(words=said, was=was, **act)
    except consultations.Conflict as conflict:
        return [_beside(text, conflict.theirs) for text in typed], 409
    except consultations.ConsultationRefused as no:
        return _wrong(typed, faults_of(no, typed[0].place)), 422
    return typed, 303


def _beside(text: Text, theirs: Mapping[str, str]) -> Text:
    """Return a text with what somebody else wrote beside it, which the next press may write over."""
    other = theirs.get(text.place)
    return text if other is None else replace(text, theirs=other, was=hash_of(other))


def _wrong(texts: Sequence[Text], faults: Mapping[str, str]) -> list[Text]:
    return [replace(text, error=faults.get(text.place, "")) for text in texts]


def _form(
    request: Asking, name: str, row: Consultation, here: str, texts: Sequence[Text], status: int
) -> HttpResponse:
    context = {
        "texts": texts,
        "errors": {text.id: text.error for text in texts if text.error},
        "conflict": [text for text in texts if text.theirs is not None],
    }
    return page(request, name, row, here, context, status=status)
