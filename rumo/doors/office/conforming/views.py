"""Pages of conformity: where every plan stands; one plan's answers, with what a machine sees beside, and their review."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rumo.deliver.conformities import actions as conformities
from rumo.deliver.conformities import queries, rules
from rumo.deliver.conformities.actions import AnswerSaid, ConformityRefused, ReviewSaid
from rumo.deliver.conformities.models import Answer, Check
from rumo.deliver.plans import rules as plans
from rumo.deliver.plans.models import Measure, Plan, PlanVersion
from rumo.deliver.rollup import actions as rollup
from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.planning.seeing import crumbs, done, seen
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.ground.core.texts import line

BOTH = ("GET", "HEAD", "POST")


@require_safe
@staff
def list_(request: Asking) -> HttpResponse:
    """List the plans one sees with where each stands, and those that changed guidelines ask to look at again."""
    rows = list(plans.visible_to(request.who).filter(template=False).order_by("slug"))
    named = PlanVersion.objects.filter(plan__in=rows).order_by("number").values_list("plan", "title")
    titles = dict(named)
    held = queries.standings(rows)
    again = {check.plan_id: criteria for check, criteria in queries.to_look_at_again()}
    context = {
        "place": "plans",
        "crumbs": [Crumb(_("Conformidade"))],
        "rows": [
            (row, titles.get(row.pk, row.slug), held[row.pk], _counts(held[row.pk].counts), again.get(row.pk))
            for row in rows
        ],
    }
    return render(request, "office/conforming/list.html", context)


@require_http_methods(BOTH)
@staff
def conformity(request: Asking, slug: str) -> HttpResponse:
    """Show where a plan stands; write its answers."""
    plan = seen(request, slug)
    check = queries.standing(plan).making
    if request.method != "POST":
        return _page(request, plan, check)
    if check is None or not rules.can_answer(request.who, plan):
        raise Http404
    said = _answers(request, check)
    try:
        conformities.answer(check=check, said=said, revision=_revision(request), **_act(request))
    except ConformityRefused as no:
        return _page(request, plan, check, no)
    return done(request, _("Guardado."), "conformity", slug)


@require_POST
@staff
def begin(request: Asking, slug: str) -> HttpResponse:
    """Begin to hold a plan against the guidelines in force."""
    plan = _answering(request, slug)
    try:
        conformities.open_check(plan=plan, **_act(request))
    except ConformityRefused as no:
        return _page(request, plan, None, no)
    return done(request, _("Pode responder, critério a critério."), "conformity", slug)


@require_POST
@staff
def send(request: Asking, slug: str) -> HttpResponse:
    """Send the answers to be reviewed."""
    plan = _answering(request, slug)
    check = _making(plan)
    try:
        conformities.submit(check=check, **_act(request))
    except ConformityRefused as no:
        return _page(request, plan, check, no)
    return done(request, _("Enviada para apreciação."), "conformity", slug)


@require_POST
@staff
def discard(request: Asking, slug: str) -> HttpResponse:
    """Throw away answers that were never public."""
    plan = _answering(request, slug)
    check = _making(plan)
    try:
        conformities.discard(check=check, **_act(request))
    except ConformityRefused as no:
        return _page(request, plan, check, no)
    return done(request, _("Conformidade apagada."), "conformity", slug)


@require_POST
@staff
def review(request: Asking, slug: str) -> HttpResponse:
    """Write what the national team says of the answers."""
    plan, check = _reviewing(request, slug)
    said = {
        one.pk: ReviewSaid(request.POST.get(f"review-{one.pk}", ""), request.POST.get(f"note-{one.pk}", ""))
        for one in Answer.objects.filter(check_of=check)
    }
    try:
        conformities.review(check=check, said=said, revision=_revision(request), **_act(request))
    except ConformityRefused as no:
        return _page(request, plan, check, no)
    return done(request, _("Guardado."), "conformity", slug)


@require_POST
@staff
def return_(request: Asking, slug: str) -> HttpResponse:
    """Return the answers, with a reason."""
    plan, check = _reviewing(request, slug)
    try:
        conformities.return_(check=check, reason=request.POST.get("reason", ""), **_act(request))
    except ConformityRefused as no:
        return _page(request, plan, check, no)
    return done(request, _("Devolvida."), "conformity", slug)


@require_POST
@staff
def publish(request: Asking, slug: str) -> HttpResponse:
    """Publish what was answered and reviewed."""
    plan, check = _reviewing(request, slug)
    try:
        rollup.publish_conformity(check=check, **_act(request))
    except ConformityRefused as no:
        return _page(request, plan, check, no)
    return done(request, _("Publicada."), "conformity", slug)


def _act(request: Asking) -> dict[str, Any]:
    return {"by": request.who.public_id, "at": clock.now()}


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text[:9]) if text.isascii() and text.isdigit() else 0


def _making(plan: Plan) -> Check:
    check = queries.standing(plan).making
    if check is None:
        raise Http404
    return check


def _answering(request: Asking, slug: str) -> Plan:
    plan = seen(request, slug)
    if not rules.can_answer(request.who, plan):
        raise Http404
    return plan


def _reviewing(request: Asking, slug: str) -> tuple[Plan, Check]:
    plan = seen(request, slug)
    if not rules.can_review(request.who):
        raise Http404
    return plan, _making(plan)


def _answers(request: HttpRequest, check: Check) -> dict[int, AnswerSaid]:
    """What the form says of each answer of the check."""
    post = request.POST
    return {
        one.pk: AnswerSaid(
            post.get(f"answer-{one.pk}", ""),
            post.get(f"why-{one.pk}", ""),
            line(post.get(f"measure-{one.pk}", ""))[:100],
        )
        for one in Answer.objects.filter(check_of=check)
        if f"answer-{one.pk}" in post or f"why-{one.pk}" in post
    }


def _page(
    request: Asking, plan: Plan, check: Check | None, no: ConformityRefused | None = None
) -> HttpResponse:
    held = queries.standing(plan)
    check = check or held.making
    answers = list(queries.answers_of(check)) if check else []
    editing = check is not None and check.state == Check.State.DRAFT and rules.can_answer(request.who, plan)
    reviewing = check is not None and check.state == Check.State.SUBMITTED and rules.can_review(request.who)
    eyes = queries.seen_in(plan) if editing else {}
    measures = list(Measure.objects.filter(plan=plan).order_by("code").values_list("code", flat=True))
    field = no.field if no else ""
    context: dict[str, Any] = {
        "place": "plans",
        "crumbs": crumbs(plan, plan.slug, _("Conformidade")),
        "plan": plan,
        "held": held,
        "counts": _counts(held.counts),
        "check": check,
        "editing": editing,
        "reviewing": reviewing,
        "answers_here": rules.can_answer(request.who, plan),
        "mine": check is not None and check.written_by == request.who.public_id,
        "lines": [_line(request, one, eyes, measures, field, str(no)) for one in answers],
        "reason": request.POST.get("reason", ""),
        "faults": [Fault(field or "main", str(no))] if no else [],
        "wrong": {field: str(no)} if no else {},
    }
    return render(
        request, "office/conforming/plan.html", context, status=(422 if field else 409) if no else 200
    )


def _line(
    request: Asking, one: Answer, eyes: dict[str, Any], measures: list[str], field: str, words: str
) -> dict[str, Any]:
    """One criterion as the page shows it: what is said, by whom, and the fields that are open."""
    post = request.POST
    verdict = post.get(f"answer-{one.pk}", one.verdict)
    code = post.get(f"measure-{one.pk}", one.measure.code if one.measure else "")
    review_ = post.get(f"review-{one.pk}", one.review)
    seen_ = eyes.get(one.criterion.check_key)
    typed = (
        verdict,
        post.get(f"why-{one.pk}", one.justification),
        review_,
        post.get(f"note-{one.pk}", one.note),
    )
    held = (one.verdict, one.justification, one.review, one.note)
    return {
        "answer": one,
        "criterion": one.criterion,
        "code": one.criterion.said.clause.code,
        "verdicts": [Option(key, str(label), key == verdict) for key, label in Answer.Verdict.choices if key],
        "why": post.get(f"why-{one.pk}", one.justification),
        "measures": [Option("", _("nenhuma"), not code)]
        + [Option(key, key, key == code) for key in measures],
        "reviews": [Option(key, str(label), key == review_) for key, label in Answer.Review.choices if key],
        "note": post.get(f"note-{one.pk}", one.note),
        "kept": _kept(one) if request.method == "POST" and typed != held else "",
        "machine": _machine(one.machine or (seen_ and _plain(seen_)) or {}),
        "fault": words if field in (f"answer-{one.pk}", f"review-{one.pk}") else "",
    }


def _kept(one: Answer) -> str:
    """What is kept of an answer, in words, beside what was typed."""
    told = (
        one.get_verdict_display(),
        one.justification,
        one.get_review_display() if one.review else "",
        one.note,
    )
    return " · ".join(str(words) for words in told if words)


def _plain(seen_: Any) -> dict[str, Any]:
    return {"verdict": seen_.verdict, "some": seen_.some, "of": seen_.of, "lacking": list(seen_.lacking)}


def _machine(found: dict[str, Any]) -> str:
    """What a machine saw, in words; nothing where it cannot tell."""
    if not found or not found.get("of"):
        return ""
    told = _("%(some)s de %(of)s") % {"some": found["some"], "of": found["of"]}
    lacking = found.get("lacking") or []
    if not lacking:
        return told
    return f"{told}. " + _("Falta em: %(codes)s.") % {
        "codes": ", ".join(lacking[:12]) + ("…" if len(lacking) > 12 else "")
    }


def _counts(counts: dict[str, int]) -> list[tuple[str, int]]:
    """How many criteria say what, in words, in the order of the answers."""
    return [(str(label), counts[key]) for key, label in Answer.Verdict.choices if counts.get(key)]
