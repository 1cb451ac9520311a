"""Suggestions in the office: those that wait, one more, each decided with a reason that everyone reads."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.guiding.seeing import BOTH, act, done, page, seen, status_of, wrong
from rumo.doors.web import tokens
from rumo.doors.web.parts import Option
from rumo.ground.core.texts import line
from rumo.listen.contributions.models import Contribution
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines import rules
from rumo.shape.guidelines.models import Clause, Document, Suggestion
from rumo.shape.guidelines.queries import reading

PURPOSE = "office:suggestion"
Refused = guidelines.GuidelinesRefused


@require_http_methods(BOTH)
@staff
def suggestions(request: Asking, guidelines: str) -> HttpResponse:
    """List what was suggested; suggest something more, as staff or from a contribution."""
    row = seen(request, guidelines, rules.can_write)
    return _suggested(request, row) if request.method == "POST" else _page(request, row)


@require_POST
@staff
def decide(request: Asking, guidelines: str, suggestion: str) -> HttpResponse:
    """Decide on a suggestion."""
    row = seen(request, guidelines, rules.can_write)
    one = get_object_or_404(Suggestion, document=row, public_id=suggestion)
    return _decided(request, row, one)


def _decided(request: Asking, row: Document, one: Suggestion) -> HttpResponse:
    post = request.POST
    try:
        guidelines.decide(
            suggestion=one, decision=post.get("decision", ""), reason=post.get("reason", ""), **act(request)
        )
    except Refused as no:
        no.field = {"decision": f"decision-{one.public_id}-1", "reason": f"reason-{one.public_id}"}.get(
            no.field, no.field
        )
        return _page(request, row, no, one)
    return done(request, _("Decidida. A razão é pública."), "suggestions", row.slug)


def _suggested(request: Asking, row: Document) -> HttpResponse:
    post = request.POST
    token = tokens.read(request, PURPOSE)
    number, code = line(post.get("contribution", ""))[:16], line(post.get("clause", ""))[:12]
    said = Contribution.objects.filter(number=number).first() if number else None
    clause = Clause.objects.filter(document=row, code=code).first() if code else None
    try:
        if token is None:
            raise Refused(_("A página esteve aberta demasiado tempo. Envie outra vez."))
        if number and said is None:
            raise Refused(_("Não há nenhum contributo com este número."), "contribution")
        guidelines.suggest(
            document=row,
            clause=clause,
            contribution=said,
            text=post.get("text", ""),
            why=post.get("why", ""),
            token=token,
            **act(request),
        )
    except Refused as no:
        return _page(request, row, no)
    return done(request, _("Sugestão guardada."), "suggestions", row.slug)


def _page(
    request: Asking, row: Document, no: Refused | None = None, decided: Suggestion | None = None
) -> HttpResponse:
    post = request.POST
    waiting = Suggestion.objects.filter(document=row, decision="").select_related("clause", "contribution")
    clauses = Clause.objects.filter(document=row).order_by("pk")
    code = post.get("clause", "")
    choices = [(key, str(words)) for key, words in Suggestion.Decision.choices if key]
    context: dict[str, Any] = {
        "waiting": [
            (
                one,
                [
                    Option(key, words, one == decided and key == post.get("decision"))
                    for key, words in choices
                ],
                post.get("reason", "") if one == decided else "",
            )
            for one in waiting
        ],
        "decided": reading.decided_on(row),
        "clauses": [Option("", _("nenhuma: é para acrescentar"), not code)]
        + [Option(one.code, one.code, one.code == code) for one in clauses],
        "typed": {name: post.get(name, "") for name in ("text", "why", "contribution")},
        "token": post.get("token") if no and no.field else tokens.fresh(PURPOSE),
        **(wrong(no) if no else {}),
    }
    return page(request, "suggestions", row, _("Sugestões"), context, status_of(no) if no else 200)
