"""Translations: how complete each language is, and each text beside its translation, with how it came and whether it is out of date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.listening import told
from rumo.doors.office.listening.seeing import BOTH, answering, done, page, written_by
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Option, Pager
from rumo.ground.core.texts import prose
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import Pair, completeness, hash_of, pairs
from rumo.listen.consultations.rules import LANGUAGES, can_translate

PAGE = 40
"""Texts on a page: each is five fields of the form."""
RIGHT_TO_LEFT = {"ar", "ur"}
STATES: dict[str, Promise] = {
    "none": lazy("por traduzir"),
    "machine": lazy("tradução automática"),
    "human": lazy("traduzido"),
    "reviewed": lazy("traduzido e revisto"),
}
TAGS = {"none": "warn", "machine": "", "human": "good", "reviewed": "good"}
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


@require_safe
@staff
def translations(request: Asking, consultation: str) -> HttpResponse:
    """Show how many texts of each language are in each state."""
    row = written_by(request, consultation, can_translate)
    lines = [
        {
            "code": code,
            "name": LANGUAGES.get(code, code),
            "told": told.LANGUAGES.get(code, ""),
            "complete": not counts["none"] and not counts["out_of_date"],
            **counts,
        }
        for code, counts in completeness(row).items()
    ]
    return page(request, "translations", row, _("Traduções"), {"lines": lines})


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
    left = request.GET.get("por-traduzir") == "1"
    every = pairs(row, language)
    listed = [pair for pair in every if not left or pair.state == "none" or pair.out_of_date]
    text = request.GET.get("pagina", "")
    last = max(1, -(-len(listed) // PAGE))
    number = min(max(1, int(text)), last) if text.isascii() and text.isdigit() and len(text) < 7 else 1
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
        "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr",
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
    kind, _colon, code = pair.place.partition(":")
    return Line(
        pair,
        _id(pair),
        f"{PLACES.get(kind, kind)} {code}".strip(),
        request.POST.get(_id(pair), "") if posted else pair.text,
        request.POST.get(f"was-{_id(pair)}", "") if posted and other is None else hash_of(pair.text),
        str(STATES[pair.state]),
        TAGS[pair.state],
        options,
        other,
        faults.get(pair.place, ""),
    )


def _id(pair: Pair) -> str:
    return pair.place.replace(":", "-").replace(".", "-")


def _pager(number: int, last: int, left: bool) -> Pager | None:
    if last == 1:
        return None
    rest = "&por-traduzir=1" if left else ""
    words = _("Página %(page)s de %(last)s") % {"page": number, "last": last}
    before = f"?pagina={number - 1}{rest}" if number > 1 else None
    return Pager(words, before, f"?pagina={number + 1}{rest}" if number < last else None)
