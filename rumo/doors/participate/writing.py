"""The ways that are one form: comments on a text, a statement of one's own, a proposal, support for one, an organisation's position."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.doors.files import annexes
from rumo.doors.participate import errands, organisations, receipts, telling
from rumo.doors.participate.answering import closed, crumbs
from rumo.doors.participate.cover import kept_or_404
from rumo.doors.web import clock, tokens
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Fault, Option
from rumo.doors.web.slowing import slowed
from rumo.ground.files.models import StoredFile
from rumo.ground.people.models import Entity
from rumo.listen.consultations.models import Consultation, Way
from rumo.listen.consultations.queries.kept import asked, words_of
from rumo.listen.consultations.rules import LANGUAGES, is_open
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Kind
from rumo.listen.contributions.queries import beside, by_number, comments, shown, shown_of, supports
from rumo.listen.contributions.rules.marking import asks_who
from rumo.listen.contributions.rules.saying import Said, Text, Wrong

PAGE = 20
Fill = Callable[[HttpRequest, Consultation], dict[str, Any]]


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def text(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The text put to consultation, paragraph by paragraph, with what others said of each where they let it be read."""
    return _form(request, slug, Way.TEXT, Kind.COMMENT, _paragraphs)


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def statement(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A statement of one's own, put to everyone once somebody read it."""
    return _form(request, slug, Way.STATEMENTS, Kind.STATEMENT, _nothing)


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def proposals(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The proposals that may be read, and the form for one more."""
    return _form(request, slug, Way.PROPOSALS, Kind.PROPOSAL, _proposals)


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def support(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """Support a proposal that may be read."""
    found = by_number(number)
    if found is None or found.kind != Kind.PROPOSAL or found.consultation.slug != slug:
        raise Http404
    return _form(request, slug, Way.PROPOSALS, Kind.SUPPORT, _nothing, about=number)


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def position(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The formal position of an organisation, with its annexes."""
    return _form(request, slug, Way.POSITIONS, Kind.POSITION, _bodies)


def _form(
    request: HttpRequest, slug: str, way: Way, kind: Kind, fill: Fill, *, about: str = ""
) -> HttpResponseBase:
    """Show the form, or take it: the receipt, or what to mend with all that was written still there."""
    row = kept_or_404(slug)
    if way not in row.ways or not is_open(row, at=clock.now()):
        return closed(request, row)
    purpose = f"{kind}:{row.pk}:{about}"
    if request.method != "POST":
        return _draw(request, row, kind, fill, tokens.fresh(purpose), about=about)
    token = tokens.read(request, purpose)
    if token is None:
        words = _("Este formulário esteve aberto demasiado tempo: veja se está tudo e envie de novo.")
        return _draw(request, row, kind, fill, tokens.fresh(purpose), [Wrong("", words)], about=about)
    signed = request.POST["token"]
    known = _known(row, kind, token)
    if request.POST.get("ir") in (errands.GO, "anterior") and asks_who(row, kind):
        if request.POST["ir"] == "anterior":
            return _draw(request, row, kind, fill, signed, about=about, proven=known)
        return errands.leave(request, row, kind, about) or _draw(
            request, row, kind, fill, signed, about=about, unproven=errands.away()
        )
    try:
        said = replace(_said(request, row, kind, about), proven=known)
        received = contributions.submit(consultation=row, said=said, token=token, at=clock.now())
    except contributions.NotAccepted as refused:
        return _draw(request, row, kind, fill, signed, refused.faults, about=about, proven=known)
    received.contribution.consultation = row
    return receipts.ticket(request, received)


def resume(
    request: HttpRequest, row: Consultation, about: str, *, proven: str, unproven: str
) -> HttpResponse:
    """Go on with the support for a proposal after an errand to an identity provider."""
    signed = request.POST["token"]
    if proven:
        token = tokens.bare(signed, f"{Kind.SUPPORT}:{row.pk}:{about}")
        contributions.keep_draft(consultation=row, token=token, data={"proven": proven}, at=clock.now())
    how = {"about": about, "proven": proven, "unproven": unproven}
    return _draw(request, row, Kind.SUPPORT, _nothing, signed, **how)


def _known(row: Consultation, kind: Kind, token: str) -> str:
    """The mark of whoever an identity provider answered for in this form."""
    if not asks_who(row, kind):
        return ""
    return str(contributions.read_draft(consultation=row, token=token).get("proven", ""))


def _said(request: HttpRequest, row: Consultation, kind: Kind, about: str) -> Said:
    """Read the form; raises NotAccepted for a file that cannot be kept."""
    post = request.POST
    keys = [key for key, _name in telling.audiences(row)]
    texts = {}
    if kind == Kind.COMMENT:
        for name in post:
            if name.startswith("c-"):
                code = name.removeprefix("c-")
                one = Text(post[name], bool(post.get(f"p-{code}")), post.get(f"r-{code}", ""))
                if one.text or one.rewording:
                    texts[f"paragraph:{code}"] = one
    elif kind != Kind.SUPPORT:
        texts[str(kind)] = Text(post.get("texto", ""), bool(post.get("publico")))
    chosen = post.get("lingua", "")
    return Said(
        kind=kind,
        organisation=_spoken_for(request) if kind == Kind.POSITION else None,
        language=chosen if chosen in LANGUAGES else get_language() or row.language,
        audience=post.get("audience", "") if len(keys) > 1 else (keys or [""])[0],
        texts=texts,
        files=_annexes(request) if kind == Kind.POSITION else {},
        organisation_name=post.get("organisation", "") if kind == Kind.POSITION else "",
        about=about,
        email=post.get("email", "").strip()[:254],
        identity=post.get("identity", "").strip()[:60],
    )


def _spoken_for(request: HttpRequest) -> Entity | None:
    """The organisation in whose name it is sent; None for who speaks for none. Raises NotAccepted where one of several is to be chosen."""
    bodies = organisations.bodies_of(request)
    found = next((one for one in bodies if one.public_id == request.POST.get("body")), None)
    if bodies and found is None:
        raise contributions.NotAccepted([Wrong("body", _("Diga em nome de que organização escreve."))])
    return found


def _bodies(request: HttpRequest, row: Consultation) -> dict[str, Any]:
    chosen = request.POST.get("body")
    bodies = organisations.bodies_of(request)
    return {
        "bodies": [Option(one.public_id, one.name, one.public_id == chosen) for one in bodies],
        "signed_in": request.user.is_authenticated,
        "here": request.path,
    }


def _annexes(request: HttpRequest) -> dict[str, list[StoredFile]]:
    sent = request.FILES.getlist("anexos")
    return {"position": annexes.keep(sent, place="files", by=contributions.PARTICIPANT, at=clock.now())}


def _draw(
    request: HttpRequest,
    row: Consultation,
    kind: Kind,
    fill: Fill,
    token: str,
    wrong: Sequence[Wrong] = (),
    *,
    about: str = "",
    proven: str = "",
    unproven: str = "",
) -> HttpResponse:
    post = request.POST
    language = post.get("lingua") if post.get("lingua") in LANGUAGES else get_language()
    words = words_of(row, language or "")
    told: dict[str, Any] = {
        "row": row,
        "title": words["title"],
        "words": words,
        "synthetic": row.synthetic,
        "token": token,
        "typed": post,
        "faults": [Fault(_id_of(one.place, kind), one.text) for one in wrong],
        "wrong": {one.place: one.text for one in wrong},
        "languages": [Option(code, name, code == language) for code, name in LANGUAGES.items()],
        "audiences": [Option(key, name, key == post.get("audience")) for key, name in telling.audiences(row)],
        "proposal": _about(about),
        "who": errands.told(row, kind, proven, unproven),
        "crumbs": crumbs(row, words["title"]),
        **fill(request, row),
    }
    for one, *_shown, typed in told.get("paragraphs", ()):
        typed["wrong"] = told["wrong"].get(f"paragraph:{one.code}", "")
    status = errands.status(bool(wrong), unproven)
    return private(render(request, f"participate/{kind}.html", told, status=status))


def _id_of(place: str, kind: Kind) -> str:
    """The control at which something is mended."""
    ids = {
        "audience": "audience-1",
        "body": "body-1",
        "": "main",
        str(kind): "texto",
        "organisation": "organisation",
        "files": "anexos",
    }
    return ids.get(place, place.replace("paragraph:", "c-"))


def _nothing(request: HttpRequest, row: Consultation) -> dict[str, Any]:
    return {}


def _about(number: str) -> Any:
    """The text of a proposal that may be read, None where none is meant; 404 where it may not."""
    if not number:
        return None
    found = shown_of(number, Kind.PROPOSAL)
    if found is None:
        raise Http404
    return found


def _paragraphs(request: HttpRequest, row: Consultation) -> dict[str, Any]:
    said, counts = comments(row)
    beside([one for several in said.values() for one in several], get_language() or "")
    words = words_of(row, get_language() or "")
    post = request.POST
    return {
        "paragraphs": [
            (
                one,
                words[f"paragraph:{one.code}"],
                _("Parágrafo %(n)s") % {"n": n},
                said.get(f"paragraph:{one.code}", ()),
                _many(counts.get(f"paragraph:{one.code}", 0)),
                {name: post.get(f"{name}-{one.code}", "") for name in ("c", "r", "p")}
                | {"lingua": post.get("lingua", "")},
            )
            for n, one in enumerate(asked(row).paragraphs, 1)
        ]
    }


def _many(comments: int) -> str:
    """How many comments there are, in words; empty where none."""
    words = ngettext("%(n)s comentário", "%(n)s comentários", comments) % {"n": comments}
    return words if comments else ""


def _proposals(request: HttpRequest, row: Consultation) -> dict[str, Any]:
    page = request.GET.get("pagina", "1")
    number = int(page) if page.isdecimal() and 1 <= int(page[:6]) <= 5000 else 1
    found = shown(row, Kind.PROPOSAL, start=(number - 1) * PAGE, size=PAGE + 1)
    beside(found[:PAGE], get_language() or "")
    many = supports([one.contribution_id for one in found[:PAGE]])
    return {
        "proposals": [(one, many.get(one.contribution_id, 0)) for one in found[:PAGE]],
        "later": number + 1 if len(found) > PAGE else None,
        "earlier": number - 1 if number > 1 else None,
    }
