"""The grid: every measure of a plan on one page, saved whole as a form, or cell by cell by the page's script."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rumo.deliver.progress.actions import Conflict, ReportRefused
from rumo.deliver.progress.queries.sheet import Row, Sheet
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.reporting import asked, conflict, lines, writing
from rumo.doors.office.reporting.asked import Changes
from rumo.doors.office.reporting.values import time_of, written
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault

PAGE = 60
"""Measures on one page of the grid."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def grid(request: Asking, slug: str, date: str) -> HttpResponse:
    """Show the grid; save all that was changed in it, or show it again with what is wrong at each cell and everything as typed."""
    found = asked.sheet(request, slug, date)
    if request.method != "POST":
        return page(request, found)
    sent = asked.changes(lines.writable(found.rows), request.POST)
    if sent.faults:
        return page(request, found, sent, status=422)
    try:
        writing.save(request, found, sent)
    except Conflict as clash:
        return conflict.page(request, found, sent, clash, back="grid")
    except ReportRefused as refused:
        return page(request, found, sent, status=422, words=str(refused))
    words = ngettext("Guardado: %(n)s célula.", "Guardado: %(n)s células.", sent.count) % {"n": sent.count}
    messages.success(request, words if sent.count else _("Nada mudou: já estava tudo guardado."))
    onward = "send" if request.POST.get("next") == "send" else "grid"
    return redirect(_on_page(request, asked.here(found, onward), onward), permanent=False)


@require_POST
@staff
def cell(request: Asking, slug: str, date: str) -> HttpResponse:
    """Save one cell, as text: 200 with when and what was kept, 409 with what another person wrote, 422 with how to mend it.

    The first line of the answer is for people; the rest, if any, is the value that now stands.
    """
    found = asked.sheet(request, slug, date)
    if not request.POST.get("code"):
        return _plain(422, _("Falta dizer de que medida é a célula. Volte a abrir a página."))
    row = asked.row_of(found, request.POST["code"])
    thing = row.cell(request.POST.get("key", ""))
    if thing is None:
        return _plain(422, _("Esta célula já não existe nesta medida. Volte a abrir a página."))
    if not row.editable:
        return _plain(422, _("Este relatório já foi enviado ou publicado: já não se edita aqui."))
    sent = Changes()
    sent.add(row, thing, request.POST.get("value", ""), request.POST.get("was", ""))
    now = clock.now()
    try:
        if not sent.faults:
            writing.save(request, found, sent, at=now)
    except Conflict as clash:
        theirs = clash.clashes[0].theirs
        return _plain(409, _("Outra pessoa mudou esta célula entretanto."), written(thing, theirs))
    except ReportRefused as refused:
        sent.faults.setdefault((row.code, thing.key), str(refused))
    if sent.faults:
        return _plain(422, next(iter(sent.faults.values())))
    kept = sent.new.get(row.code, {}).get(thing.key, thing.said)
    at = time_of(now)
    return _plain(200, _("Guardado às %(time)s") % {"time": at}, written(thing, kept))


def page(
    request: Asking, found: Sheet, sent: Changes | None = None, status: int = 200, words: str = ""
) -> HttpResponse:
    """Draw a page of the grid."""
    sent = sent or Changes()
    pages = Paginator(found.rows, PAGE)
    number = request.GET.get("pagina", "1")
    if sent.faults and not request.GET.get("pagina"):
        number = "1"
    shown = pages.get_page(number)
    drawn = lines.blocks(found, list(shown.object_list), sent)
    return render(
        request,
        "office/reporting/grid.html",
        {
            "place": "today",
            "sheet": found,
            "crumbs": asked.crumbs(found),
            "blocks": drawn,
            "pages": shown,
            "faults": _faults(drawn, words),
            "counts": counts(found.rows),
            "days_left": found.window.days_left(clock.today()),
            "urls": {name: asked.here(found, name) for name in ("grid", "cell", "send", "sheet", "upload")},
        },
        status=status,
    )


def counts(rows: tuple[Row, ...]) -> dict[str, int]:
    """Return how many measures are due, begun, sent and still missing."""
    due = [row for row in rows if row.due]
    done = [row for row in due if row.state in ("submitted", "approved", "published")]
    begun = [row for row in due if row.state in ("draft", "returned")]
    return {
        "all": len(rows),
        "due": len(due),
        "done": len(done),
        "begun": len(begun),
        "left": len(due) - len(done),
    }


def _faults(drawn: list[lines.Block], words: str) -> list[Fault]:
    found = [
        Fault(field.id, f"{block.row.code} · {field.label}: {field.error}")
        for block in drawn
        for field in (block.stage, *block.lines, block.narrative)
        if field.error
    ]
    return found or ([Fault("main", words)] if words else [])


def _on_page(request: Asking, address: str, onward: str) -> str:
    number = request.GET.get("pagina", "")
    if onward != "grid" or not number.isdecimal():
        return address
    return f"{address}{'&' if '?' in address else '?'}pagina={number}"


def _plain(status: int, words: str, value: str | None = None) -> HttpResponse:
    body = words if value is None else f"{words}\n{value}"
    return HttpResponse(body, status=status, content_type="text/plain; charset=utf-8")
