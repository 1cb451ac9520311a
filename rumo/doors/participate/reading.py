"""What everyone may read of one contribution, the form that reports a text, and the rules by which texts are shown."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rumo.deliver.progress.queries import tracing
from rumo.doors.files.told import Line, heading_of, lines_of
from rumo.doors.web import clock, tokens
from rumo.doors.web.headers import private
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.doors.web.slowing import slowed
from rumo.doors.web.tagged import tagged
from rumo.listen.consultations.models import Audience
from rumo.listen.consultations.rules import LANGUAGES
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.models import Contribution, Kind, Passage
from rumo.listen.contributions.queries import Whole, beside, by_number, whole
from rumo.listen.contributions.rules.permits import is_shown
from rumo.listen.contributions.rules.reasons import REASONS
from rumo.shape.synthesis.queries import response_of


@require_safe
@tagged
def contribution(request: HttpRequest, number: str) -> HttpResponseBase:
    """The public page of a contribution: the texts that may be read, a mark where one was or is not shown, and the answer."""
    row = _found(number)
    said = whole(row)
    public = row.kind == Kind.POSITION
    told: dict[str, Any] = {
        "row": row,
        "title": heading_of(row, get_language() or "")[0],
        "lines": _shown(said),
        "hidden": [
            REASONS[one.reason] for one in said.passages if one.state == Passage.State.HIDDEN and one.public
        ],
        "unshown": sum(1 for one in said.passages if not is_shown(one) and one.state != Passage.State.HIDDEN),
        "audience": Audience(row.audience).label if row.audience in Audience.values else "",
        "language": LANGUAGES.get(row.language, row.language),
        "organisation": row.organisation_name if public else "",
        "response": response_of(row),
        "crumbs": _crumbs(row),
    }
    if told["lines"]:  # of what nobody reads, nothing is told that would say what it speaks of
        told["thread"] = tracing.of_contribution(row)
    return render(request, "participate/contribution.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def report(request: HttpRequest, number: str) -> HttpResponseBase:
    """Report a text that everyone may read: the form, or thanks; nothing of who reports is kept."""
    row = _found(number)
    lines = _shown(whole(row))
    if not lines:
        raise Http404
    if request.method != "POST":
        return _form(request, row, lines)
    token = tokens.read(request, "report")
    chosen = {str(line.passage.pk): line.passage for line in lines if line.passage}
    passage = chosen.get(request.POST.get("texto", ""), lines[0].passage if len(lines) == 1 else None)
    if token is None:
        words = _("Este formulário esteve aberto demasiado tempo: veja se está tudo e envie de novo.")
        return _form(request, row, lines, Fault("main", words))
    if passage is None:
        return _form(request, row, lines, Fault("texto-1", _("Escolha o texto e envie de novo.")))
    passage.contribution = row
    try:
        contributions.flag(
            passage=passage,
            reason=request.POST.get("motivo", ""),
            note=request.POST.get("nota", ""),
            token=token,
            at=clock.now(),
        )
    except contributions.ModerationRefused as refused:
        return _form(request, row, lines, Fault("motivo-1", str(refused)))
    return private(
        render(request, "participate/reported.html", {"row": row, "crumbs": _crumbs(row)}, status=201)
    )


@require_safe
@tagged
def moderation(request: HttpRequest) -> HttpResponseBase:
    """For which reasons a text is not shown, who decides, and how to appeal."""
    told = {
        "reasons": REASONS.values(),
        "crumbs": [Crumb(_("Consultas"), reverse("participate:list")), Crumb(_("Moderação"))],
    }
    return render(request, "participate/moderation.html", told)


def _found(number: str) -> Contribution:
    row = by_number(number)
    if row is None:
        raise Http404
    return row


def _shown(said: Whole) -> list[Line]:
    """The lines whose text everyone may read."""
    beside(said.passages, get_language() or "")
    kept = Whole(_blank(said.row), tuple(one for one in said.passages if _public(one, said.row)), {}, ())
    _title, put, words = heading_of(said.row, get_language() or "")
    return lines_of(kept, put, words)


def _public(passage: Passage, row: Contribution) -> bool:
    passage.contribution = row
    return is_shown(passage)


def _blank(row: Contribution) -> Contribution:
    """The same row without its closed answers, which are shown in numbers only; those of a table say where its cards lay."""
    answers = row.answers if row.kind == Kind.CARD else {}
    return Contribution(
        number=row.number,
        consultation=row.consultation,
        gathering=row.gathering,
        kind=row.kind,
        answers=answers,
    )


def _form(
    request: HttpRequest, row: Contribution, lines: list[Line], fault: Fault | None = None
) -> HttpResponse:
    post = request.POST
    told = {
        "row": row,
        "lines": lines,
        "texts": [
            Option(str(line.passage.pk), _quoted(line.passage), post.get("texto") == str(line.passage.pk))
            for line in lines
            if line.passage
        ],
        "reasons": [Option(key, str(words), post.get("motivo") == key) for key, words in REASONS.items()],
        "faults": [fault] if fault else [],
        "wrong": fault.text if fault and fault.field == "motivo-1" else "",
        "which": fault.text if fault and fault.field == "texto-1" else "",
        "note": post.get("nota", ""),
        "token": tokens.fresh("report"),
        "crumbs": _crumbs(row),
    }
    return private(render(request, "participate/report.html", told, status=422 if fault else 200))


def _quoted(passage: Passage) -> str:
    return format_html('<bdi lang="{}" dir="auto">{}</bdi>', passage.language, passage.text[:120])


def _crumbs(row: Contribution) -> list[Crumb]:
    title = str(heading_of(row, get_language() or "")[0])
    return [
        Crumb(_("Consultas"), reverse("participate:list")),
        Crumb(
            title, reverse("participate:cover", args=[row.consultation.slug]) if row.consultation else None
        ),
        Crumb(_("Contributo %(number)s") % {"number": row.number}),
    ]
