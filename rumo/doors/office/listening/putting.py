"""What is put to people beside questions: a text to comment, statements to agree or disagree with, documents to read."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.listening.seeing import (
    BOTH,
    NotNow,
    answering,
    done,
    drafted_by,
    faults_of,
    page,
    written_by,
)
from rumo.doors.web import clock
from rumo.ground.files.rules import FileRefused
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.models import Consultation, Document, Paragraph, Statement
from rumo.listen.consultations.queries import hash_of, words_of
from rumo.listen.consultations.rules import Phase, joined, phase, split


@require_http_methods(BOTH)
@staff
@answering
def text(request: Asking, consultation: str) -> HttpResponse:
    """Paste the text put to consultation; "ver" shows how it falls into paragraphs, and writes nothing."""
    row = drafted_by(request, consultation)
    known = _paragraphs(row)
    here = joined(known)
    typed = request.POST.get("text", "") if request.method == "POST" else here
    found = split(typed, known)
    error, conflict = "", ""
    if request.method == "POST" and request.POST.get("act") != "see":
        if request.POST.get("was", hash_of(here)) != hash_of(here) and joined(found) != here:
            conflict = here
        else:
            try:
                consultations.put_text(
                    consultation=row, paragraphs=found, by=request.who.public_id, at=clock.now()
                )
            except consultations.ConsultationRefused as no:
                error = str(no)
            else:
                words = ngettext(
                    "O texto ficou com %(n)s parágrafo.", "O texto ficou com %(n)s parágrafos.", len(found)
                )
                return done(request, words % {"n": len(found)}, "consultation", row.slug)
    context = {
        "typed": typed,
        "was": hash_of(here),
        "paragraphs": found,
        "conflict": conflict,
        "errors": {"text": error} if error else {},
    }
    return page(request, "text", row, _("Texto a comentar"), context, status=409 if conflict else 200)


def _paragraphs(row: Consultation) -> list[tuple[str, str, bool]]:
    said = words_of(row, row.language)
    rows = Paragraph.objects.filter(consultation=row).order_by("position")
    return [(one.code, str(said.get(f"paragraph:{one.code}", "")), one.heading) for one in rows]


@require_http_methods(BOTH)
@staff
@answering
def statements(request: Asking, consultation: str) -> HttpResponse:
    """List the statements, each with a button to retire it; add more, one a line."""
    row = written_by(request, consultation)
    typed, errors = request.POST.get("texts", ""), {}
    if request.method == "POST":
        lines = [line.strip() for line in typed.splitlines() if line.strip()]
        try:
            if not lines:
                raise consultations.ConsultationRefused(_("Escreva pelo menos uma afirmação."))
            made = consultations.state(
                consultation=row, texts=lines, by=request.who.public_id, at=clock.now()
            )
        except consultations.ConsultationRefused as no:
            errors = {"texts": next(iter(faults_of(no, "texts").values()))}
        else:
            words = ngettext("Entrou %(n)s afirmação.", "Entraram %(n)s afirmações.", len(made)) % {
                "n": len(made)
            }
            return done(request, words, "consultation-statements", row.slug)
    said = words_of(row, row.language)
    rows = Statement.objects.filter(consultation=row).order_by("number")
    lines_ = [(one, str(said.get(f"statement:{one.number}", ""))) for one in rows]
    context = {
        "lines": [line for line in lines_ if not line[0].retired_at],
        "retired": [line for line in lines_ if line[0].retired_at],
        "open": phase(row, at=request.came_at) not in (Phase.CLOSED, Phase.CANCELLED),
        "typed": typed,
        "errors": errors,
    }
    return page(request, "statements", row, _("Afirmações"), context)


@require_POST
@staff
@answering
def retire(request: Asking, consultation: str, number: int) -> HttpResponse:
    """Retire a statement; one that was retired already is no fault."""
    row = written_by(request, consultation)
    consultations.retire(
        consultation=row, number=min(number, 2**31 - 1), by=request.who.public_id, at=clock.now()
    )
    words = _("A afirmação %(n)s foi retirada.") % {"n": number}
    return done(request, words, "consultation-statements", row.slug)


@require_http_methods(BOTH)
@staff
@answering
def documents(request: Asking, consultation: str) -> HttpResponse:
    """List the documents, each with how it stands; join one, with the title people read."""
    row = written_by(request, consultation)
    upload, title = request.FILES.get("file"), request.POST.get("title", "")
    errors: dict[str, str] = {}
    if request.method == "POST" and upload is None:
        errors["file"] = _("Escolha o ficheiro.")
    elif request.method == "POST" and upload is not None:
        try:
            consultations.attach(
                consultation=row,
                name=upload.name or "",
                stream=upload,
                title=title,
                by=request.who.public_id,
                at=clock.now(),
            )
        except FileRefused as wrong:
            errors["file"] = str(wrong)
        except consultations.ConsultationRefused as no:
            raise NotNow(str(no)) from None
        else:
            return done(request, _("O documento foi junto à consulta."), "consultation-documents", row.slug)
    rows = Document.objects.filter(consultation=row).select_related("file").order_by("position")
    context = {
        "documents": list(rows),
        "typed": title,
        "errors": errors,
        "draft": row.state == Consultation.State.DRAFT,
        "joins": row.state != Consultation.State.CANCELLED,
    }
    return page(request, "documents", row, _("Documentos"), context)


@require_POST
@staff
@answering
def detach(request: Asking, consultation: str, position: int) -> HttpResponse:
    """Take a document away before publication; one that is gone already is no fault."""
    row = drafted_by(request, consultation)
    consultations.detach(
        consultation=row, position=min(position, 32767), by=request.who.public_id, at=clock.now()
    )
    return done(request, _("O documento foi retirado."), "consultation-documents", row.slug)
