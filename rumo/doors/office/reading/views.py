"""Pages of readings from outside: those one may see, writing one, making it public, replying to it, withdrawing it."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumo.deliver.plans.models import Measure, MeasureVersion, PlanVersion
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress import rules
from rumo.deliver.progress.models import IndependentReading
from rumo.deliver.rollup import actions as rollup
from rumo.doors.office.areas import outside_tabs
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.ground.core.fields import folded
from rumo.ground.people.models import Entity, Role

MOST = 100
"""Readings listed at once, the newest."""


@require_safe
@staff
def readings(request: Asking) -> HttpResponse:
    """List the readings one may see, newest first, and the measures one may read."""
    rows = rules.readings_visible_to(request.who).select_related("measure__plan", "reader")
    text = request.GET.get("q", "").strip()[:100]
    context = {
        "place": "evaluations",
        "tabs": outside_tabs("readings"),
        "rows": list(rows.order_by("-written_at", "-pk")[:MOST]),
        "reads": rules.can_read_independently(request.who),
        "text": text,
        "found": _found(text) if text and rules.can_read_independently(request.who) else [],
    }
    return render(request, "office/reading/readings.html", context)


def _found(text: str) -> list[MeasureVersion]:
    """Return measures of published plans whose words hold the text, the newest version of each (one query)."""
    rows = MeasureVersion.objects.filter(
        version__state=PlanVersion.State.PUBLISHED, search__contains=folded(text)
    ).select_related("measure__plan")
    newest: dict[int, MeasureVersion] = {}
    for row in rows.order_by("measure_id", "-version__number")[:200]:
        newest.setdefault(row.measure_id, row)
    return list(newest.values())[:30]


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def write(request: Asking, slug: str, code: str) -> HttpResponse:
    """Write a reading of a measure of a published plan."""
    if not rules.can_read_independently(request.who):
        raise Http404
    public = MeasureVersion.objects.filter(
        version__state=PlanVersion.State.PUBLISHED, measure__plan__slug=slug, measure__code=code
    )
    measures = Measure.objects.filter(pk__in=public.values("measure")).select_related("plan")
    return _written(request, get_object_or_404(measures), None)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def change(request: Asking, reading: str) -> HttpResponse:
    """Change a reading that is not public yet."""
    row = _own(request, reading)
    return _written(request, row.measure, row)


def _written(request: Asking, measure: Measure, row: IndependentReading | None) -> HttpResponse:
    said = _said(request, row)
    bodies = list(Entity.objects.filter(pk__in=request.who.entities(Role.EVALUATOR)).order_by("name"))
    faults: list[Fault] = []
    theirs: dict[str, str] = {}
    if request.method == "POST":
        if row is not None and row.state != IndependentReading.State.DRAFT:
            return refused(request, _("Esta leitura já está publicada: retire-a e escreva outra."), 409)
        done = _try(request, measure, row, said, bodies, faults, theirs)
        if done:
            messages.success(request, _("Leitura guardada. Ainda não é pública."))
            return redirect("office:reading", reading=done.public_id)
    context = {
        "place": "evaluations",
        "crumbs": [Crumb(_("Leituras"), reverse("office:readings")), Crumb(_("Escrever"))],
        "measure": measure,
        "title": _title(measure),
        "said": said,
        "levels": [
            Option(v, str(label), v == said["level"]) for v, label in IndependentReading.Level.choices
        ],
        "bodies": [Option(b.public_id, b.name, b.public_id == said["reader"]) for b in bodies],
        "since": IndependentReading.objects.get(pk=row.pk).written_at.isoformat() if row else "",
        "theirs": theirs,
        "faults": faults,
        "wrong": {fault.field.removesuffix("-1"): fault.text for fault in faults},
    }
    status = 409 if theirs else 422 if faults else 200
    return render(request, "office/reading/write.html", context, status=status)


def _said(request: Asking, row: IndependentReading | None) -> dict[str, str]:
    """Return what the form says, or what is there, or today's empty form."""
    if request.method == "POST":
        return {name: request.POST.get(name, "") for name in ("level", "read_on", "reasons", "reader")}
    if row:
        return {
            "level": row.level,
            "read_on": row.read_on.isoformat(),
            "reasons": row.reasons,
            "reader": row.reader.public_id,
        }
    return {"level": "", "read_on": clock.today().isoformat(), "reasons": "", "reader": ""}


def _try(
    request: Asking,
    measure: Measure,
    row: IndependentReading | None,
    said: dict[str, str],
    bodies: list[Entity],
    faults: list[Fault],
    theirs: dict[str, str],
) -> IndependentReading | None:
    reader = next(
        (b for b in bodies if b.public_id == said["reader"]), bodies[0] if len(bodies) == 1 else None
    )
    try:
        day = date.fromisoformat(said["read_on"])
    except ValueError:
        faults.append(Fault("read_on", _("Escreva o dia da leitura, por exemplo 2026-06-30.")))
        return None
    if reader is None:
        faults.append(Fault("reader", _("Escolha em nome de que entidade lê.")))
        return None
    try:
        return progress.write_reading(
            measure=measure,
            reader=reader,
            level=said["level"],
            read_on=day,
            reasons=said["reasons"],
            by=request.who.public_id,
            at=clock.now(),
            today=clock.today(),
            reading=row,
            since=_since(request.POST.get("since", "")),
        )
    except progress.ReadingOvertaken as no:
        theirs.update(no.theirs)
        faults.append(Fault("reasons", str(no)))
    except progress.ReadingRefused as no:
        wrong = "level-1" if said["level"] not in IndependentReading.Level.values else "reasons"
        faults.append(Fault("read_on" if day > clock.today() else wrong, str(no)))
    return None


def _since(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


@require_safe
@staff
def reading(request: Asking, reading: str) -> HttpResponse:
    """Show one reading and what may be done with it."""
    return render(request, "office/reading/reading.html", _shown(request, _seen(request, reading)))


@require_POST
@staff
def publish(request: Asking, reading: str) -> HttpResponse:
    """Make a reading public."""
    row = _own(request, reading)
    try:
        rollup.publish_reading(reading=row, by=request.who.public_id, at=clock.now())
    except progress.ReadingRefused as no:
        return refused(request, str(no), 409)
    messages.success(request, _("Leitura publicada. O município foi avisado e pode responder."))
    return redirect("office:reading", reading=row.public_id)


@require_POST
@staff
def withdraw(request: Asking, reading: str) -> HttpResponse:
    """Withdraw a public reading with a reason; give up one that is not public."""
    row = _own(request, reading)
    draft = row.state == IndependentReading.State.DRAFT
    by, at = request.who.public_id, clock.now()
    try:
        rollup.withdraw_reading(reading=row, reason=request.POST.get("reason", ""), by=by, at=at)
    except progress.ReadingRefused as no:
        return _again(request, row, Fault("reason", str(no)))
    messages.success(request, _("Leitura apagada.") if draft else _("Leitura retirada."))
    return redirect("office:readings") if draft else redirect("office:reading", reading=row.public_id)


@require_POST
@staff
def reply(request: Asking, reading: str) -> HttpResponse:
    """Reply to a public reading for the body that owns the plan."""
    row = _seen(request, reading)
    plan = row.measure.plan
    if not rules.can_reply(request.who, plan):
        raise Http404
    for_name = plan.owner.name if plan.owner else ""
    try:
        rollup.reply(
            reading=row,
            text=request.POST.get("text", ""),
            for_name=for_name,
            by=request.who.public_id,
            at=clock.now(),
            was=request.POST.get("was"),
        )
    except progress.ReadingOvertaken as no:
        row.reply = no.theirs["text"]
        return _again(request, row, Fault("text", str(no)), 409)
    except progress.ReadingRefused as no:
        stale = row.state != IndependentReading.State.PUBLISHED
        return _again(request, row, Fault("text", str(no)), 409 if stale else 422)
    messages.success(request, _("Resposta publicada ao lado da leitura."))
    return redirect("office:reading", reading=row.public_id)


def _seen(request: Asking, public_id: str) -> IndependentReading:
    rows = rules.readings_visible_to(request.who).select_related("measure__plan__owner", "reader")
    return get_object_or_404(rows, public_id=public_id)


def _own(request: Asking, public_id: str) -> IndependentReading:
    row = _seen(request, public_id)
    if not rules.can_change_reading(request.who, row):
        raise Http404
    return row


def _shown(request: Asking, row: IndependentReading) -> dict[str, Any]:
    return {
        "place": "evaluations",
        "crumbs": [Crumb(_("Leituras"), reverse("office:readings")), Crumb(row.measure.code)],
        "row": row,
        "title": _title(row.measure),
        "own": rules.can_change_reading(request.who, row),
        "can_reply": row.state == "published" and rules.can_reply(request.who, row.measure.plan),
        "reply": row.reply,
    }


def _again(request: Asking, row: IndependentReading, fault: Fault, status: int = 422) -> HttpResponse:
    """Show the reading again with what was written and what to mend."""
    typed = {"reply": request.POST.get("text", row.reply), "reason": request.POST.get("reason", "")}
    more = {"faults": [fault], "wrong": {fault.field: fault.text}, **typed}
    return render(request, "office/reading/reading.html", {**_shown(request, row), **more}, status=status)


def _title(measure: Measure) -> str:
    rows = MeasureVersion.objects.filter(measure=measure).order_by("-version__number")
    return str(rows.values_list("title", flat=True).first() or measure.code)
