"""The spreadsheet goes out, and comes back: first what it would change, then, confirmed, the change.

Between the two the page itself carries what was read, compressed and signed for this person, plan, date and place: nothing is kept
on the server that somebody would have to clear away, what is confirmed is what was shown, and a second click changes nothing.
"""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumo.deliver.progress.actions import Conflict, ReportRefused
from rumo.deliver.progress.queries.sheet import Sheet
from rumo.doors.files.limits import FILE_BYTES, MEGABYTE, FileRefused, refuse
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.office.reporting import asked, conflict, workbook, writing
from rumo.doors.office.reporting.asked import Changes
from rumo.doors.office.reporting.lines import label_of
from rumo.doors.office.reporting.values import told, written
from rumo.doors.office.reporting.workbook_in import Read, read_sheet
from rumo.doors.web.parts import Fault
from rumo.science.planfile import Fault as Line

SALT = "reporting.upload"
HOURS = 8 * 3600
SHOWN = 400
"""Lines of a preview; a sheet may hold more, and the page says how many."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@staff
def sheet(request: Asking, slug: str, date: str) -> HttpResponse:
    """Hand out the workbook."""
    found = asked.sheet(request, slug, date)
    answer = HttpResponse(workbook.write(found), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{workbook.file_name(found)}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def upload(request: Asking, slug: str, date: str) -> HttpResponse:
    """Ask for the workbook; read it, and show what it would change and what is wrong with it. Nothing is written."""
    found = asked.sheet(request, slug, date)
    if request.method != "POST":
        return _form(request, found)
    sent = request.FILES.get("file")
    try:
        if sent is None:
            raise refuse(_("Ficheiro"), _("escolha a folha que preencheu"))
        if sent.size is None or sent.size > FILE_BYTES:
            megabytes = FILE_BYTES // MEGABYTE
            raise refuse(sent.name or "", _("ocupa mais de %(n)s MB, que é o limite") % {"n": megabytes})
        said = read_sheet(sent.read(), sent.name or "", found)
    except FileRefused as wrong:
        return _form(request, found, list(wrong.faults))
    return _preview(request, found, said)


@require_POST
@staff
def confirm(request: Asking, slug: str, date: str) -> HttpResponse:
    """Write what was previewed, all or nothing; a second time nothing changes, and the page says so."""
    found = asked.sheet(request, slug, date)
    try:
        carried = signing.loads(request.POST.get("carried", ""), salt=SALT, max_age=HOURS)
    except signing.BadSignature:
        return _form(
            request, found, [Line(_("Ficheiro"), _("passou muito tempo: carregue a folha outra vez"))]
        )
    if carried["of"] != _of(request, found):
        return refused(request, _("Esta folha é de outro plano, data ou pessoa. Carregue-a outra vez."), 409)
    sent = _changes(found, carried)
    try:
        writing.save(request, found, sent)
    except Conflict as clash:
        return conflict.page(request, found, sent, clash, back="grid")
    except ReportRefused as wrong:
        lines = [Line(f"{code} {key}", words) for (code, key), words in sent.faults.items()]
        return _form(request, found, lines or [Line(_("Folha"), str(wrong))])
    n = sent.count
    messages.success(
        request,
        ngettext(
            "A folha foi guardada: %(n)s célula mudou.", "A folha foi guardada: %(n)s células mudaram.", n
        )
        % {"n": n}
        if n
        else _("Nada mudou: o que a folha diz já estava guardado."),
    )
    return redirect(asked.here(found, "grid"))


def _changes(found: Sheet, carried: dict[str, Any]) -> Changes:
    """Return what the page carried as changes, without what is so already."""
    sent = Changes()
    for code, cells in carried["new"].items():
        row = found.row(code)
        for key, value in cells.items():
            cell = row.cell(key) if row else None
            if row is None or cell is None or cell.said == value:
                continue
            sent.new.setdefault(code, {})[key] = value
            sent.was.setdefault(code, {})[key] = carried["was"][code][key]
            sent.typed[code, key] = written(cell, value)
    return sent


def _of(request: Asking, found: Sheet) -> list[str]:
    return [request.who.public_id, *workbook.stamp(found)]


def _form(request: Asking, found: Sheet, wrong: list[Line] | None = None) -> HttpResponse:
    lines = [f"{line.where}: {line.message}" for line in wrong or []]
    return render(
        request,
        "office/reporting/upload.html",
        {
            "place": "today",
            "sheet": found,
            "crumbs": asked.crumbs(found, _("Carregar a folha preenchida")),
            "faults": [Fault("file", line) for line in lines],
            "urls": {name: asked.here(found, name) for name in ("grid", "sheet", "upload")},
        },
        status=422 if lines else 200,
    )


def _preview(request: Asking, found: Sheet, said: Read) -> HttpResponse:
    changes = [
        {
            "place": one.place,
            "measure": one.row.code,
            "what": label_of(one.cell),
            "old": told(one.cell, one.cell.said),
            "new": told(one.cell, one.value),
            "moved": one.moved,
        }
        for one in said.changes[:SHOWN]
    ]
    carried = {"of": _of(request, found), "new": said.new, "was": said.was}
    return render(
        request,
        "office/reporting/preview.html",
        {
            "place": "today",
            "sheet": found,
            "crumbs": asked.crumbs(found, _("O que a folha muda")),
            "lines": said.lines,
            "changes": changes,
            "total": len(said.changes),
            "more": max(len(said.changes) - SHOWN, 0),
            "measures": len(said.new),
            "wrong": said.faults[:SHOWN],
            "wrong_more": max(len(said.faults) - SHOWN, 0),
            "carried": "" if said.faults or not changes else signing.dumps(carried, salt=SALT, compress=True),
            "urls": {name: asked.here(found, name) for name in ("grid", "sheet", "upload", "confirm")},
        },
        status=422 if said.faults else 200,
    )
