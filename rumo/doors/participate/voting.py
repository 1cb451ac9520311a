"""Voting on statements, one at a time: each answer is the next statement; the ballot is one contribution with one receipt."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.participate import errands, receipts, telling
from rumo.doors.participate.answering import closed, crumbs
from rumo.doors.participate.cover import kept_or_404
from rumo.doors.web import clock, tokens
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Fault, Option
from rumo.doors.web.slowing import slowed
from rumo.listen.consultations.models import Consultation, Way
from rumo.listen.consultations.queries.kept import words_of
from rumo.listen.consultations.rules import LANGUAGES, is_open
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Contribution, Kind
from rumo.listen.contributions.queries import ballot_of
from rumo.listen.contributions.queries.routing import next_statement
from rumo.listen.contributions.rules.marking import asks_who, plain

PURPOSE = "vote"
VALUES = {"concordo": 1, "discordo": -1, "passo": 0}


@require_http_methods(["GET", "HEAD", "POST"])
def statements(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Put a statement, or take a vote and put the next; `terminar` answers with the receipt."""
    row = kept_or_404(slug)
    at = clock.now()
    if Way.STATEMENTS not in row.ways or not is_open(row, at=at):
        return closed(request, row)
    if request.method != "POST":
        return _put(request, row, tokens.fresh(PURPOSE))
    token = tokens.read(request, PURPOSE)
    if token is None:
        return _put(
            request,
            row,
            tokens.fresh(PURPOSE),
            wrong=_("Esta página esteve aberta demasiado tempo: comece de novo."),
        )
    with override(telling.chosen(request)):  # from here on in the language that was asked for first
        response = _answered(request, row, token)
        response["Content-Language"] = get_language() or row.language
    return response


def _answered(request: HttpRequest, row: Consultation, token: str) -> HttpResponse:
    """The page after a form of this way: the receipt, who one is, or the next statement."""
    go = request.POST.get("ir")
    if go == "terminar":
        return _end(request, row, token)
    if asks_who(row, Kind.BALLOT) and go in ("anterior", "comecar", errands.GO):
        return _begin(request, row, token, go)
    return _vote(request, row, token) if ballot_of(token) else _first(request, row, token)


@slowed
def _first(request: HttpRequest, row: Consultation, token: str) -> HttpResponse:
    """Take the first vote, which makes the ballot."""
    asks = asks_who(row, Kind.BALLOT)
    known = contributions.read_draft(consultation=row, token=token) if asks else {}
    return _vote(request, row, token, known)


def resume(request: HttpRequest, row: Consultation, *, proven: str, unproven: str) -> HttpResponse:
    """Go on after an errand to an identity provider: to the first statement, or to the page where there is another way."""
    signed = request.POST["token"]
    if not proven:
        return _put(request, row, signed, unproven=unproven)
    token = tokens.bare(signed, PURPOSE)
    contributions.keep_draft(consultation=row, token=token, data={"proven": proven}, at=clock.now())
    return _put(request, row, signed)


def _begin(request: HttpRequest, row: Consultation, token: str, go: str) -> HttpResponse:
    """Take the page that asks whether one is one: the number of a document, or the way to a provider."""
    signed = request.POST["token"]
    if go == errands.GO:
        return errands.leave(request, row, Kind.BALLOT) or _put(request, row, signed, unproven=errands.away())
    number = request.POST.get("identity", "").strip()[:60]
    if go == "comecar" and plain(number):
        contributions.keep_draft(consultation=row, token=token, data={"identity": number}, at=clock.now())
        return _put(request, row, signed)
    return _put(request, row, signed, wrong=contributions.unknown().text if go == "comecar" else "")


def _vote(
    request: HttpRequest, row: Consultation, token: str, known: Mapping[str, str] | None = None
) -> HttpResponse:
    """Take a vote; `known`: what a ballot that it begins holds of whose it is, None where one was begun."""
    value, number = VALUES.get(request.POST.get("voto", "")), request.POST.get("afirmacao", "")
    keys = [key for key, _name in telling.audiences(row)]
    audience = request.POST.get("audience", "") if len(keys) > 1 else (keys or [""])[0]
    if value is None or not number.isdecimal() or len(number) > 9:
        return _put(request, row, request.POST["token"], wrong=_("Escolha: concordo, discordo ou passo."))
    try:
        received = contributions.vote(
            consultation=row, token=token, number=int(number), value=value,
            language=_language(request, row), audience=audience, at=clock.now(),
            identity=(known or {}).get("identity", ""), proven=(known or {}).get("proven", ""), begun=known is None,
        )  # fmt: skip
    except contributions.NotAccepted as refused:
        if any(one.place == "identity" for one in refused.faults):
            contributions.drop_draft(token=token)  # another number may be written
        return _put(request, row, request.POST["token"], wrong=str(refused))
    return _put(request, row, request.POST["token"], ballot=received.contribution)


def _end(request: HttpRequest, row: Consultation, token: str) -> HttpResponse:
    """Show the receipt of a ballot; where nothing was voted on there is none."""
    ballot = ballot_of(token)
    if ballot is None:
        return _put(request, row, request.POST["token"], wrong=_("Ainda não votou em nenhuma afirmação."))
    ballot.consultation = row
    return receipts.ticket(request, contributions.again(contribution=ballot, token=token, at=clock.now()))


def _put(
    request: HttpRequest,
    row: Consultation,
    signed: str,
    *,
    wrong: str = "",
    unproven: str = "",
    ballot: Contribution | None = None,
) -> HttpResponse:
    token = tokens.bare(signed, PURPOSE)
    if ballot is None and request.method == "POST":
        ballot = ballot_of(token)
    asks = asks_who(row, Kind.BALLOT) and ballot is None
    if asks and not contributions.read_draft(consultation=row, token=token):
        return _ask(request, row, signed, wrong, unproven)
    statement, done, of = next_statement(row, ballot, seed=token, at=clock.now())
    language = _language(request, row)
    words = words_of(row, language)
    told: dict[str, Any] = {
        "row": row,
        "title": words["title"],
        "synthetic": row.synthetic,
        "token": signed,
        "statement": statement,
        "text": words.get(f"statement:{statement.number}") if statement else None,
        "done": done,
        "of": of,
        "language": language,
        "languages": [Option(code, LANGUAGES.get(code, code), code == language) for code in row.languages],
        "audiences": [
            Option(key, name, key == request.POST.get("audience")) for key, name in telling.audiences(row)
        ],
        "audience": request.POST.get("audience", ""),
        "begun": ballot is not None,
        "warning": wrong,
        "crumbs": crumbs(row, words["title"]),
    }
    response = render(request, "participate/statements.html", told, status=422 if wrong else 200)
    return private(response)


def _ask(request: HttpRequest, row: Consultation, signed: str, wrong: str, unproven: str) -> HttpResponse:
    """Before the first statement, where each person votes once: show that one is one."""
    title = words_of(row, _language(request, row))["title"]
    told: dict[str, Any] = {
        "row": row,
        "title": title,
        "synthetic": row.synthetic,
        "token": signed,
        "faults": [Fault("identity", wrong)] if wrong else [],
        "wrong": {"identity": wrong},
        "who": errands.told(row, Kind.BALLOT, "", unproven),
        "crumbs": crumbs(row, title),
    }
    status = errands.status(bool(wrong), unproven)
    return private(render(request, "participate/who_votes.html", told, status=status))


def _language(request: HttpRequest, row: Consultation) -> str:
    chosen = request.POST.get("lingua", "")
    return chosen if chosen in LANGUAGES else get_language() or row.language
