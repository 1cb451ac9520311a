"""Findings in the office: those there are, a new one, one written otherwise, published by another, withdrawn, superseded."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumo.deliver.rollup import actions as rollup
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.hearing.seeing import titles
from rumo.doors.office.synthesising.seeing import BOTH, act, done, page, seen, status_of, tabs, wrong
from rumo.doors.web import tokens
from rumo.doors.web.parts import Option
from rumo.ground.core.texts import line
from rumo.ground.vocabularies.queries import rights
from rumo.listen.consultations.models import Consultation, Statement, Wording
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis import rules
from rumo.shape.synthesis.actions import FindingSaid
from rumo.shape.synthesis.models import Codebook, Finding, Theme
from rumo.shape.synthesis.queries.finding import Whole, counted, evidence_now, findings_of, wholes
from rumo.shape.synthesis.queries.reading import sources_of

PURPOSE = "office:finding"
FIELDS = ("sentence", "explanation", "dissent")


@require_safe
@staff
def findings(request: Asking, codebook: str) -> HttpResponse:
    """List the findings, those to be published first."""
    row = seen(request, codebook)
    context = {"tabs": tabs(row, "findings"), "rows": findings_of(row)}
    return page(request, "findings", row, _("Constatações"), context)


@require_http_methods(BOTH)
@staff
def new(request: Asking, codebook: str) -> HttpResponse:
    """Write a finding; `no-lugar-de` names the one whose place it is to take."""
    row = seen(request, codebook, rules.can_code)
    before = None
    if named := line(request.GET.get("no-lugar-de", ""))[:16]:
        before = get_object_or_404(Finding, codebook=row, public_id=named)
    if request.method != "POST":
        return _form(request, row, None, before)
    token = tokens.read(request, PURPOSE)
    try:
        if token is None:
            raise synthesis.SynthesisRefused(_("A página esteve aberta demasiado tempo. Envie outra vez."))
        made = synthesis.write_finding(
            codebook=row, said=_said(request, row), token=token, supersedes=before, **act(request)
        )
    except synthesis.SynthesisRefused as no:
        return _form(request, row, None, before, no)
    words = _("Constatação guardada. Publica-a outra pessoa.")
    return done(request, words, "finding", row.slug, made.public_id)


@require_http_methods(BOTH)
@staff
def finding(request: Asking, codebook: str, finding: str) -> HttpResponse:
    """Show a finding; write it otherwise while it is not public."""
    row = seen(request, codebook)
    one = _finding(row, finding)
    if request.method != "POST":
        return _form(request, row, one)
    text = request.POST.get("revision", "")
    revision = int(text[:9]) if text.isascii() and text.isdigit() else 0
    try:
        synthesis.rewrite_finding(finding=one, said=_said(request, row), revision=revision, **act(request))
    except synthesis.SynthesisRefused as no:
        return _form(request, row, one, None, no)
    return done(request, _("Constatação guardada."), "finding", row.slug, one.public_id)


@require_POST
@staff
def publish(request: Asking, codebook: str, finding: str) -> HttpResponse:
    """Publish a finding that another person wrote."""
    row = seen(request, codebook, rules.can_publish)
    one = _finding(row, finding)
    try:
        rollup.publish_finding(finding=one, **act(request))
    except synthesis.SynthesisRefused as no:
        return _form(request, row, one, None, no)
    return done(request, _("Constatação publicada."), "finding", row.slug, one.public_id)


@require_POST
@staff
def discard(request: Asking, codebook: str, finding: str) -> HttpResponse:
    """Throw away a finding that was never public."""
    row = seen(request, codebook)
    one = _finding(row, finding)
    try:
        synthesis.discard_finding(finding=one, **act(request))
    except synthesis.SynthesisRefused as no:
        return _form(request, row, one, None, no)
    return done(request, _("Constatação apagada."), "findings", row.slug)


@require_POST
@staff
def withdraw(request: Asking, codebook: str, finding: str) -> HttpResponse:
    """Withdraw a published finding, with its reason."""
    row = seen(request, codebook, rules.can_publish)
    one = _finding(row, finding)
    try:
        rollup.withdraw_finding(finding=one, reason=request.POST.get("reason", ""), **act(request))
    except synthesis.SynthesisRefused as no:
        return _form(request, row, one, None, no)
    return done(request, _("Constatação retirada, com o motivo à vista."), "finding", row.slug, one.public_id)


def _finding(row: Codebook, public_id: str) -> Finding:
    rows = Finding.objects.select_related("consultation", "supersedes")
    found: Finding = get_object_or_404(rows, codebook=row, public_id=public_id)
    return found


def _said(request: Asking, row: Codebook) -> FindingSaid:
    """What the form says; the consultation whose votes it reads is one of the codebook's."""
    post = request.POST
    marks = [line(one)[:100].rpartition(":") for one in post.getlist("statements")]
    numbers = [int(number[:9]) for _slug, _sep, number in marks if number.isascii() and number.isdigit()]
    slugs = {slug for slug, _sep, _number in marks}
    asked = next((one for one in _consultations(row) if one.slug in slugs), None)
    if len(slugs) > 1:
        raise synthesis.SynthesisRefused(_("As afirmações têm de ser da mesma consulta."), "statements")
    return FindingSaid(
        **{name: post.get(name, "") for name in FIELDS},
        language=get_language() or "pt",
        themes=tuple(line(one)[:16] for one in post.getlist("themes")),
        tags=tuple(line(one)[:125] for one in post.getlist("tags")),
        consultation=asked,
        statements=tuple(numbers) if asked else (),
    )


def _consultations(row: Codebook) -> list[Consultation]:
    return [one.consultation for one in sources_of(row) if one.consultation is not None]


def _form(
    request: Asking,
    row: Codebook,
    one: Finding | None,
    before: Finding | None = None,
    no: synthesis.SynthesisRefused | None = None,
) -> HttpResponse:
    whole = wholes([one or before])[0] if one or before else None  # type: ignore[list-item]
    base = one or before
    post = request.POST
    standing = no.standing if isinstance(no, synthesis.Conflict) else None
    context: dict[str, Any] = {
        "tabs": tabs(row, "findings"),
        "finding": one,
        "before": before or (one.supersedes if one else None),
        "whole": whole if one else None,
        "typed": {name: post.get(name, getattr(base, name) if base else "") for name in FIELDS},
        "reason": post.get("reason", ""),
        "revision": standing.revision if standing else post.get("revision", one.revision if one else 1),
        "standing": standing,
        "token": post.get("token") if no and no.field else tokens.fresh(PURPOSE),
        "mine": one is not None and one.written_by == request.who.public_id,
        "now": _now(one),
        **_choices(request, row, whole),
        **(wrong(no) if no else {}),
    }
    here = _("Nova constatação") if one is None else _("Constatação %(id)s") % {"id": one.public_id}
    return page(request, "finding", row, here, context, status_of(no) if no else 200)


def _now(one: Finding | None) -> int | None:
    """How many contributions a draft rests on today (two queries)."""
    if one is None or one.state != Finding.State.DRAFT:
        return None
    return int(counted([passage for passage, _theme in evidence_now(one)])["total"])


def _choices(request: Asking, row: Codebook, whole: Whole | None) -> dict[str, Any]:
    """What may be chosen: themes in use, statements of the consultations read, terms of the lists of rights (six queries)."""
    post = request.method == "POST"
    themes = set(request.POST.getlist("themes")) if post else _names(whole)
    tags = set(request.POST.getlist("tags")) if post else set(whole.tags if whole else ())
    votes = set(request.POST.getlist("statements")) if post else _votes(whole)
    open_ = Theme.objects.filter(codebook=row, state=Theme.State.OPEN)
    return {
        "themes": [Option(one.public_id, one.name, one.public_id in themes) for one in open_],
        "statements": [Option(key, words, key in votes) for key, words in _statements(row)],
        "tag_lists": [
            (f"tags-{n}", title, [Option(key, words, key in tags) for key, words in terms])
            for n, (title, terms) in enumerate(rights(get_language() or "pt"), start=1)
        ],
    }


def _names(whole: Whole | None) -> set[str]:
    return {one.public_id for one in whole.themes} if whole else set()


def _votes(whole: Whole | None) -> set[str]:
    if whole is None or whole.row.consultation is None:
        return set()
    return {f"{whole.row.consultation.slug}:{vote.statement.number}" for vote in whole.votes}


def _statements(row: Codebook) -> list[tuple[str, str]]:
    """The statements put to votes in the consultations read: `slug:number`, and their words (three queries)."""
    asked = {one.pk: one for one in _consultations(row)}
    names = titles(list(asked.values()))
    rows = Statement.objects.filter(consultation__in=asked).order_by("consultation", "number")
    worded = Wording.objects.filter(consultation__in=asked, place__startswith="statement:")
    words = {
        (one.consultation_id, one.place): one.text
        for one in worded
        if one.language == asked[one.consultation_id].language
    }
    return [
        (
            f"{asked[one.consultation_id].slug}:{one.number}",
            f"{names.get(one.consultation_id, '')}, {one.number}. "
            + words.get((one.consultation_id, f"statement:{one.number}"), ""),
        )
        for one in rows
    ]
