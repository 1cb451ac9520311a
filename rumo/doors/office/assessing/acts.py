"""What is done on the pages of self-assessments: each view calls one action, and says what was done or what to mend."""

import re
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.deliver.evaluations import actions as evaluations
from rumo.deliver.evaluations import rules
from rumo.deliver.evaluations.models import Assessment
from rumo.deliver.rollup import actions as rollup
from rumo.doors.office.assessing import form, views
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.ground.people.actions import DEMO_ADDRESSES
from rumo.ground.people.models import Entity
from rumo.ground.vocabularies.queries import Framework, frameworks

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def open_(request: Asking) -> HttpResponse:
    """Open a self-assessment of one's municipality."""
    owners = list(rules.assessable_by(request.who).order_by("name"))
    if not owners:
        raise Http404
    offered = [one for one in frameworks() if one.assessable]
    said = {name: request.POST.get(name, "") for name in ("framework", "as_on", "owner")}
    faults: list[Fault] = []
    if request.method == "POST":
        row = _opened(request, owners, offered, said, faults)
        if row:
            messages.success(
                request, _("Autoavaliação aberta. Só fica pública quando outra pessoa a publicar.")
            )
            return redirect("office:assessment-write", assessment=row.public_id)
    lang = get_language() or "pt"
    context = {
        "place": "evaluations",
        "crumbs": [Crumb(_("Autoavaliações"), reverse("office:assessments")), Crumb(_("Nova"))],
        "frameworks": [
            Option(one.key, one.said("names", lang), one.key == said["framework"]) for one in offered
        ],
        "owners": [Option(one.public_id, one.name, one.public_id == said["owner"]) for one in owners],
        "as_on": said["as_on"] or clock.today().isoformat(),
        "faults": faults,
        "wrong": {fault.field.removesuffix("-1"): fault.text for fault in faults},
    }
    return render(request, "office/assessing/new.html", context, status=422 if faults else 200)


def _opened(
    request: Asking, owners: list[Entity], offered: list[Framework], said: dict[str, str], faults: list[Fault]
) -> Assessment | None:
    """Open it, or say in `faults` what to mend."""
    owner = next((o for o in owners if o.public_id == said["owner"]), owners[0] if len(owners) == 1 else None)
    framework = next((one for one in offered if one.key == said["framework"]), None)
    day = _day(said["as_on"])
    if framework is None:
        faults.append(Fault("framework-1", _("Escolha o referencial.")))
    if day is None:
        faults.append(Fault("as_on", _("Escreva o dia a que se refere, por exemplo 2026-06-30.")))
    if owner is None:
        faults.append(Fault("owner", _("Escolha o município.")))
    if owner is None or framework is None or day is None:
        return None
    try:
        return evaluations.open_assessment(
            owner=owner,
            framework=framework.term_list,
            as_on=day,
            synthetic=request.who.email.endswith(DEMO_ADDRESSES),
            by=request.who.public_id,
            at=clock.now(),
            today=clock.today(),
        )
    except evaluations.EvaluationRefused as no:
        faults.append(Fault("as_on", str(no)))
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def write(request: Asking, assessment: str) -> HttpResponse:
    """Answer the dimensions, one page; two who write at once see both texts."""
    row = views.seen(request, assessment)
    if not rules.can_assess(request.who, row):
        raise Http404
    if row.state != Assessment.State.DRAFT:
        return refused(request, _("Esta avaliação já é pública: não se edita."), 409)
    if request.method != "POST":
        return form.page(request, row)
    revision = request.POST.get("revision", "")
    try:
        evaluations.write_assessment(
            assessment=row,
            revision=int(revision) if revision.isdecimal() and len(revision) < 9 else 0,
            answers=form.answers(request.POST),
            by=request.who.public_id,
            at=clock.now(),
        )
    except evaluations.Overtaken as overtaken:
        row.refresh_from_db()
        return form.page(request, row, 409, [Fault("escrever", str(overtaken))], overtaken.theirs)
    except evaluations.AssessmentFaulty as faulty:
        return form.page(request, row, 422, [form.fault(one) for one in faulty.faults])
    messages.success(request, _("Autoavaliação guardada."))
    return redirect("office:assessment", assessment=row.public_id)


@require_POST
@staff
def publish(request: Asking, assessment: str) -> HttpResponse:
    """Make a self-assessment public, for the body whose eyes are the second pair."""
    row, body = _publishable(request, assessment)
    try:
        rollup.publish_assessment(
            assessment=row, by=request.who.public_id, for_name=body.name, at=clock.now()
        )
    except evaluations.EvaluationRefused as no:
        return _shown_again(request, row, Fault("publish", str(no)), _status(no))
    messages.success(request, _("Autoavaliação publicada."))
    return redirect("office:assessment", assessment=row.public_id)


@require_POST
@staff
def withdraw(request: Asking, assessment: str) -> HttpResponse:
    """Withdraw a public self-assessment, with its reason."""
    row, _body = _publishable(request, assessment)
    reason = request.POST.get("reason", "")
    try:
        rollup.withdraw_assessment(assessment=row, reason=reason, by=request.who.public_id, at=clock.now())
    except evaluations.EvaluationRefused as no:
        status = 409 if row.state == Assessment.State.DRAFT else 422
        return _shown_again(request, row, Fault("reason", str(no)), status)
    messages.success(request, _("Autoavaliação retirada, com o motivo à vista."))
    return redirect("office:assessment", assessment=row.public_id)


def _publishable(request: Asking, public_id: str) -> tuple[Assessment, Entity]:
    """Return a self-assessment the person may publish or withdraw, and the body for which they do."""
    row = views.seen(request, public_id)
    eyes = views.eyes_on(request, row)
    if eyes is None:
        raise Http404
    return row, Entity.objects.get(pk=eyes)


def _status(no: evaluations.EvaluationRefused) -> int:
    return 409 if isinstance(no, evaluations.Settled) else 422


def _shown_again(request: Asking, row: Assessment, fault: Fault, status: int) -> HttpResponse:
    """Show the self-assessment again, with what was typed and what to mend."""
    more = {"faults": [fault], "wrong": {fault.field: fault.text}, "typed": request.POST}
    context = views.shown(request, row, **more)
    return render(request, "office/assessing/assessment.html", context, status=status)
