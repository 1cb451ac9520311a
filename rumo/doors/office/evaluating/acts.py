"""What is done on the pages of evaluations: each view calls one action, and says what was done or what to mend."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumo.deliver.evaluations import actions as evaluations
from rumo.deliver.evaluations import rules
from rumo.deliver.evaluations.models import Evaluation, Finding, Question
from rumo.deliver.evaluations.queries import whole
from rumo.deliver.plans.models import MeasureVersion, Plan, PlanVersion
from rumo.deliver.rollup import actions as rollup
from rumo.doors.office.evaluating import views
from rumo.doors.office.gate import Asking, refused, staff
from rumo.doors.web import clock
from rumo.doors.web.parts import Crumb, Fault, Option
from rumo.ground.people.models import Entity, Role


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def open_(request: Asking, slug: str) -> HttpResponse:
    """Open an evaluation of a published plan."""
    if not rules.can_open(request.who):
        raise Http404
    public = PlanVersion.objects.filter(state=PlanVersion.State.PUBLISHED).values("plan")
    plan = get_object_or_404(Plan, slug=slug, pk__in=public)
    bodies = list(Entity.objects.filter(pk__in=request.who.entities(Role.EVALUATOR)).order_by("name"))
    said = {name: request.POST.get(name, "") for name in ("kind", "title", "as_of", "reader")}
    faults: list[Fault] = []
    if request.method == "POST":
        row = _opened(request, plan, bodies, said, faults)
        if row:
            messages.success(request, _("Avaliação aberta, com as primeiras perguntas de cada critério."))
            return redirect("office:evaluation", evaluation=row.public_id)
    said["as_of"] = said["as_of"] or clock.today().isoformat()
    context = {
        "place": "evaluations",
        "crumbs": [Crumb(_("Avaliações"), reverse("office:evaluations")), Crumb(_("Nova"))],
        "plan": plan,
        "said": said,
        "kinds": [
            Option(v, str(label).capitalize(), v == said["kind"]) for v, label in Evaluation.Kind.choices
        ],
        "bodies": [Option(b.public_id, b.name, b.public_id == said["reader"]) for b in bodies],
        "faults": faults,
        "wrong": {fault.field.removesuffix("-1"): fault.text for fault in faults},
    }
    return render(request, "office/evaluating/new.html", context, status=422 if faults else 200)


def _opened(
    request: Asking, plan: Plan, bodies: list[Entity], said: dict[str, str], faults: list[Fault]
) -> Evaluation | None:
    body = next((b for b in bodies if b.public_id == said["reader"]), bodies[0] if len(bodies) == 1 else None)
    try:
        day = date.fromisoformat(said["as_of"])
    except ValueError:
        faults.append(Fault("as_of", _("Escreva o dia dos números, por exemplo 2026-06-30.")))
        return None
    if body is None:
        faults.append(Fault("reader", _("Escolha em nome de que entidade avalia.")))
        return None
    try:
        return evaluations.open_(
            plan=plan,
            kind=said["kind"],
            title=said["title"],
            evaluator=body,
            as_of=day,
            by=request.who.public_id,
            at=clock.now(),
            today=clock.today(),
        )
    except evaluations.EvaluationRefused as no:
        wrong = "kind-1" if said["kind"] not in Evaluation.Kind.values else "title"
        faults.append(Fault("as_of" if day > clock.today() else wrong, str(no)))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def write(request: Asking, evaluation: str) -> HttpResponse:
    """Answer the questions, and judge; two who write at once see both texts."""
    row = views.own(request, evaluation)
    if row.state != Evaluation.State.DRAFT:
        return refused(request, _("Esta avaliação já é pública: não se edita."), 409)
    if request.method != "POST":
        return _form(request, row, {}, 200)
    revision = request.POST.get("revision", "")
    answers = {
        int(name.removeprefix("answer-")): (str(text), request.POST.get(f"judgement-{name[7:]}", ""))
        for name, text in request.POST.items()
        if name.startswith("answer-") and name[7:].isdecimal() and len(name) < 20
    }
    try:
        evaluations.write(
            evaluation=row,
            revision=int(revision) if revision.isdecimal() and len(revision) < 9 else 0,
            summary=request.POST.get("summary", ""),
            answers=answers,
            by=request.who.public_id,
            at=clock.now(),
        )
    except evaluations.Overtaken as overtaken:
        row.refresh_from_db()
        return _form(request, row, overtaken.theirs, 409, Fault("summary", str(overtaken)))
    except evaluations.EvaluationRefused as no:
        return _form(request, row, {}, _status(no), Fault("summary", str(no)))
    messages.success(request, _("Avaliação guardada."))
    return redirect("office:evaluation", evaluation=row.public_id)


def _form(
    request: Asking, row: Evaluation, theirs: dict[str, str], status: int, fault: Fault | None = None
) -> HttpResponse:
    """Show the form with what was typed, or what is there; `theirs` beside it where somebody else saved meanwhile."""
    said = whole(row)
    typed = request.POST
    fields = []
    for name, questions in said.criteria:
        rows = []
        for question in questions:
            key = f"answer-{question.pk}"
            judged = typed.get(f"judgement-{question.pk}", question.judgement)
            options = [Option(v, str(label), v == judged) for v, label in Question.Judgement.choices]
            theirs_judged = theirs.get(f"judgement-{question.pk}", judged)
            apart = str(Question.Judgement(theirs_judged).label) if theirs_judged != judged else ""
            rows.append((question, typed.get(key, question.answer), options, theirs.get(key, ""), apart))
        fields.append((name, rows))
    context = {
        "place": "evaluations",
        "crumbs": [
            Crumb(_("Avaliações"), reverse("office:evaluations")),
            Crumb(row.title, reverse("office:evaluation", args=[row.public_id])),
            Crumb(_("Escrever")),
        ],
        "row": row,
        "summary": typed.get("summary", row.summary),
        "their_summary": theirs.get("summary", ""),
        "overtaken": bool(theirs),
        "fields": fields,
        "faults": [fault] if fault else [],
        "wrong": {fault.field: fault.text} if fault else {},
    }
    return render(request, "office/evaluating/write.html", context, status=status)


@require_POST
@staff
def ask(request: Asking, evaluation: str) -> HttpResponse:
    """Add a question."""
    row = views.own(request, evaluation)
    try:
        evaluations.ask(
            evaluation=row,
            criterion=request.POST.get("criterion", ""),
            text=request.POST.get("text", ""),
            by=request.who.public_id,
            at=clock.now(),
        )
    except evaluations.EvaluationRefused as no:
        return _shown_again(request, row, Fault("text", str(no)), _status(no))
    messages.success(request, _("Pergunta acrescentada."))
    return redirect("office:evaluation", evaluation=row.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def find(request: Asking, evaluation: str) -> HttpResponse:
    """Add a finding, with the measures it is about."""
    row = views.own(request, evaluation)
    fault, status = None, 200
    if request.method == "POST":
        try:
            evaluations.find(
                evaluation=row,
                text=request.POST.get("text", ""),
                recommendation=request.POST.get("recommendation", ""),
                measures=request.POST.getlist("measures"),
                by=request.who.public_id,
                at=clock.now(),
            )
        except evaluations.EvaluationRefused as no:
            fault, status = Fault("text", str(no)), _status(no)
        else:
            messages.success(request, _("Constatação acrescentada."))
            return redirect("office:evaluation", evaluation=row.public_id)
    context = {
        "place": "evaluations",
        "crumbs": [
            Crumb(_("Avaliações"), reverse("office:evaluations")),
            Crumb(row.title, reverse("office:evaluation", args=[row.public_id])),
            Crumb(_("Constatação")),
        ],
        "row": row,
        "typed": request.POST,
        "measures": _measures(row, request.POST.getlist("measures")),
        "faults": [fault] if fault else [],
        "wrong": {fault.field: fault.text} if fault else {},
    }
    return render(request, "office/evaluating/find.html", context, status=status)


def _measures(row: Evaluation, chosen: list[str]) -> list[Option]:
    """Return the measures of the newest published version, those chosen ticked (one query)."""
    newest = PlanVersion.objects.filter(plan=row.plan_id, state=PlanVersion.State.PUBLISHED)
    rows = MeasureVersion.objects.filter(version__in=newest.order_by("-number").values("pk")[:1])
    found = rows.order_by("position").values_list("measure__code", "title")
    return [Option(code, f"{code} · {title}", code in chosen) for code, title in found]


@require_POST
@staff
def unfind(request: Asking, evaluation: str, position: int) -> HttpResponse:
    """Take a finding out."""
    row = views.own(request, evaluation)
    finding = get_object_or_404(
        Finding.objects.select_related("evaluation"), evaluation=row, position=position
    )
    try:
        evaluations.unfind(finding=finding, by=request.who.public_id, at=clock.now())
    except evaluations.EvaluationRefused as no:
        return refused(request, str(no), 409)
    messages.success(request, _("Constatação tirada. O que dizia fica na história."))
    return redirect("office:evaluation", evaluation=row.public_id)


@require_POST
@staff
def publish(request: Asking, evaluation: str) -> HttpResponse:
    """Make an evaluation public."""
    row = _publishable(request, evaluation)
    try:
        rollup.publish_evaluation(evaluation=row, by=request.who.public_id, at=clock.now())
    except evaluations.EvaluationRefused as no:
        return _shown_again(request, row, Fault("publish", str(no)), _status(no))
    messages.success(request, _("Avaliação publicada."))
    return redirect("office:evaluation", evaluation=row.public_id)


@require_POST
@staff
def withdraw(request: Asking, evaluation: str) -> HttpResponse:
    """Withdraw a public evaluation, with its reason."""
    row = _publishable(request, evaluation)
    reason = request.POST.get("reason", "")
    try:
        rollup.withdraw_evaluation(evaluation=row, reason=reason, by=request.who.public_id, at=clock.now())
    except evaluations.EvaluationRefused as no:
        status = 409 if row.state == Evaluation.State.DRAFT else 422
        return _shown_again(request, row, Fault("reason", str(no)), status)
    messages.success(request, _("Avaliação retirada, com o motivo à vista."))
    return redirect("office:evaluation", evaluation=row.public_id)


def _publishable(request: Asking, public_id: str) -> Evaluation:
    row = views.seen(request, public_id)
    if not rules.can_publish(request.who, row):
        raise Http404
    return row


def _status(no: evaluations.EvaluationRefused) -> int:
    return 409 if isinstance(no, evaluations.Settled) else 422


def _shown_again(request: Asking, row: Evaluation, fault: Fault, status: int) -> HttpResponse:
    """Show the evaluation again, with what was typed and what to mend."""
    more = {"faults": [fault], "wrong": {fault.field: fault.text}, "typed": request.POST}
    context = views.shown(request, row, **more)
    return render(request, "office/evaluating/evaluation.html", context, status=status)
