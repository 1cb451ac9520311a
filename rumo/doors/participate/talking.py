"""While a talk is given: questions from anybody, support for those that may be read, polls of one choice; each form counts once."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.participate.programmes import crumbs, talk_or_404
from rumo.doors.web import clock, tokens
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Crumb, Fault
from rumo.doors.web.slowing import slowed
from rumo.listen.conferences import actions as conferences
from rumo.listen.conferences.queries import live
from rumo.listen.conferences.queries.programme import Told
from rumo.listen.conferences.rules import permits
from rumo.listen.gatherings.models import Gathering


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def live_page(request: HttpRequest, slug: str, talk: str) -> HttpResponseBase:
    """The questions and polls of a talk; a form asks, supports or votes, and is answered with the page as it is then."""
    row, one = talk_or_404(slug, talk)
    one.slot.gathering = row
    if request.method != "POST":
        return _draw(request, row, one, tokens.fresh(_purpose(one)))
    token = tokens.read(request, _purpose(one))
    if token is None:
        words = _("Esta página esteve aberta demasiado tempo: tente de novo.")
        return _draw(request, row, one, tokens.fresh(_purpose(one)), wrong={"": words})
    try:
        done = _done(request, one, token)
    except conferences.ConferenceRefused as no:
        return _draw(request, row, one, request.POST["token"], wrong=no.faults or {"": str(no)})
    return _draw(request, row, one, request.POST["token"], done=done)


def _done(request: HttpRequest, one: Told, token: str) -> str:
    """Do the one thing a form asks for, and say what was done."""
    post, at = request.POST, clock.now()
    if number := post.get("apoiar"):
        question = next(
            (held.question for held in live.questions(one.slot) if held.question.number == number), None
        )
        if question is None:
            raise Http404
        question.slot = one.slot
        made = conferences.support(question=question, token=token, at=at)
        return _("Apoiou esta pergunta.") if made else _("Já tinha apoiado esta pergunta.")
    if number := post.get("sondagem"):
        poll = next((held.poll for held in live.polls(one.slot) if held.poll.number == number), None)
        if poll is None:
            raise Http404
        poll.slot = one.slot
        chosen = post.get("opcao", "")
        place = int(chosen) if chosen.isdecimal() and len(chosen) < 4 else -1
        made = conferences.vote(poll=poll, option=place, token=token, at=at)
        return _("Contámos o seu voto.") if made else _("O seu voto já estava contado.")
    conferences.ask(
        slot=one.slot, text=post.get("texto", ""), language=get_language() or "pt", token=token, at=at
    )
    return _("Recebemos a sua pergunta. Aparece aqui depois de alguém a ler.")


def _draw(
    request: HttpRequest,
    row: Gathering,
    one: Told,
    token: str,
    *,
    wrong: dict[str, str] | None = None,
    done: str = "",
) -> HttpResponse:
    wrong = wrong or {}
    told: dict[str, Any] = {
        "row": row,
        "one": one,
        "token": token,
        "fresh": tokens.fresh(_purpose(one)) if done else token,
        "asked": live.questions(one.slot),
        "polls": live.polls(one.slot),
        "asks": permits.can_ask(one.slot, at=clock.now()),
        "typed": "" if done else request.POST.get("texto", ""),
        "wrong": wrong,
        "faults": [Fault(field or "main", words) for field, words in wrong.items()],
        "done": done,
        "crumbs": [
            *crumbs(row),
            Crumb(one.title, reverse("participate:talk", args=[row.slug, one.slot.number])),
            Crumb(_("Perguntas e sondagens")),
        ],
    }
    return private(render(request, "participate/talk_live.html", told, status=422 if wrong else 200))


def _purpose(one: Told) -> str:
    return f"live:{one.slot.pk}"
