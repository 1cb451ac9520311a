"""The form of one measure: everything its report may say, beside what was said before."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.deliver.progress.actions import Conflict, ReportRefused
from rumo.deliver.progress.queries.sheet import Row, Sheet
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.reporting import asked, conflict, groups, lines, writing
from rumo.doors.office.reporting.asked import Changes
from rumo.doors.web.parts import Fault

STORY = ("narrative", "difficulties", "corrective_action", "reason")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def report(request: Asking, slug: str, date: str, code: str) -> HttpResponse:
    """Show the form of a measure; save what was changed in it, then stay, go to the next measure, or to its evidence."""
    found = asked.sheet(request, slug, date)
    row = asked.row_of(found, code)
    if request.method != "POST":
        return page(request, found, row)
    if not row.editable:
        return page(
            request,
            found,
            row,
            status=409,
            words=_("Este relatório já foi enviado ou publicado: já não se edita aqui."),
        )
    sent = asked.changes([row], request.POST)
    groups.add(row, request.POST, sent)
    if sent.faults:
        return page(request, found, row, sent, status=422)
    try:
        writing.save(request, found, sent)
    except Conflict as clash:
        return conflict.page(request, found, sent, clash, back="report", code=code)
    except ReportRefused as refused:
        return page(request, found, row, sent, status=422, words=str(refused))
    messages.success(request, _("Guardado.") if sent.count else _("Nada mudou: já estava tudo guardado."))
    return redirect(_onward(request, found, row))


def page(
    request: Asking, found: Sheet, row: Row, sent: Changes | None = None, status: int = 200, words: str = ""
) -> HttpResponse:
    """Draw the form of a measure."""
    sent = sent or Changes()
    block = lines.blocks(found, [row], sent)[0]
    story = [
        lines.field_of(row, cell, f"s-{key}", sent) for key in STORY if (cell := row.cell(key)) is not None
    ]
    parts = groups.divided(row, sent)
    before, after = neighbours(found, row)
    drawn = [block.stage, *block.lines, *(f for one in parts.values() for f in one.fields), *story]
    faults = [Fault(field.id, f"{field.label}: {field.error}") for field in drawn if field.error]
    faults += [Fault(f"{one.id}-nat", f"{one.title}: {one.error}") for one in parts.values() if one.error]
    return render(
        request,
        "office/reporting/report.html",
        {
            "place": "today",
            "sheet": found,
            "row": row,
            "entry": block,
            "story": story,
            "parts": list(parts.values()),
            "crumbs": asked.crumbs(found, f"{row.code} · {row.title}"),
            "faults": faults or ([Fault("main", words)] if words else []),
            "evidence": list((row.draft.said if row.draft else {}).get("evidence", [])),
            "before": before,
            "after": after,
            "urls": {
                **{name: asked.here(found, name) for name in ("grid", "cell", "send")},
                **{name: asked.here(found, name, code=row.code) for name in ("report", "prove", "unprove")},
            },
        },
        status=status,
    )


def neighbours(found: Sheet, row: Row) -> tuple[tuple[Row, str] | None, tuple[Row, str] | None]:
    """Return the measures before and after, with the address of each form."""
    at = found.rows.index(row)

    def way(index: int) -> tuple[Row, str] | None:
        if not 0 <= index < len(found.rows):
            return None
        other = found.rows[index]
        return other, asked.here(found, "report", code=other.code)

    return way(at - 1), way(at + 1)


def _onward(request: Asking, found: Sheet, row: Row) -> str:
    wanted = request.POST.get("next", "")
    after = neighbours(found, row)[1]
    if wanted == "after":
        return after[1] if after else asked.here(found, "grid")
    if wanted == "prove":
        return asked.here(found, "prove", code=row.code)
    return asked.here(found, "report", code=row.code)
