"""Clauses in the office: put, written otherwise, moved, taken out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.guiding.seeing import (
    BOTH,
    act,
    clause_or_none,
    done,
    making_or_404,
    page,
    said_or_404,
    seen,
    status_of,
    whole,
    wrong,
)
from rumo.doors.web.parts import Option
from rumo.ground.core.texts import line
from rumo.ground.vocabularies.queries import rights, terms
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines import rules
from rumo.shape.guidelines.actions import ClauseSaid
from rumo.shape.guidelines.models import ClauseTag, ClauseVersion, Criterion, Document, Version
from rumo.shape.guidelines.rules import CHECKS

FIELDS = ("heading", "text", "plain", "criteria")


@require_http_methods(BOTH)
@staff
def new(request: Asking, guidelines: str) -> HttpResponse:
    """Put a section or a clause after another (`depois-de`), or first."""
    row = seen(request, guidelines, rules.can_write)
    version = making_or_404(row)
    after = clause_or_none(version, request.GET.get("depois-de", ""))
    if request.method != "POST":
        return _form(request, row, None)
    return _put(request, row, None, version=version, after=after)


@require_http_methods(BOTH)
@staff
def edit(request: Asking, guidelines: str, clause: str) -> HttpResponse:
    """Write a part otherwise."""
    row = seen(request, guidelines, rules.can_write)
    version = making_or_404(row)
    said = said_or_404(version, clause)
    if request.method != "POST":
        return _form(request, row, said)
    revision = whole(request.POST.get("revision", ""))
    return _put(request, row, said, version=version, clause=said.clause, revision=revision)


@require_POST
@staff
def move(request: Asking, guidelines: str, clause: str) -> HttpResponse:
    """Move a part one place up or down."""
    row = seen(request, guidelines, rules.can_write)
    version = making_or_404(row)
    said = said_or_404(version, clause)
    before = list(ClauseVersion.objects.filter(version=version).select_related("clause"))
    at, down = [one.pk for one in before].index(said.pk), "baixo" in request.POST
    after = said.clause  # at an end it stays where it is
    if down and at + 1 < len(before):
        after = before[at + 1].clause
    elif not down and at:
        after = before[at - 2].clause if at > 1 else None
    given = {"version": version, "clause": said.clause, "after": after}
    no = _refusal(request, "move_clause", **given)
    return no or done(request, _("Mudou de lugar."), "guidelines", row.slug, at=f"#{said.clause.code}")


@require_POST
@staff
def remove(request: Asking, guidelines: str, clause: str) -> HttpResponse:
    """Take a part out of the version in the making; what was published of it stays."""
    row = seen(request, guidelines, rules.can_write)
    version = making_or_404(row)
    said = said_or_404(version, clause)
    no = _refusal(request, "remove_clause", version=version, clause=said.clause)
    return no or done(request, _("Saiu desta versão. O que já foi publicado fica."), "guidelines", row.slug)


def _refusal(request: Asking, verb: str, *, version: Version, **given: Any) -> HttpResponse | None:
    """Do one act; refused, lead to the document's page, which says why, and not that it was done."""
    try:
        getattr(guidelines, verb)(version=version, **given, **act(request))
    except guidelines.GuidelinesRefused as no:
        messages.error(request, str(no))
        return HttpResponseRedirect(reverse("office:guidelines", args=[version.document.slug]), status=303)
    return None


def _put(request: Asking, row: Document, said: ClauseVersion | None, **given: Any) -> HttpResponse:
    try:
        made = guidelines.put_clause(said=_said(request), **given, **act(request))
    except guidelines.GuidelinesRefused as no:
        return _form(request, row, said, no)
    return done(request, _("Guardado."), "guidelines", row.slug, at=f"#{made.clause.code}")


def _said(request: Asking) -> ClauseSaid:
    """What the form says; each line of criteria is `key | question | check`."""
    post = request.POST
    pieces = [
        [piece.strip() for piece in text.split("|")]
        for text in post.get("criteria", "").splitlines()
        if text.strip()
    ]
    depth = post.get("depth", "0")
    return ClauseSaid(
        kind=post.get("kind", ""),
        heading=post.get("heading", ""),
        text=post.get("text", ""),
        plain=post.get("plain", ""),
        depth=int(depth) if depth in ("0", "1", "2", "3") else -1,
        level=line(post.get("level", ""))[:16],
        criteria=tuple(
            (one[0], one[1] if len(one) > 1 else "", one[2] if len(one) > 2 else "") for one in pieces
        ),
        tags=tuple(line(key)[:125] for key in post.getlist("tags")),
    )


def _form(
    request: Asking, row: Document, said: ClauseVersion | None, no: guidelines.GuidelinesRefused | None = None
) -> HttpResponse:
    post, lang = request.POST, get_language() or "pt"
    standing = no.standing if isinstance(no, guidelines.Conflict) else None
    kind = post.get("kind", said.kind if said else "clause")
    depth = post.get("depth", str(said.depth) if said else ("1" if kind == "clause" else "0"))
    level = post.get("level", said.level if said else "")
    chosen = set(post.getlist("tags") if request.method == "POST" else _tags(said))
    context: dict[str, Any] = {
        "said": said,
        "typed": {name: post.get(name, _kept(said, name)) for name in FIELDS},
        "kinds": [Option(key, str(words), key == kind) for key, words in ClauseVersion.Kind.choices],
        "depths": [Option(str(n), str(n), str(n) == depth) for n in range(4)],
        "levels": [Option("", _("não se diz"), not level)]
        + [Option(term.key, term.label(lang), term.key == level) for term in terms("levels")],
        "tag_lists": [
            (f"tags-{n}", title, [Option(key, words, key in chosen) for key, words in listed])
            for n, (title, listed) in enumerate(rights(lang), start=1)
        ],
        "checks": CHECKS,
        "standing": standing,
        "revision": standing.revision if standing else post.get("revision", said.revision if said else 0),
        **(wrong(no) if no else {}),
    }
    here = _("Parte %(code)s") % {"code": said.clause.code} if said else _("Nova parte")
    return page(request, "clause", row, here, context, status_of(no) if no else 200)


def _kept(said: ClauseVersion | None, name: str) -> str:
    if said is None:
        return ""
    if name != "criteria":
        return str(getattr(said, name))
    rows = Criterion.objects.filter(said=said)
    return "\n".join(" | ".join(filter(None, (one.key, one.question, one.check_key))) for one in rows)


def _tags(said: ClauseVersion | None) -> list[str]:
    return list(ClauseTag.objects.filter(said=said).values_list("key", flat=True)) if said else []
