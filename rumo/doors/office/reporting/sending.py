"""Sending: what goes, what is missing, what is odd and asks to be confirmed; then who approves, and the way back."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.deliver.progress.actions import Doubtful, ReportRefused, faults_of, submit, unsubmit
from rumo.deliver.progress.models import Draft
from rumo.deliver.progress.queries import doubts
from rumo.deliver.progress.queries.sheet import EDITABLE, Row, Sheet
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.office.reporting import asked
from rumo.doors.office.reporting.grid import counts
from rumo.doors.office.reporting.lines import label_of
from rumo.doors.office.reporting.writing import sentence
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def send(request: Asking, slug: str, date: str) -> HttpResponse:
    """Show what would be sent and ask to confirm what is odd; send the reports that were chosen, all or none."""
    found = asked.sheet(request, slug, date)
    if request.method != "POST":
        return page(request, found)
    chosen = set(request.POST.getlist("draft"))
    rows = [row for row in ready(found) if row.draft and row.draft.public_id in chosen]
    gone = chosen - {row.draft.public_id for row in rows if row.draft}
    if chosen and gone and not rows:
        return redirect(asked.here(found, "sent"))  # sent already: the very same act again
    try:
        submit(
            drafts=drafts_of(rows),
            confirmed=request.POST.get("confirmed") == "1",
            by=request.who.public_id,
            at=clock.now(),
        )
    except Doubtful as doubtful:
        return page(request, found, str(doubtful), field="confirmed", chosen=chosen)
    except ReportRefused as wrong:
        return page(request, found, str(wrong), chosen=chosen)
    return redirect(asked.here(found, "sent"))


@require_http_methods(["GET", "HEAD"])
@staff
def sent(request: Asking, slug: str, date: str) -> HttpResponse:
    """Say what was sent, what happens next and who approves; offer the way back."""
    found = asked.sheet(request, slug, date)
    rows = [row for row in found.rows if row.state in ("submitted", "approved")]
    mine = [
        row
        for row in rows
        if row.state == "submitted" and row.draft and row.draft.submitted_by == request.who.public_id
    ]
    return render(
        request,
        "office/reporting/sent.html",
        {
            "place": "today",
            "crumbs": asked.crumbs(found, _("Enviado")),
            "sheet": found,
            "rows": rows,
            "mine": mine,
            "counts": counts(found.rows),
            "owner": found.plan.owner,
            "urls": {name: asked.here(found, name) for name in ("grid", "unsend")},
        },
    )


@require_POST
@staff
def unsend(request: Asking, slug: str, date: str) -> HttpResponse:
    """Take back what this person sent and nobody has decided on."""
    found = asked.sheet(request, slug, date)
    chosen = set(request.POST.getlist("draft"))
    rows = [
        row for row in found.rows if row.draft and row.draft.public_id in chosen and row.state == "submitted"
    ]
    if not rows:
        return redirect(asked.here(found, "grid"))  # back already
    try:
        unsubmit(drafts=drafts_of(rows), by=request.who.public_id, at=clock.now())
    except ReportRefused as wrong:
        return refused(request, str(wrong), 409)
    return redirect(asked.here(found, "grid"))


def ready(found: Sheet) -> list[Row]:
    """Return the rows that say something and were not sent."""
    return [row for row in found.rows if row.draft is not None and row.state in EDITABLE]


def drafts_of(rows: list[Row]) -> list[Draft]:
    """Return the working copies of some rows, with their measures."""
    pks = [row.draft.pk for row in rows if row.draft]
    return list(
        Draft.objects.filter(pk__in=pks).select_related("measure__plan", "municipality").order_by("pk")
    )


def page(
    request: Asking, found: Sheet, words: str = "", *, field: str = "main", chosen: set[str] | None = None
) -> HttpResponse:
    """Draw what would be sent: whole reports with a box each, those with something to mend, what is odd, what has not begun."""
    rows = ready(found)
    drafts = drafts_of(rows)
    wrong = _told(found, [(fault.measure, fault.cell, fault.words) for fault in faults_of(drafts)])
    fine = [draft for draft in drafts if draft.measure.code not in wrong]
    odd = _told(found, [(doubt.measure, doubt.cell, doubt.words) for doubt in doubts(fine)])
    whole = [row for row in rows if row.code not in wrong]
    context = {
        "place": "today",
        "crumbs": asked.crumbs(found, _("Rever e enviar")),
        "sheet": found,
        "whole": [
            (row, odd.get(row.code, []), chosen is None or bool(row.draft and row.draft.public_id in chosen))
            for row in whole
        ],
        "mend": [(row, wrong[row.code], _form(found, row)) for row in rows if row.code in wrong],
        "silent": [(row, _form(found, row)) for row in found.rows if row.due and not row.state],
        "odd": bool(odd),
        "faults": [Fault(field, words)] if words else [],
        "urls": {name: asked.here(found, name) for name in ("grid", "send", "sent")},
    }
    return render(request, "office/reporting/send.html", context, status=422 if words else 200)


def _told(found: Sheet, said: list[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Return what is said of cells (measure, cell, words) as sentences that name the cell, by measure."""
    told: dict[str, list[str]] = {}
    for code, key, words in said:
        row = found.row(code)
        cell = row.cell(key) if row else None
        told.setdefault(code, []).append(f"{label_of(cell)}: {words}" if cell else sentence(words))
    return told


def _form(found: Sheet, row: Row) -> str:
    return asked.here(found, "report", code=row.code)
