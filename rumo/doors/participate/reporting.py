"""The report of a consultation that closed, as a page and as a document."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.doors.files.report_docx import written
from rumo.doors.files.reporting import printed, report_of
from rumo.doors.participate.cover import found_or_404
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb
from rumo.doors.web.tagged import tagged
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.rules import Phase, phase

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@tagged
def report(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show what became of a consultation; before it closes there is nothing to report."""
    row = _closed(slug)
    found = report_of(row, at=clock.now())
    crumbs = [
        Crumb(_("Consultas"), reverse("participate:list")),
        Crumb(str(found.title), reverse("participate:cover", args=[slug])),
        Crumb(_("Relatório")),
    ]
    told = {
        "report": found,
        "row": row,
        "pdf": reverse("participate:report-pdf", args=[slug]),
        "docx": reverse("participate:report-docx", args=[slug]),
        "crumbs": crumbs,
    }
    return render(request, "participate/report_page.html", told)


@require_safe
@tagged
def report_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the same as a tagged PDF."""
    content = printed(_closed(slug), at=clock.now())
    headers = {"Content-Disposition": f'inline; filename="relatorio-{slug}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
@tagged
def report_docx(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the same as a document to work on."""
    content = written(_closed(slug), at=clock.now())
    headers = {"Content-Disposition": f'attachment; filename="relatorio-{slug}.docx"'}
    return HttpResponse(content, content_type=DOCX, headers=headers)


def _closed(slug: str) -> Consultation:
    row = found_or_404(slug)
    if phase(row, at=clock.now()) is not Phase.CLOSED:
        raise Http404
    return row
