"""The reports of one measure: what is published, what is in the making, and how a published one is corrected or withdrawn."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rumo.deliver.plans import rules as plans
from rumo.deliver.plans.models import Measure
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress import rules
from rumo.deliver.progress.actions import Moved, ReportRefused
from rumo.deliver.progress.models import Draft, Report
from rumo.deliver.progress.queries import promised
from rumo.deliver.progress.queries.drafts import Public, of_measure, published_of
from rumo.doors.office.approving import words
from rumo.doors.office.gate import Asking, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Fault


@require_safe
@staff
def reports(request: Asking, slug: str, code: str) -> HttpResponse:
    """List the reports of a measure: published versions and working copies, with what may be done with each."""
    return _page(request, _measure(request, slug, code))


def _measure(request: Asking, slug: str, code: str) -> Measure:
    """Return a measure of a plan one may see; anything else is not found."""
    seen = Measure.objects.filter(plan__in=plans.visible_to(request.who)).select_related("plan")
    return get_object_or_404(seen, plan__slug=slug, code=code)


def _page(request: Asking, measure: Measure, faults: tuple[Fault, ...] = (), moved: str = "") -> HttpResponse:
    asked = (measure.pk, clock.today())
    said = promised({asked}).get(asked)
    corrects = rules.can_correct(request.who, measure.plan)
    context = {
        "place": "plans",
        "crumbs": [
            Crumb(_("Planos"), reverse("office:plans")),
            Crumb(measure.plan.slug, reverse("office:plan", args=[measure.plan.slug])),
            Crumb(measure.code),
        ],
        "measure": measure,
        "title": said.title if said else measure.code,
        "published": [_public(one, faults) for one in published_of(measure)],
        "history_key": f"{measure.plan.slug}/{measure.code}",
        "drafts": [(draft, *words.states()[draft.state], form_of(draft)) for draft in of_measure(measure)],
        "corrects": corrects,
        "faults": faults,
        "moved": moved,
    }
    status = 409 if moved else 422 if faults else 200
    return render(request, "office/approving/measure.html", context, status=status)


def _public(one: Public, faults: tuple[Fault, ...]) -> dict[str, Any]:
    field = f"reason-{one.report.pk}"
    wrong = next((fault.text for fault in faults if fault.field == field), "")
    return {
        "report": one.report,
        "counts": one.counts,
        "approved_for": one.approved_for,
        "field": field,
        "wrong": wrong,
    }


def form_of(draft: Draft) -> str:
    """Return the address of the form in which a report in the making is written."""
    measure = draft.measure
    url = reverse("office:report", args=[measure.plan.slug, draft.reference_date.isoformat(), measure.code])
    return f"{url}?municipio={draft.municipality.dico}" if draft.municipality else url


@require_POST
@staff
def correct(request: Asking, slug: str, code: str) -> HttpResponse:
    """Begin the correction of a published report (`report`: its key), and go on to its form."""
    measure, report = _correctable(request, slug, code)

    def act() -> HttpResponse:
        return redirect(form_of(progress.begin_correction(report=report, **_now(request))))

    return _tried(request, measure, act)


@require_POST
@staff
def withdraw(request: Asking, slug: str, code: str) -> HttpResponse:
    """Begin the withdrawal of a published report (`report`: its key), with the public `reason`; another person approves it."""
    measure, report = _correctable(request, slug, code)
    reason = request.POST.get("reason", "")
    if not reason.strip():
        why = _("Diga porque é retirado o relatório: o motivo fica público.")
        return _page(request, measure, (Fault(f"reason-{report.pk}", why),))

    def act() -> HttpResponse:
        progress.begin_withdrawal(report=report, reason=reason, **_now(request))
        messages.success(request, _("A retirada está preparada. Envie-a para que outra pessoa a aprove."))
        return redirect("office:measure-reports", slug=slug, code=code)

    return _tried(request, measure, act)


@require_POST
@staff
def send(request: Asking, slug: str, code: str) -> HttpResponse:
    """Send a prepared withdrawal (`draft`) for approval; any other report is sent from its form, where doubts are shown."""
    measure, draft = _draft(request, slug, code)
    if not (draft.said.get("withdrawn") and rules.can_correct(request.who, measure.plan)):
        raise Http404

    def act() -> HttpResponse:
        progress.submit(drafts=[draft], confirmed=True, **_now(request))
        messages.success(request, _("Enviada. Outra pessoa aprova a retirada."))
        return redirect("office:measure-reports", slug=slug, code=code)

    return _tried(request, measure, act)


@require_POST
@staff
def discard(request: Asking, slug: str, code: str) -> HttpResponse:
    """Throw away a report in the making (`draft`) that was not sent."""
    measure, draft = _draft(request, slug, code)
    if not rules.can_report(request.who, measure, draft.municipality_id):
        raise Http404

    def act() -> HttpResponse:
        progress.discard(draft=draft, **_now(request))
        messages.success(request, _("O relatório em preparação foi apagado."))
        return redirect("office:measure-reports", slug=slug, code=code)

    return _tried(request, measure, act)


def _now(request: Asking) -> dict[str, Any]:
    return {"by": request.who.public_id, "at": clock.now()}


def _tried(request: Asking, measure: Measure, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Do an act; what changed meanwhile is told on the page (409), what cannot be done in words (422)."""
    try:
        return act()
    except Moved as moved:
        return _page(request, measure, moved=str(moved))
    except ReportRefused as wrong:
        return _page(request, measure, (Fault("published", str(wrong)),))


def _correctable(request: Asking, slug: str, code: str) -> tuple[Measure, Report]:
    """Return a published report of a measure of one's body; anything else is not found."""
    measure = _measure(request, slug, code)
    if not rules.can_correct(request.who, measure.plan):
        raise Http404
    public = Report.objects.filter(measure=measure, state=Report.State.PUBLISHED)
    public = public.select_related("measure__plan", "municipality")
    return measure, get_object_or_404(public, pk=_number(request.POST.get("report", "")))


def _draft(request: Asking, slug: str, code: str) -> tuple[Measure, Draft]:
    """Return a report in the making of a measure one may see; anything else is not found."""
    measure = _measure(request, slug, code)
    return measure, get_object_or_404(of_measure(measure), public_id=request.POST.get("draft", ""))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)
