"""Evidence of a measure's report: a file, a link or a note is joined, with its day and what it proves, or taken away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.deliver.plans.models import Measure
from rumo.deliver.progress.actions import ReportRefused, detach, prove
from rumo.deliver.progress.queries.sheet import Row, Sheet
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.office.reporting import asked
from rumo.doors.office.reporting.writing import sentence
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option
from rumo.ground.files.rules import FileRefused
from rumo.ground.territory.models import Municipality

FIELDS = ("kind", "url", "note", "title", "on", "indicator")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def add(request: Asking, slug: str, date: str, code: str) -> HttpResponse:
    """Show the form of a piece of evidence; join it, or show the form again with what was typed and why it was not joined."""
    found = asked.sheet(request, slug, date)
    row = asked.row_of(found, code)
    if not row.editable:
        return refused(
            request, _("Este relatório já foi enviado ou publicado: já não se lhe junta prova."), 409
        )
    if request.method != "POST":
        return page(request, found, row)
    item = {name: request.POST.get(name, "").strip() for name in FIELDS}
    upload = request.FILES.get("file")
    if item["kind"] == "file" and upload is None:
        return page(request, found, row, {"file": _("Escolha o ficheiro.")})
    try:
        prove(
            measure=Measure.objects.select_related("plan").get(pk=row.pk),
            municipality=Municipality.objects.filter(pk=found.place.pk).first() if found.place.pk else None,
            reference_date=found.reference,
            item={**_kept(item), "reserved": request.POST.get("reserved") == "1"},
            upload=(upload.name or "", upload) if upload and item["kind"] == "file" else None,
            by=request.who.public_id,
            at=clock.now(),
        )
    except FileRefused as wrong:
        return page(request, found, row, {"file": str(wrong)})
    except ReportRefused as wrong:
        faults = {fault.cell.removeprefix("evidence/"): sentence(fault.words) for fault in wrong.faults}
        return page(request, found, row, faults or {"kind": str(wrong)})
    messages.success(request, _("A prova foi junta ao relatório."))
    return redirect(asked.here(found, "report", code=row.code))


@require_POST
@staff
def remove(request: Asking, slug: str, date: str, code: str) -> HttpResponse:
    """Take a piece of evidence away; asking twice takes one away once, since the piece is named by its words too."""
    found = asked.sheet(request, slug, date)
    row = asked.row_of(found, code)
    shown = list((row.draft.said if row.draft else {}).get("evidence", []))
    index = request.POST.get("index", "")
    at = int(index) if index.isdecimal() and int(index) < len(shown) else None
    if row.draft is None or at is None or name_of(shown[at]) != request.POST.get("name", ""):
        return refused(request, _("Esta prova já não está no relatório."), 409)
    try:
        detach(draft=row.draft, index=at, by=request.who.public_id, at=clock.now())
    except ReportRefused as wrong:
        return refused(request, str(wrong), 409)
    messages.success(request, _("A prova foi retirada."))
    return redirect(asked.here(found, "report", code=row.code))


def name_of(item: dict[str, str]) -> str:
    """Return what a piece of evidence is called: its title, address, or the beginning of its note."""
    return str(item.get("title") or item.get("url") or item.get("note") or "")[:120]


def page(request: Asking, found: Sheet, row: Row, wrong: dict[str, str] | None = None) -> HttpResponse:
    """Draw the form of a piece of evidence."""
    wrong = wrong or {}
    posted = request.POST
    kinds = (("file", _("um ficheiro")), ("link", _("um endereço na Internet")), ("note", _("uma nota")))
    chosen = posted.get("kind", "file")
    indicators = [Option("", _("a medida toda"))] + [
        Option(name, cell.title, name == posted.get("indicator"))
        for cell in row.group("indicators")
        for name in (cell.key.partition("/")[2],)
    ]
    return render(
        request,
        "office/reporting/evidence.html",
        {
            "place": "today",
            "crumbs": asked.crumbs(found, f"{row.code} · {row.title}", _("Juntar prova")),
            "row": row,
            "kinds": [Option(key, words, key == chosen) for key, words in kinds],
            "indicators": indicators,
            "posted": posted,
            "wrong": wrong,
            "faults": [Fault(f"prova-{field}", words) for field, words in wrong.items()],
            "urls": {name: asked.here(found, name, code=row.code) for name in ("prove", "report")},
        },
        status=422 if wrong else 200,
    )


def _kept(item: dict[str, str]) -> dict[str, str]:
    """Return what belongs to the kind that was chosen: an address typed for a note is no part of it."""
    other = {"file": ("url",), "link": (), "note": ("url",)}.get(item["kind"], ())
    return {name: value for name, value in item.items() if value and name not in other}
