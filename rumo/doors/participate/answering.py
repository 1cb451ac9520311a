"""Answering a questionnaire, one question a page, with no script and no cookie but the form's own: every page is the answer to the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.files import annexes, answers
from rumo.doors.files.told import lines_of
from rumo.doors.participate import errands, flow, receipts, telling
from rumo.doors.participate.cover import kept_or_404
from rumo.doors.web import clock, tokens
from rumo.doors.web.headers import private, with_sound
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.doors.web.slowing import slowed
from rumo.ground.files.models import StoredFile
from rumo.listen.consultations.models import Consultation, Way
from rumo.listen.consultations.queries import Asked, Words
from rumo.listen.consultations.queries.kept import asked, words_of
from rumo.listen.consultations.rules import LANGUAGES, is_open
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Contribution, Kind, Passage
from rumo.listen.contributions.queries import Whole, by_code, by_number, whole
from rumo.listen.contributions.rules import permits
from rumo.listen.contributions.rules.marking import plain
from rumo.listen.contributions.rules.saying import (
    Said,
    Text,
    Wrong,
    applies,
    email_faults,
    faults,
    question_faults,
)
from rumo.science import codes

PURPOSE = "answer"


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the first page, or take a page and answer with the next; at the end, the receipt."""
    row = kept_or_404(slug)
    if Way.QUESTIONNAIRE not in row.ways:
        return closed(request, row)
    if request.method != "POST":
        if not is_open(row, at=clock.now()):
            return closed(request, row)
        draft = flow.Draft(language=get_language() or row.language)
        return _page(request, row, asked(row), draft, flow.START, tokens.fresh(PURPOSE))
    token = tokens.read(request, PURPOSE)
    if token is None:
        return _again(request, row)
    draft = flow.Draft.of(contributions.read_draft(consultation=row, token=token))
    if draft.done and (made := by_number(draft.corrects)):
        return receipts.changed(request, made)
    with override(telling.chosen(request)):  # from here on in the language that was asked for first
        return _step(request, row, asked(row), draft, token)


def resume(
    request: HttpRequest, row: Consultation, signed: str, *, proven: str = "", unproven: str = ""
) -> HttpResponse:
    """Go on with a questionnaire after an errand to an identity provider: to the review, or to the page where there is another way."""
    token = tokens.bare(signed, PURPOSE)
    draft = flow.Draft.of(contributions.read_draft(consultation=row, token=token))
    if not proven:
        return _page(request, row, asked(row), draft, flow.WHO, signed, unproven=unproven)
    draft.proven, draft.identity = proven, ""
    contributions.keep_draft(consultation=row, token=token, data=draft.plain(), at=clock.now())
    return _page(request, row, asked(row), draft, flow.REVIEW, signed)


@receipts.handed
@slowed
def correct(request: HttpRequest) -> HttpResponseBase:
    """Open what was answered for correction, for whoever holds its code."""
    code = request.POST.get("code", "")
    found = by_code(code)
    if found is None:
        return receipts.missed(request, code)
    if not permits.can_correct(found, at=clock.now()) or found.kind != Kind.QUESTIONNAIRE:
        words = _("Este contributo já não se pode corrigir: a consulta fechou ou foi retirado.")
        return receipts.show(request, found, codes.normal(code) or "", warning=words)
    signed = tokens.fresh(PURPOSE)
    draft = _draft_of(whole(found))
    contributions.keep_draft(
        consultation=found.consultation,
        token=tokens.bare(signed, PURPOSE),
        data=draft.plain(),
        at=clock.now(),
    )
    return _page(request, found.consultation, asked(found.consultation), draft, flow.REVIEW, signed)


def closed(request: HttpRequest, row: Consultation) -> HttpResponse:
    """Say that one cannot take part now, and when one could."""
    words = words_of(row, get_language() or "")
    told = {"told": telling.told(row, dict(words), at=clock.now()), "crumbs": crumbs(row, words["title"])}
    return private(render(request, "participate/closed.html", told, status=409))


def crumbs(row: Consultation, title: Words) -> list[Crumb]:
    """Return where a page of taking part in a consultation stands."""
    return [
        Crumb(_("Consultas"), reverse("participate:list")),
        Crumb(str(title), reverse("participate:cover", args=[row.slug])),
        Crumb(_("Participar")),
    ]


def _step(
    request: HttpRequest, row: Consultation, put: Asked, draft: flow.Draft, token: str
) -> HttpResponseBase:
    """Take one page: keep what it says, then go where the button pressed leads."""
    page, go = request.POST.get("pagina", flow.START), request.POST.get("ir", "seguinte")
    signed = request.POST["token"]
    wrong = _take(request, row, put, draft, page)
    contributions.keep_draft(consultation=row, token=token, data=draft.plain(), at=clock.now())
    order = flow.pages(put, draft, once=row.once)
    if go == errands.GO and page == flow.WHO:
        return errands.leave(request, row, Kind.QUESTIONNAIRE) or _page(
            request, row, put, draft, page, signed, unproven=errands.away()
        )
    if go == "guardar":
        return _page(request, row, put, draft, page, signed, saved=True)
    if go == "anterior":
        return _page(request, row, put, draft, flow.before(order, page), signed)
    if go in order and page == flow.REVIEW:
        return _page(request, row, put, draft, go, signed)
    if wrong:
        return _page(request, row, put, draft, page, signed, wrong=wrong)
    if go == "enviar" and page == flow.REVIEW:
        return _send(request, row, put, draft, token)
    return _page(request, row, put, draft, flow.after(order, page, draft), signed)


def _take(request: HttpRequest, row: Consultation, put: Asked, draft: flow.Draft, page: str) -> list[Wrong]:
    """Put what one page says into the draft; return what is to be mended."""
    post = request.POST
    if page == flow.START:
        chosen = post.get("lingua", "")
        draft.language = chosen if chosen in LANGUAGES else draft.language or row.language
        keys = [key for key, _name in telling.audiences(row)]
        draft.audience = post.get("audience", draft.audience) if len(keys) > 1 else (keys or [""])[0]
        return [] if draft.audience in keys else [Wrong("audience", _("Diga em que qualidade participa."))]
    if page == flow.ABOUT:
        draft.about = {name: post.get(name, "")[:20] for name in flow.ABOUT_ME if post.get(name)}
        draft.email = post.get("email", "").strip()[:254]
        return email_faults(draft.email)
    if page == flow.WHO:
        draft.identity = post.get("identity", draft.identity).strip()[:60]
        return [] if draft.proven or plain(draft.identity) else [contributions.unknown()]
    found = flow.only(put, page)
    if not found.questions:
        return []
    (question,) = found.questions
    for name in flow.names_of(question):
        draft.typed.pop(name, None)
    draft.typed |= {
        name: said for name, said in answers.typed_of(post).items() if name in flow.names_of(question)
    }
    before = dict(draft.files)
    refused = _take_files(request, question.code, draft)
    wrong = refused or question_faults(question, _said(put, draft), answers.towns(found))
    if wrong:
        draft.files = before  # what is not taken is not kept either: nobody could go on past it
    return wrong


def _take_files(request: HttpRequest, code: str, draft: flow.Draft) -> list[Wrong]:
    """Keep the files that came with a page; those sent again take the place of those before."""
    sent = request.FILES.getlist(f"q-{code}")
    if not sent:
        return []
    try:
        kept = annexes.keep(sent, place=f"question:{code}", by=contributions.PARTICIPANT, at=clock.now())
    except contributions.NotAccepted as refused:
        return list(refused.faults)
    draft.files[code] = [one.public_id for one in kept]
    return []


def _said(put: Asked, draft: flow.Draft) -> Said:
    """Everything in a draft, with its files."""
    said = flow.so_far(put, draft)
    ids = [one for several in draft.files.values() for one in several]
    stored = {one.public_id: one for one in StoredFile.objects.filter(public_id__in=ids)}
    files = {
        f"question:{code}": [stored[one] for one in several if one in stored]
        for code, several in draft.files.items()
    }
    return replace(said, files=files)


@slowed
def _send(request: HttpRequest, row: Consultation, put: Asked, draft: flow.Draft, token: str) -> HttpResponse:
    said = _said(put, draft)
    try:
        if draft.corrects:
            return _corrected(request, draft, said, token)
        received = contributions.submit(consultation=row, said=said, token=token, at=clock.now())
    except contributions.NotAccepted as refused:
        page = flow.page_of(refused.faults[0].place, put)
        wrong = [one for one in refused.faults if flow.page_of(one.place, put) == page]
        return _page(request, row, put, draft, page, request.POST["token"], wrong=wrong)
    received.contribution.consultation = row
    return receipts.ticket(request, received)


def _corrected(request: HttpRequest, draft: flow.Draft, said: Said, token: str) -> HttpResponse:
    found = by_number(draft.corrects)
    if found is None:
        raise contributions.NotAccepted([Wrong("", _("Este contributo já não existe."))])
    consultation = found.consultation
    done = contributions.correct(contribution=found, said=said, at=clock.now())
    done.consultation = consultation
    left = flow.Draft(corrects=draft.corrects, done=True).plain()  # nothing of what was written
    contributions.keep_draft(consultation=consultation, token=token, data=left, at=clock.now())
    return receipts.changed(request, done)


def _draft_of(said: Whole) -> flow.Draft:
    """What a contribution says as a draft, to be corrected."""
    texts = {one.place: Text(one.text, one.public) for one in said.passages}
    files: dict[str, list[str]] = {}
    texts |= {one.place: Text("", one.public) for one in said.spoken}  # what is still to be written down
    for one in said.files:
        files.setdefault(one.place.removeprefix("question:"), []).append(one.file.public_id)
    return flow.Draft(
        language=said.row.language,
        audience=said.row.audience,
        typed=answers.retyped(said.row.answers, texts),
        files=files,
        corrects=said.row.number,
        seen=True,
    )


def _page(
    request: HttpRequest,
    row: Consultation,
    put: Asked,
    draft: flow.Draft,
    page: str,
    token: str,
    *,
    wrong: Sequence[Wrong] = (),
    saved: bool = False,
    unproven: str = "",
) -> HttpResponse:
    """Draw one page of the questionnaire; `unproven`: why it was not shown elsewhere who it is."""
    order = flow.pages(put, draft, once=row.once)
    words = words_of(row, draft.language or get_language() or "")
    told: dict[str, Any] = {
        "row": row,
        "title": words["title"],
        "page": page,
        "token": token,
        "saved": saved,
        "step": order.index(page) + 1 if page in order else 1,
        "steps": len(order),
        "faults": [_linked(fault) for fault in answers.faults_of(wrong, put)],
        "wrong": {one.place: one.text for one in wrong},
        "draft": draft,
        "crumbs": crumbs(row, words["title"]),
        "synthetic": row.synthetic,
        "who": errands.told(row, Kind.QUESTIONNAIRE, draft.proven, unproven),
    }
    templates = {flow.START: "start", flow.ABOUT: "about", flow.WHO: "who", flow.REVIEW: "review"}
    fills = {flow.START: _start, flow.ABOUT: _about, flow.WHO: _nothing, flow.REVIEW: _review}
    told |= fills.get(page, _question)(row, put, draft, words, told)
    if page == flow.REVIEW:
        _see(row, draft, token)
    name = f"participate/{templates.get(page, 'question')}.html"
    response = private(render(request, name, told, status=errands.status(bool(wrong), unproven)))
    response["Content-Language"] = get_language() or row.language
    speaks = "field" in told and told["field"].kind == "voice"
    return with_sound(response, records=True) if speaks else response


def _see(row: Consultation, draft: flow.Draft, token: str) -> None:
    """Keep that all that was answered has been seen together."""
    if not draft.seen:
        draft.seen = True
        bare = tokens.bare(token, PURPOSE)
        contributions.keep_draft(consultation=row, token=bare, data=draft.plain(), at=clock.now())


def _nothing(
    row: Consultation, put: Asked, draft: flow.Draft, words: Any, told: Mapping[str, Any]
) -> dict[str, Any]:
    return {}


def _start(
    row: Consultation, put: Asked, draft: flow.Draft, words: Any, told: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "languages": [Option(code, name, code == draft.language) for code, name in LANGUAGES.items()],
        "audiences": [Option(key, name, key == draft.audience) for key, name in telling.audiences(row)],
    }


def _question(
    row: Consultation, put: Asked, draft: flow.Draft, words: Any, told: Mapping[str, Any]
) -> dict[str, Any]:
    one = flow.only(put, told["page"])
    (field,) = answers.fields(one, words, draft.typed, told["wrong"])
    names = (
        StoredFile.objects.filter(public_id__in=draft.files.get(told["page"], []))
        if field.kind in ("file", "voice")
        else ()
    )
    return {"field": field, "kept": [stored.name for stored in names]}


def _about(
    row: Consultation, put: Asked, draft: flow.Draft, words: Any, told: Mapping[str, Any]
) -> dict[str, Any]:
    said = draft.about
    groups = {
        "age": (("", _("Prefiro não dizer")), ("-17", _("Até 17 anos")), ("18-29", _("18 a 29")), ("30-44", _("30 a 44")), ("45-64", _("45 a 64")), ("65-", _("65 ou mais"))),
        "sex": (("", _("Prefiro não dizer")), ("f", _("Mulher")), ("m", _("Homem")), ("x", _("Outra resposta"))),
        "years": (("", _("Prefiro não dizer")), ("born", _("Nasci cá")), ("-1", _("Menos de um ano")), ("1-5", _("De um a cinco anos")), ("5-", _("Mais de cinco anos"))),
    }  # fmt: skip
    return {
        name: [Option(key, str(label), said.get(name, "") == key) for key, label in options]
        for name, options in groups.items()
    }


def _review(
    row: Consultation, put: Asked, draft: flow.Draft, words: Any, told: Mapping[str, Any]
) -> dict[str, Any]:
    """What is about to be sent, each answer with the page where it is changed."""
    said = contributions.tidy(_said(put, draft))
    shadow = Contribution(consultation=row, kind=Kind.QUESTIONNAIRE, answers=dict(said.answers))
    passages = tuple(
        Passage(place=place, language=draft.language, text=one.text, public=one.public)
        for place, one in said.texts.items()
        if one.text
    )
    lines = lines_of(Whole(shadow, passages, {}, ()), put, words)
    kept = {place: len(files) for place, files in said.files.items()}
    places = [question.code for question in put.questions if applies(question, said)]
    by_place = {line.place: line for line in lines}
    return {
        "lines": [(code, words[f"question:{code}"], by_place.get(f"question:{code}"), kept.get(f"question:{code}", 0)) for code in places],
        "language": LANGUAGES.get(draft.language, draft.language),
        "missing": [one.text for one in faults(said, put, audiences=row.audiences, towns=answers.towns(put))],
    }  # fmt: skip


def _linked(fault: Fault) -> Fault:
    """A fault of the frame is linked to its first control, one of the whole to the page."""
    ids = {"audience": "audience-1", "form": "main"}
    return Fault(ids.get(fault.field, fault.field), fault.text)


def _again(request: HttpRequest, row: Consultation) -> HttpResponse:
    """A form that is nobody's, or was open too long: begin again, and say so."""
    draft = flow.Draft(language=get_language() or row.language)
    words = _("Este formulário esteve aberto demasiado tempo. Comece de novo, por favor.")
    return _page(request, row, asked(row), draft, flow.START, tokens.fresh(PURPOSE), wrong=[Wrong("", words)])
