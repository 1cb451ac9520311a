"""The way of a version: sent, taken back, read by other eyes, returned, approved, published; extended later, or thrown away."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans import rules
from rumo.deliver.plans.models import Plan, PlanVersion
from rumo.deliver.plans.queries.versions import in_the_making, making_and_published, newest_published
from rumo.deliver.rollup import actions as rollup
from rumo.deliver.rollup.queries.making import both_of, whole_of
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.planning import words
from rumo.doors.office.planning.seeing import NotNow, answering, crumbs, done, draft_of, made_by, reviews
from rumo.doors.web import clock
from rumo.doors.web.parts import Fault, Option
from rumo.ground.people.models import Entity
from rumo.science.planfile import Fault as FileFault
from rumo.science.planfile import Plan as Document
from rumo.science.planfile import difference

BOTH = ["GET", "HEAD", "POST"]
State = PlanVersion.State


@require_http_methods(BOTH)
@staff
@answering
def send(request: Asking, slug: str) -> HttpResponse:
    """Show what to look at before sending, then send a version to be approved (or take it back)."""
    plan = made_by(request, slug)
    version = in_the_making(plan)
    if version is None:
        raise NotNow(_("Não há nenhuma versão em preparação: comece uma na página do plano."))
    faults: list[FileFault | Fault] = []
    if request.method == "POST":
        act: dict[str, Any] = {"version": version, "by": request.who.public_id, "at": clock.now()}
        try:
            if request.POST.get("act") == "unsubmit":
                plans.unsubmit(**act)
                return done(
                    request, _("O envio foi retirado: pode voltar a mudar o plano."), "plan", plan.slug
                )
            plans.submit(**act)
            return done(request, _("O plano foi enviado para aprovação."), "plan", plan.slug)
        except plans.FileRefused as refused:
            faults = list(refused.faults)
        except plans.PlanRefused as no:
            faults = [Fault("enviar", str(no))]
    said = whole_of(version)
    told = {
        "plan": plan,
        "version": version,
        "flagged": words.flagged(said, {}),
        "sent": version.state != State.DRAFT,
        "approved": version.state == State.APPROVED,
        "refusals": [_refusal(said, fault) for fault in faults],
        "title": _("Enviar para aprovação"),
        "crumbs": crumbs(plan, version.title, _("Enviar para aprovação")),
        "place": "plans",
    }
    return render(request, "office/planning/send.html", told, status=422 if faults else 200)


def _refusal(said: Document, fault: FileFault | Fault) -> tuple[str, str]:
    if isinstance(fault, Fault):
        return "", fault.text
    return words.place_words(said, fault.where), fault.message


@require_http_methods(BOTH)
@staff
@answering
def review(request: Asking, slug: str) -> HttpResponse:
    """Show a version that was sent beside the published one; return it with reasons, approve it, undo that, publish it."""
    plan = made_by(request, slug)
    version, published = making_and_published(plan)
    if version is None or version.state == State.DRAFT:
        raise NotNow(_("Não há nada por aprovar neste plano."))
    eyes = reviews(request.who, plan, version)
    error, conflict = "", False
    if request.method == "POST":
        try:
            return _act(request, plan, version, eyes=eyes)
        except (plans.PlanRefused, plans.FileRefused) as no:
            error = str(no)
        except plans.Conflict:
            conflict = True
        version = in_the_making(plan) or version
    told = {
        **_compared(version, published),
        "plan": plan,
        "version": version,
        "published": published,
        "eyes": eyes,
        "approved": version.state == State.APPROVED,
        "error": error,
        "conflict": conflict,
        "reason": request.POST.get("reason", ""),
        "faults": [Fault("reason", error)] if error else [],
        "title": _("Rever o plano"),
        "crumbs": crumbs(plan, version.title, _("Rever o plano")),
        "place": "plans",
    }
    return render(
        request, "office/planning/review.html", told, status=409 if conflict else 422 if error else 200
    )


def _act(request: Asking, plan: Plan, version: PlanVersion, *, eyes: bool) -> HttpResponse:
    """Do the one act a reviewer pressed."""
    act: dict[str, Any] = {"version": version, "by": request.who.public_id, "at": clock.now()}
    name = request.POST.get("act", "")
    acts: dict[str, tuple[bool, Callable[[], object], str]] = {
        "return": (eyes, lambda: plans.return_(reason=request.POST.get("reason", ""), **act), _("O plano foi devolvido com o motivo.")),
        "approve": (eyes, lambda: _approve(request, plan, act), _("O plano foi aprovado. Falta publicá-lo.")),
        "unapprove": (eyes, lambda: plans.unapprove(**act), _("A aprovação foi anulada.")),
        "publish": (True, lambda: rollup.publish_approved(**act), _("O plano está publicado.")),
    }  # fmt: skip
    if name not in acts:
        raise plans.PlanRefused(_("Escolha o que fazer ao plano."))
    allowed, perform, told = acts[name]
    if not allowed:
        raise plans.PlanRefused(_("Foi quem enviou este plano: outra pessoa tem de o rever."))
    perform()
    return done(request, told, "plan" if name in ("return", "publish") else "plan-review", plan.slug)


def _approve(request: Asking, plan: Plan, act: dict[str, Any]) -> None:
    version: PlanVersion = act["version"]
    body = rules.second_eyes_on_plan(request.who, plan, first={version.submitted_by})
    revision = request.POST.get("revision", "")
    name = Entity.objects.filter(pk=body or 0).values_list("name", flat=True).first() or ""
    plans.approve(
        revision=int(revision) if revision.isdecimal() and len(revision) < 10 else 0, for_name=name, **act
    )


def _compared(version: PlanVersion, published: PlanVersion | None) -> dict[str, Any]:
    """Return what a version changes of the published one, in lines; all of it where nothing was published."""
    new, old = both_of(version, published)
    lines = words.difference_lines(difference(old, new)) if old else []
    return {
        "lines": lines[: words.MOST],
        "more": max(0, len(lines) - words.MOST),
        "measures": new.measures,
        "flagged": words.flagged(new, {}),
    }


@require_http_methods(BOTH)
@staff
@answering
def extend(request: Asking, slug: str) -> HttpResponse:
    """Begin a version of a published plan that ends later."""
    plan = made_by(request, slug)
    errors: dict[str, str] = {}
    if request.method == "POST":
        ends_on = None
        try:
            if request.POST.get("until_replaced") != "yes":
                ends_on = date.fromisoformat(request.POST.get("ends_on", ""))
        except ValueError:
            errors["ends_on"] = _("Escreva o novo fim: ano-mês-dia, por exemplo 2029-12-31.")
        if not request.POST.get("reason", "").strip():
            errors["reason"] = _("Diga porque é prolongado o plano.")
        if not errors:
            try:
                rollup.extend(
                    plan=plan,
                    ends_on=ends_on,
                    reason=request.POST["reason"],
                    by=request.who.public_id,
                    at=clock.now(),
                )
            except plans.AlreadyThere as there:
                return done(request, str(there), "plan", plan.slug)
            except plans.PlanRefused as no:
                errors["ends_on"] = str(no)
            else:
                return done(
                    request, _("Começou uma versão com o novo fim: falta enviá-la."), "plan", plan.slug
                )
    version = newest_published(plan)
    if version is None:
        raise NotNow(_("Este plano ainda não tem nenhuma versão publicada."))
    told = {
        "plan": plan, "version": version, "errors": errors, "faults": [Fault(key, text) for key, text in errors.items()],
        "ends_on": request.POST.get("ends_on", ""), "until": [Option("yes", _("Está em vigor até ser substituído"), "until_replaced" in request.POST)], "reason": request.POST.get("reason", ""), "title": _("Prolongar o plano"),
        "crumbs": crumbs(plan, version.title, _("Prolongar o plano")), "place": "plans",
    }  # fmt: skip
    return render(request, "office/planning/extend.html", told, status=422 if errors else 200)


@require_http_methods(BOTH)
@staff
@answering
def discard(request: Asking, slug: str) -> HttpResponse:
    """Ask before a version in the making is thrown away; what was published stays."""
    plan = made_by(request, slug)
    version = in_the_making(plan)
    if request.method == "POST":
        if version is None:
            return done(request, _("A versão foi apagada."), "plans")
        try:
            rollup.discard_version(version=version, by=request.who.public_id, at=clock.now())
        except plans.PlanRefused as no:
            raise NotNow(str(no)) from None
        return done(request, _("A versão foi apagada."), "plans")
    version = draft_of(plan)
    here = _("Apagar a versão em preparação")
    told = {
        "plan": plan,
        "version": version,
        "published": newest_published(plan),
        "title": here,
        "crumbs": crumbs(plan, version.title, here),
    }
    return render(request, "office/planning/discard.html", {**told, "place": "plans"})
