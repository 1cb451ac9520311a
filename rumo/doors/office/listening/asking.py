"""The questions of a consultation: their list with buttons to move them, and the form of one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.listening import question_form as form
from rumo.doors.office.listening.seeing import BOTH, NotNow, answering, done, drafted_by, page
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.models import Audience, Consultation, Question
from rumo.listen.consultations.queries import question_hash, words_of


@require_safe
@staff
@answering
def questions(request: Asking, consultation: str) -> HttpResponse:
    """List the questions in order, each with buttons to move, change and remove it."""
    row = drafted_by(request, consultation)
    texts = words_of(row, row.language)
    audiences = dict(Audience.choices)
    lines = [
        {
            "code": one.code,
            "position": one.position,
            "text": str(texts.get(f"question:{one.code}", "")),
            "kind": one.get_kind_display(),
            "required": one.required,
            "audiences": [str(audiences[key]) for key in one.audiences if key in audiences],
            "only_if": (one.only_if or {}).get("question", ""),
        }
        for one in _rows(row)
    ]
    return page(request, "questions", row, _("Perguntas"), {"lines": lines})


@require_http_methods(BOTH)
@staff
@answering
def question(request: Asking, consultation: str, code: str = "") -> HttpResponse:
    """Write a question: a new one (no code), or one that is there."""
    row = drafted_by(request, consultation)
    rows, texts = _rows(row), words_of(row, row.language)
    one = next((each for each in rows if each.code == code), None)
    if code and one is None:
        raise Http404
    typed = form.typed(request.POST) if request.method == "POST" else form.told(one, texts, rows)
    errors: dict[str, str] = {}
    if request.method == "POST":
        said, words = form.said(typed, one, texts)
        act: dict[str, Any] = {
            "consultation": row,
            "new": one is None,
            "by": request.who.public_id,
            "at": clock.now(),
            "was": request.POST.get("was", ""),
        }
        try:
            consultations.put_question(said=said, words=words, **act)
        except consultations.Conflict:
            return _drawn(request, row, code, typed, {}, clash=True)
        except consultations.ConsultationRefused as no:
            errors = form.errors_of(no, said["code"])
        else:
            return _saved(request, row, said["code"])
    return _drawn(request, row, code, typed, errors)


def _drawn(
    request: Asking,
    row: Consultation,
    code: str,
    typed: form.Typed,
    errors: Mapping[str, str],
    *,
    clash: bool = False,
) -> HttpResponse:
    """Draw the form; after a clash (409) with what somebody else saved beside it, which the next press writes over knowingly."""
    rows, texts = _rows(row), words_of(row, row.language)
    one = next((each for each in rows if each.code == code), None)
    now = question_hash({name: getattr(one, name) for name in consultations.FIELDS}, texts) if one else ""
    earlier = rows[: one.position - 1] if one else rows
    context = {
        "one": one,
        "was": now if clash else request.POST.get("was") or now,
        "conflict": form.beside(typed, form.told(one, texts, rows)) if clash else (),
        "typed": typed,
        "wrong": errors,
        "errors": {form.FIELD_IDS.get(field, field): words for field, words in errors.items()},
        **form.options(typed, earlier, texts),
    }
    here = _("Pergunta %(code)s") % {"code": code} if one else _("Nova pergunta")
    return page(request, "question", row, here, context, _crumb(row), status=409 if clash else 200)


def _saved(request: Asking, row: Consultation, code: str) -> HttpResponse:
    words = _("A pergunta %(code)s foi guardada.") % {"code": code}
    if request.POST.get("then") == "new":
        return done(request, words, "question-new", row.slug)
    return done(request, words, "consultation-questions", row.slug)


@require_POST
@staff
@answering
def move(request: Asking, consultation: str, code: str) -> HttpResponse:
    """Move a question one place, or to any."""
    row = drafted_by(request, consultation)
    position = request.POST.get("position", "")
    if not position.isascii() or not position.isdigit() or len(position) > 6:
        raise NotNow(_("Este botão não diz para onde vai a pergunta: volte à página e tente de novo."))
    try:
        consultations.move_question(
            consultation=row, code=code, position=int(position), by=request.who.public_id, at=clock.now()
        )
    except consultations.ConsultationRefused as no:
        raise NotNow(str(no)) from None
    words = _("A pergunta %(code)s mudou de lugar.") % {"code": code}
    return done(request, words, "consultation-questions", row.slug, at=f"#q-{code}")


@require_http_methods(BOTH)
@staff
@answering
def remove(request: Asking, consultation: str, code: str) -> HttpResponse:
    """Ask before a question leaves with its words; then take it out. One that has left already is no fault."""
    row = drafted_by(request, consultation)
    there = Question.objects.filter(consultation=row, code=code).exists()
    if not there and request.method != "POST":
        raise Http404
    if request.method == "POST":
        try:
            if there:
                consultations.drop_question(
                    consultation=row, code=code, by=request.who.public_id, at=clock.now()
                )
        except consultations.ConsultationRefused as no:
            raise NotNow(str(no)) from None
        return done(
            request, _("A pergunta %(code)s saiu.") % {"code": code}, "consultation-questions", row.slug
        )
    text = str(words_of(row, row.language).get(f"question:{code}", code))
    here = _("Tirar a pergunta %(code)s") % {"code": code}
    return page(request, "question_remove", row, here, {"code": code, "text": text}, _crumb(row))


def _rows(row: Consultation) -> Sequence[Question]:
    return list(Question.objects.filter(consultation=row).order_by("position"))


def _crumb(row: Consultation) -> Crumb:
    return Crumb(_("Perguntas"), reverse("office:consultation-questions", args=[row.slug]))
