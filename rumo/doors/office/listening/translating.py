"""Translations: how complete each language is, each text beside its translation with how it came, and what a machine is asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.listening import told
from rumo.doors.office.listening.seeing import BOTH, NotNow, answering, done, page, written_by
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Option, Pager
from rumo.ground.core.texts import prose
from rumo.ground.outbox.queries import last_jobs
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import Field, Pair, completeness, fields, hash_of, pairs
from rumo.listen.consultations.rules import LANGUAGES, can_translate
from rumo.science.text.languages import direction

PAGE = 40
"""Texts on a page: each is five fields of the form."""
STATES: dict[str, Promise] = {
    "none": lazy("por traduzir"),
    "machine": lazy("tradução automática"),
    "human": lazy("traduzido"),
    "reviewed": lazy("traduzido e revisto"),
}
TAGS = {"none": "warn", "machine": "", "human": "good", "reviewed": "good"}
LEFT: dict[str, Callable[[Pair], bool]] = {
    "por-traduzir": lambda pair: pair.state == "none" or pair.out_of_date,
    "desatualizados": lambda pair: pair.out_of_date,
    "automaticos": lambda pair: pair.state == "machine",
}
"""What may be looked at alone, by its name in the address."""
PLACES: dict[str, Promise] = {
    "title": lazy("Título"),
    "summary": lazy("O que se pergunta e porquê"),
    "legal_basis": lazy("Base legal"),
    "notice": lazy("Aviso"),
    "cancelled": lazy("Motivo da anulação"),
    "question": lazy("Pergunta"),
    "option": lazy("Opção"),
    "row": lazy("Linha"),
    "paragraph": lazy("Parágrafo"),
    "statement": lazy("Afirmação"),
}


@require_http_methods(BOTH)
@staff
@answering
def translations(request: Asking, consultation: str) -> HttpResponse:
    """Show how complete each language is and the state of each text in it; ask a machine for what a language lacks."""
    row = written_by(request, consultation, can_translate)
    if request.method == "POST":
        return _asked(request, row)
    every = fields(row)
    last = max(1, -(-len(every) // PAGE))
    number = _number(request, last)
    context = {
        "lines": _lines(row),
        "engine": bool(settings.TRANSLATION_ENGINE),
        "grid": [_grid(field) for field in every[(number - 1) * PAGE : number * PAGE]],
        "pager": _pager(number, last),
    }
    return page(request, "translations", row, _("Traduções"), context)


def _asked(request: Asking, row: Consultation) -> HttpResponse:
    """Ask for the translation of what a language lacks; asked twice, it is asked once."""
    language = request.POST.get("language", "")
    if not settings.TRANSLATION_ENGINE:
        raise NotNow(_("Esta instalação não tem tradutor automático."))
    try:
        new = consultations.ask_translation(
            consultation=row, language=language, by=request.who.public_id, at=clock.now()
        )
    except consultations.ConsultationRefused as no:
        raise NotNow(str(no)) from None
    words = (
        _("Ficou pedido. A tradução aparece aqui dentro de minutos, marcada como automática.")
        if new
        else _("Já estava pedido, ou não falta nada.")
    )
    return done(request, words, "consultation-translations", row.slug)


def _lines(row: Consultation) -> list[dict[str, Any]]:
    """How complete each language is, and what became of the last request to a machine (two queries)."""
    counts_of = completeness(row)
    jobs = last_jobs(consultations.job_key(row, code) for code in counts_of)
    lines = []
    for code, counts in counts_of.items():
        job, whole = jobs.get(consultations.job_key(row, code)), sum(counts.values())
        done_of = counts["machine"] + counts["human"] + counts["reviewed"]
        lines.append(
            {
                "code": code,
                "name": LANGUAGES.get(code, code),
                "told": told.LANGUAGES.get(code, ""),
                "share": done_of / whole if whole else None,
                "complete": done_of == whole,
                "job": job,
                "waits": job is not None and job.done_at is None and job.given_up_at is None,
                **counts,
            }
        )
    return lines


def _grid(field: Field) -> dict[str, Any]:
    """A text and its state in each language, with where it is written."""
    cells = []
    for code, (state, old) in field.states.items():
        words = str(_("desatualizado") if old else STATES[state])
        cells.append(
            {
                "code": code,
                "name": LANGUAGES.get(code, code),
                "words": words,
                "tag": "warn" if old else TAGS[state],
                "left": old or state == "none",
            }
        )
    return {
        "label": label_of(field.place),
        "source": field.source,
        "id": place_id(field.place),
        "cells": cells,
    }


@dataclass(frozen=True, slots=True)
class Line:
    """A text beside its translation, as the form shows it."""

    pair: Pair
    id: str
    label: str
    value: str
    was: str
    state: str
    tag: str
    options: list[Option]
    theirs: str | None = None
    error: str = ""


@require_http_methods(BOTH)
@staff
@answering
def translation(request: Asking, consultation: str, language: str) -> HttpResponse:
    """Write the translation into a language, a page of texts at a time; `?por-traduzir=1` leaves out what is done."""
    row = written_by(request, consultation, can_translate)
    if language == row.language or language not in row.languages:
        raise Http404
    left = next((name for name in LEFT if request.GET.get(name) == "1"), "")
    every = pairs(row, language)
    listed = [pair for pair in every if not left or LEFT[left](pair)]
    last = max(1, -(-len(listed) // PAGE))
    number = _number(request, last)
    shown = listed[(number - 1) * PAGE : number * PAGE]
    status, theirs, faults = 200, {}, {}
    if request.method == "POST":
        shown = [pair for pair in every if f"was-{_id(pair)}" in request.POST]
        try:
            return _saved(request, row, language, shown)
        except consultations.Conflict as conflict:
            status, theirs = 409, conflict.theirs
        except consultations.ConsultationRefused as no:
            status, faults = 422, no.faults or {shown[0].place if shown else "title": str(no)}
    lines = [_line(request, pair, theirs, faults) for pair in shown]
    context = {
        "language": language,
        "name": LANGUAGES.get(language, language),
        "told": told.LANGUAGES.get(language, ""),
        "dir": direction(language),
        "lines": lines,
        "left": left,
        "conflict": bool(theirs),
        "errors": {line.id: line.error for line in lines if line.error},
        "pager": _pager(number, last, left),
    }
    between = Crumb(_("Traduções"), reverse("office:consultation-translations", args=[row.slug]))
    return page(
        request, "translation", row, LANGUAGES.get(language, language), context, between, status=status
    )


def _saved(request: Asking, row: Consultation, language: str, shown: Sequence[Pair]) -> HttpResponse:
    """Write what changed of what the form shows; raises what `translate` raises."""
    texts, was = {}, {}
    for pair in shown:
        said, state = prose(request.POST.get(_id(pair), "")), request.POST.get(f"state-{_id(pair)}", "")
        seen = request.POST[f"was-{_id(pair)}"]
        if state or hash_of(said) != seen:
            texts[pair.place], was[pair.place] = (said, state or "human"), seen
    if texts:
        act = {"consultation": row, "language": language, "by": request.who.public_id, "at": clock.now()}
        consultations.translate(texts=texts, was=was, **act)
    words = ngettext("Ficou guardado %(n)s texto.", "Ficaram guardados %(n)s textos.", len(texts)) % {
        "n": len(texts)
    }
    name = "consultation-translation"
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return done(request, words, name, row.slug, language, at=query)


def _line(request: Asking, pair: Pair, theirs: Mapping[str, str], faults: Mapping[str, str]) -> Line:
    posted, other = request.method == "POST", theirs.get(pair.place)
    chosen = request.POST.get(f"state-{_id(pair)}", "")
    options = [Option("", _("como está") if pair.text else _("traduzido"), not chosen)]
    options += [Option(key, str(words), key == chosen) for key, words in STATES.items() if key != "none"]
    return Line(
        pair,
        _id(pair),
        label_of(pair.place),
        request.POST.get(_id(pair), "") if posted else pair.text,
        request.POST.get(f"was-{_id(pair)}", "") if posted and other is None else hash_of(pair.text),
        str(STATES[pair.state]),
        TAGS[pair.state],
        options,
        other,
        faults.get(pair.place, ""),
    )


def label_of(place: str) -> str:
    """Return what the office calls a text."""
    kind, _colon, code = place.partition(":")
    return f"{PLACES.get(kind, kind)} {code}".strip()


def place_id(place: str) -> str:
    """Return the id of a text's field."""
    return place.replace(":", "-").replace(".", "-")


def _id(pair: Pair) -> str:
    return place_id(pair.place)


def _number(request: Asking, last: int) -> int:
    text = request.GET.get("pagina", "")
    return min(max(1, int(text)), last) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _pager(number: int, last: int, left: str = "") -> Pager | None:
    if last == 1:
        return None
    rest = f"&{left}=1" if left else ""
    words = _("Página %(page)s de %(last)s") % {"page": number, "last": last}
    before = f"?pagina={number - 1}{rest}" if number > 1 else None
    return Pager(words, before, f"?pagina={number + 1}{rest}" if number < last else None)
