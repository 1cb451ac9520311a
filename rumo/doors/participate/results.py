"""The results of a consultation: the count of now, and what may be shown of the newest edition; as a page and as tables to keep."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.doors.files.counted import Counted, translated
from rumo.doors.files.reporting import invited, towns
from rumo.doors.files.results import COLUMNS, result_lines
from rumo.doors.files.tables import csv_pieces, workbook
from rumo.doors.participate import telling
from rumo.doors.participate.cover import found_or_404
from rumo.doors.web import clock, formats
from rumo.doors.web.parts import Crumb
from rumo.doors.web.tagged import tagged
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries.kept import words_of
from rumo.listen.contributions.queries import Results
from rumo.listen.contributions.queries import results as read

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@tagged
def results(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show how many took part, and per question what may be shown of the answers."""
    row = found_or_404(slug)
    found, words = read(row), words_of(row, get_language() or row.language)
    counted = Counted(found.tables, words, towns(found))
    told = {
        "told": telling.told(row, dict(words), at=clock.now()),
        "found": found,
        "lede": _lede(found),
        "note": translated([words["title"]]),
        "questions": counted.questions(),
        "statements": counted.statements(),
        "who": counted.who(),
        "invited": invited(found),
        "files": [
            (form.upper(), reverse(f"participate:results-{form}", args=[slug])) for form in ("csv", "xlsx")
        ],
        "report": reverse("participate:report-page", args=[slug]),
        "api": f"/api/v1/consultations/{slug}/results",
        "crumbs": [*_crumbs(row, str(words["title"])), Crumb(_("Resultados"))],
    }
    return render(request, "participate/results.html", told)


@require_safe
@tagged
def results_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the same counts as comma-separated text, without persons."""
    found = read(found_or_404(slug))
    return _kept(b"".join(csv_pieces(COLUMNS, result_lines(found))), CSV, f"{slug}.csv")


@require_safe
@tagged
def results_xlsx(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the same counts as a workbook."""
    found = read(found_or_404(slug))
    return _kept(workbook("results", COLUMNS, result_lines(found)), XLSX, f"{slug}.xlsx")


def _kept(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="resultados-{name}"'
    return response


def _crumbs(row: Consultation, title: str) -> list[Crumb]:
    return [
        Crumb(_("Consultas"), reverse("participate:list")),
        Crumb(title, reverse("participate:cover", args=[row.slug])),
    ]


def _lede(found: Results) -> str:
    if not found.total:
        return _("Ninguém disse nada nesta consulta.")
    return ngettext("Conta-se %(n)s contributo.", "Contam-se %(n)s contributos.", found.total) % {
        "n": formats.number(found.total)
    }
