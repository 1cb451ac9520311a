"""One document in the office: its version in the making with all its parts; begun, described, brought in, sent, returned, published."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rumo.deliver.rollup import actions as rollup
from rumo.doors.files.guiding import read_docx, read_markdown, read_odt
from rumo.doors.files.limits import FileRefused
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.guiding.seeing import (
    BOTH,
    act,
    done,
    making,
    making_or_404,
    page,
    seen,
    status_of,
    whole,
    wrong,
)
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines import rules
from rumo.shape.guidelines.actions import ClauseSaid
from rumo.shape.guidelines.models import Document, Suggestion, Version
from rumo.shape.guidelines.queries import reading

READERS = {"docx": read_docx, "odt": read_odt, "md": read_markdown}
"""What a document may be brought in as, by how its name ends."""
Refused = guidelines.GuidelinesRefused


@require_http_methods(BOTH)
@staff
def version(request: Asking, guidelines: str) -> HttpResponse:
    """Show a document; write what its version in the making is called, is for and changes."""
    if request.method != "POST":
        return _page(request, seen(request, guidelines))
    row = seen(request, guidelines, rules.can_write)
    return _written(request, row, making_or_404(row))


def _written(request: Asking, row: Document, one: Version) -> HttpResponse:
    post = request.POST
    said = {name: post.get(name, "") for name in ("title", "summary", "changes")}
    revision = whole(post.get("revision", ""))
    try:
        guidelines.write_version(version=one, revision=revision, **said, **act(request))
    except Refused as no:
        return _page(request, row, no)
    return done(request, _("Guardado."), "guidelines", row.slug)


@require_POST
@staff
def begin(request: Asking, guidelines: str) -> HttpResponse:
    """Begin the next version."""
    row = seen(request, guidelines, rules.can_write)
    return _did(
        request, row, "new_version", _("A nova versão começa com tudo o que está em vigor."), document=row
    )


@require_POST
@staff
def send(request: Asking, guidelines: str) -> HttpResponse:
    """Send the version in the making to be approved."""
    row = seen(request, guidelines, rules.can_write)
    return _did(request, row, "submit", _("Enviada para aprovação."), version=making_or_404(row))


@require_POST
@staff
def return_(request: Asking, guidelines: str) -> HttpResponse:
    """Return it, with a reason."""
    row = seen(request, guidelines, rules.can_publish)
    reason = request.POST.get("reason", "")
    return _did(request, row, "return_", _("Devolvida."), version=making_or_404(row), reason=reason)


@require_POST
@staff
def discard(request: Asking, guidelines: str) -> HttpResponse:
    """Throw the version in the making away."""
    row = seen(request, guidelines, rules.can_write)
    return _did(request, row, "discard_version", _("Versão apagada."), version=making_or_404(row))


@require_POST
@staff
def publish(request: Asking, guidelines: str) -> HttpResponse:
    """Publish what another person sent, in force from a day on."""
    row = seen(request, guidelines, rules.can_publish)
    one = making_or_404(row)
    try:
        day = date.fromisoformat(request.POST.get("effective_on", "")[:10])
    except ValueError:
        return _page(request, row, Refused(_("Escreva o dia assim: 2027-01-31."), "effective_on"))
    try:
        rollup.publish_guidelines(version=one, effective_on=day, **act(request))
    except Refused as no:
        return _page(request, row, no)
    return done(request, _("Publicada."), "guidelines", row.slug)


@require_POST
@staff
def bring(request: Asking, guidelines: str) -> HttpResponse:
    """Put what a document says in the place of the version in the making; what could not be kept is said."""
    row = seen(request, guidelines, rules.can_write)
    return _brought(request, row, making_or_404(row))


def _brought(request: Asking, row: Document, one: Version) -> HttpResponse:
    file = request.FILES.get("file")
    name = (file.name or "") if file else ""
    read = READERS.get(name.rpartition(".")[2].lower())
    try:
        if file is None or read is None:
            raise Refused(_("Escolha um ficheiro DOCX, ODT ou MD."), "file")
        if request.POST.get("replace") != "1":
            raise Refused(_("Confirme que o que está escrito nesta versão é substituído."), "replace")
        document, remarks = read(file.read(), name)
        parts = [
            ClauseSaid(one.kind, one.heading, one.text, depth=one.depth, code=one.code or "")
            for one in document.parts
        ]
        made = guidelines.bring_in(version=one, parts=parts, **act(request))
    except FileRefused as no:
        return _page(request, row, Refused(str(no), "file"))
    except Refused as no:
        return _page(request, row, no)
    n = len(made)
    words = ngettext("Ficou %(n)s parte.", "Ficaram %(n)s partes.", n) % {"n": n}
    told = " ".join(f"{remark.where}: {remark.message}." for remark in remarks[:10])
    return done(request, f"{words} {told}".strip(), "guidelines", row.slug)


def _did(request: Asking, row: Document, verb: str, words: str, **given: Any) -> HttpResponse:
    """Do one act on the document and say so."""
    try:
        getattr(guidelines, verb)(**given, **act(request))
    except Refused as no:
        return _page(request, row, no)
    return done(request, words, "guidelines", row.slug)


def _page(request: Asking, row: Document, no: Refused | None = None) -> HttpResponse:
    """The document as the office sees it (eight queries)."""
    one = making(row)
    versions = reading.versions_of(row.slug)
    parts = reading.parts_of(one) if one else []
    origins = reading.origins_of(part.said.clause_id for part in parts)
    post = request.POST
    standing = no.standing if isinstance(no, guidelines.Conflict) else None
    waiting = Suggestion.objects.filter(document=row, decision="").count()
    context: dict[str, Any] = {
        "making": one,
        "edits": one is not None and one.state == Version.State.DRAFT and rules.can_write(request.who, row),
        "translates": rules.can_translate(request.who, row),
        "versions": versions,
        "parts": [(part, bool(origins.get(part.said.clause_id))) for part in parts],
        "typed": {
            name: post.get(name, getattr(one, name) if one else "")
            for name in ("title", "summary", "changes")
        },
        "reason": post.get("reason", ""),
        "effective_on": post.get("effective_on", ""),
        "standing": standing,
        "revision": standing.revision if standing else post.get("revision", one.revision if one else 1),
        "waiting": waiting,
        "may_publish": one is not None and rules.can_publish_version(request.who, one),
        **(wrong(no) if no else {}),
    }
    return page(request, "version", row, "", context, status_of(no) if no else 200)
