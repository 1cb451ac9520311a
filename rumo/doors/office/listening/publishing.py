"""What people will see, and the acts everybody notices: publish, put off the closing, cancel; each is asked before it is done."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.listening import told
from rumo.doors.office.listening.seeing import BOTH, NotNow, answering, done, page, seen, written_by
from rumo.doors.web import clock
from rumo.doors.web.formats import day, number
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import queries, rules
from rumo.listen.consultations.models import Audience, Consultation, Question
from rumo.listen.consultations.rules import Phase, can_publish


@require_safe
@staff
def preview(request: Asking, consultation: str) -> HttpResponse:
    """Show everything a consultation asks, as those who read it will, with nothing to fill in."""
    row = seen(request, consultation)
    asked, words = queries.asked(row), queries.words_of(row, row.language)
    texts = {code: words[f"question:{code}"].text for code in (one.code for one in asked.questions) if f"question:{code}" in words}  # fmt: skip
    context = {
        "words": {place.replace(":", "_"): said.text for place, said in words.items()},
        "questions": [_question(one, words, texts) for one in asked.questions],
        "paragraphs": [(one, words[f"paragraph:{one.code}"].text) for one in asked.paragraphs],
        "statements": [words[f"statement:{one.number}"].text for one in asked.statements],
        "documents": queries.documents(row),
        "term": told.term_words(row.first_on, row.last_on),
    }
    return page(request, "preview", row, _("O que as pessoas veem"), context)


def _question(one: Question, words: Any, texts: dict[str, str]) -> dict[str, Any]:
    def said(kind: str, code: str) -> str:
        return str(words.get(f"{kind}:{one.code}.{code}", code))

    audiences = dict(Audience.choices)
    condition = one.only_if or {}
    return {
        "one": one,
        "kind": one.get_kind_display(),
        "text": texts.get(one.code, one.code),
        "options": [said("option", code) for code in one.options],
        "rows": [said("row", code) for code in one.rows],
        "audiences": [str(audiences[key]) for key in one.audiences if key in audiences],
        "bounds": _bounds(one),
        "only_if": texts.get(condition.get("question", ""), ""),
        "any": [
            str(words.get(f"option:{condition['question']}.{code}", code))
            for code in condition.get("any", ())
        ],
    }


def _bounds(one: Question) -> str:
    """Return a question's least and most in words."""
    least, most = number(one.least, 4), number(one.most, 4)
    if one.least is not None and one.most is not None:
        return _("de %(least)s a %(most)s") % {"least": least, "most": most}
    if one.least is not None:
        return _("%(least)s no mínimo") % {"least": least}
    return _("%(most)s no máximo") % {"most": most} if one.most is not None else ""


@require_http_methods(BOTH)
@staff
@answering
def publish(request: Asking, consultation: str) -> HttpResponse:
    """Show the term it would have, and what it lacks; then publish it."""
    row = written_by(request, consultation, can_publish)
    if row.state != Consultation.State.DRAFT:
        raise NotNow(_("A consulta já foi publicada."))

    def act() -> HttpResponse:
        made = consultations.publish(
            consultation=row, country=settings.COUNTRY, by=request.who.public_id, at=clock.now()
        )
        words = _("A consulta está publicada: abre em %(day)s.") % {"day": day(made.first_on)}
        return done(request, words, "consultation", row.slug)

    error, answer = _tried(request, act)
    if answer:
        return answer
    found = rules.term(
        request.came_at,
        days=row.term_days,
        working=row.term_unit == Consultation.Unit.WORKING,
        zone=row.zone,
        country=settings.COUNTRY,
        local=[date.fromisoformat(day) for day in row.local_holidays],
    )
    has = queries.standing(row)
    context = {
        "lacks": [words for _part, words in queries.lacking(row, has)],
        "counts": has.counts,
        "term": told.term_words(found.first_on, found.last_on),
        "zone": rules.ZONES.get(row.zone, row.zone),
        "untranslated": {
            told.language(code): counts["none"] + counts["out_of_date"]
            for code, counts in queries.completeness(row).items()
            if counts["none"] + counts["out_of_date"]
        },
        "error": error,
    }
    return page(request, "publish", row, _("Publicar a consulta"), context, status=422 if error else 200)


@require_http_methods(BOTH)
@staff
@answering
def extend(request: Asking, consultation: str) -> HttpResponse:
    """Put the closing off, with the reason everybody reads."""
    row = written_by(request, consultation, can_publish)
    if rules.phase(row, at=request.came_at) not in (Phase.COMING, Phase.OPEN):
        raise NotNow(_("Só se prolonga uma consulta publicada que ainda não fechou."))
    typed = {name: request.POST.get(name, "").strip() for name in ("last_on", "reason")}
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            last_on = date.fromisoformat(typed["last_on"])
        except ValueError:
            errors["last_on"] = _("Escreva o novo último dia: ano-mês-dia, por exemplo 2027-12-31.")
        if not typed["reason"]:
            errors["reason"] = _("Escreva o motivo: vai ser público.")
        if not errors:
            try:
                consultations.extend(
                    consultation=row,
                    last_on=last_on,
                    reason=typed["reason"],
                    by=request.who.public_id,
                    at=clock.now(),
                )
            except consultations.ConsultationRefused as no:
                errors["last_on"] = str(no)
            else:
                words = _("A consulta fica aberta até às 23:59 de %(day)s.") % {"day": day(last_on)}
                return done(request, words, "consultation", row.slug)
    context = {"typed": typed, "errors": errors, "extensions": queries.extensions(row)}
    return page(request, "extend", row, _("Prolongar o prazo"), context)


@require_http_methods(BOTH)
@staff
@answering
def cancel(request: Asking, consultation: str) -> HttpResponse:
    """Ask before a consultation is cancelled, with the reason everybody reads."""
    row = written_by(request, consultation, can_publish)
    if row.state != Consultation.State.PUBLISHED:
        raise NotNow(_("Só se anula uma consulta publicada."))
    reason = request.POST.get("reason", "")

    def act() -> HttpResponse:
        consultations.cancel(consultation=row, reason=reason, by=request.who.public_id, at=clock.now())
        return done(
            request, _("A consulta foi anulada. A página fica, com o motivo."), "consultation", row.slug
        )

    error, answer = _tried(request, act)
    if answer:
        return answer
    context = {"reason": reason, "errors": {"reason": error} if error else {}}
    return page(request, "cancel", row, _("Anular a consulta"), context)


def _tried(request: Asking, act: Callable[[], HttpResponse]) -> tuple[str, HttpResponse | None]:
    """Do what was pressed; return why not, or the answer."""
    if request.method != "POST":
        return "", None
    try:
        return "", act()
    except consultations.ConsultationRefused as no:
        return str(no), None
