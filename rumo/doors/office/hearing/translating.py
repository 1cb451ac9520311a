"""Translations of what people say: asked of a machine for a page of texts, shown beside them, written and revised by people."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.hearing import places, seeing
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.rules import LANGUAGES, can_moderate, can_translate
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Passage, Translation
from rumo.listen.contributions.queries import beside
from rumo.science.text.languages import direction


def offered(passages: Sequence[Passage], own: str = "") -> dict[str, Any]:
    """Set beside texts their translation into the language of the page (one query), and return what their list says of asking for more."""
    language = get_language() or settings.LANGUAGE_CODE
    beside(passages, language)
    chosen = own or language
    return {
        "engine": bool(settings.TRANSLATION_ENGINE),
        "foreign": any(one.language != language for one in passages),
        "into": [Option(code, name, code == chosen) for code, name in LANGUAGES.items()],
    }


def ask(request: Asking, passages: Sequence[Passage]) -> HttpResponse | None:
    """Take the button that asks for translations of a page of texts; None where it was another that was pressed."""
    if request.POST.get("ask") != "translate":
        return None
    language = request.POST.get("into", "")
    if not settings.TRANSLATION_ENGINE or language not in LANGUAGES:
        told = _("Não há tradutor automático para essa língua.")
        return seeing.done(request, told, request.get_full_path())
    n = contributions.ask_translations(
        passages=passages, language=language, by=request.who.public_id, at=clock.now()
    )
    told = ngettext(
        "Ficou pedida a tradução de %(n)s texto: aparece aqui dentro de minutos.",
        "Ficou pedida a tradução de %(n)s textos: aparecem aqui dentro de minutos.",
        n,
    ) % {"n": n}
    if not n:
        told = _("Não há nada por traduzir, ou já estava pedido.")
    return seeing.done(request, told, request.get_full_path())


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def translation(request: Asking, consultation: str, said: str) -> HttpResponse:
    """Write, or revise, the translation of the texts of a contribution into a language (`?para=`)."""
    row = seeing.seen(request, consultation, _may)
    passages = list(
        Passage.objects.filter(contribution__consultation=row, contribution__number=said)
        .exclude(text="", rewording="")
        .select_related("contribution")
        .order_by("pk")
    )
    language = request.GET.get("para", row.language)
    if not passages or language not in LANGUAGES:
        raise Http404
    passage = next((one for one in passages if one.place == request.POST.get("place")), None)
    fault = None
    if request.method == "POST" and passage is not None:
        try:
            contributions.translate(
                passage=passage,
                language=language,
                text=request.POST.get("text", ""),
                rewording=request.POST.get("rewording", ""),
                state=request.POST.get("state", ""),
                by=request.who.public_id,
                at=clock.now(),
            )
            return seeing.done(request, _("A tradução ficou guardada."), request.get_full_path())
        except contributions.TranslationRefused as no:
            fault = Fault(_id(passage), str(no))
    return _page(request, row, passages, language, fault)


def _may(who: Any, row: Consultation) -> bool:
    return can_translate(who, row) or can_moderate(who, row)


def _page(
    request: Asking, row: Consultation, passages: Sequence[Passage], language: str, fault: Fault | None
) -> HttpResponse:
    beside(passages, language)
    title, number = str(getattr(row, "title", row.slug)), passages[0].contribution.number
    posted = request.POST.get("place", "")
    lines = [_line(one, request, posted == one.place) for one in passages]
    context = {
        "row": row,
        "title": title,
        "number": number,
        "place": seeing.PLACE,
        "crumbs": seeing.crumbs(row, title, _("Traduzir"), (_("Decidir o que se publica"), reverse("office:moderate", args=[row.slug]))),
        "language": language,
        "name": LANGUAGES[language],
        "dir": direction(language),
        "into": [Option(code, name, code == language) for code, name in LANGUAGES.items()],
        "lines": lines,
        "faults": [fault] if fault else [],
        "wrong": {fault.field: fault.text} if fault else {},
    }  # fmt: skip
    return render(request, "office/hearing/translation.html", context, status=422 if fault else 200)


def _line(one: Passage, request: Asking, posted: bool) -> dict[str, Any]:
    there = one.beside
    chosen = (
        request.POST.get("state", "")
        if posted
        else Translation.State.REVIEWED
        if there
        else Translation.State.HUMAN
    )
    return {
        "passage": one,
        "id": _id(one),
        "place": places.place_of(one),
        "text": request.POST.get("text", "") if posted else there.text if there else "",
        "rewording": request.POST.get("rewording", "") if posted else there.rewording if there else "",
        "state": there.get_state_display() if there else "",
        "options": [
            Option(key, str(words), key == chosen)
            for key, words in Translation.State.choices
            if key != Translation.State.MACHINE
        ],
    }


def _id(passage: Passage) -> str:
    return f"text-{passage.place.replace(':', '-')}"
