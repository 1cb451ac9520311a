"""Evaluations of plans: open one, answer its questions, write findings, publish, withdraw."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from rumo.deliver.evaluations import models as m
from rumo.deliver.evaluations.actions.refusing import EvaluationRefused, Overtaken, Settled, short
from rumo.deliver.plans.models import Measure, Plan, PlanVersion
from rumo.ground.ledger.actions import record
from rumo.ground.people.models import Entity


def first_questions() -> list[tuple[str, str]]:
    """Return the questions an evaluation opens with, one or two a criterion, in the active language."""
    of = m.Question.Criterion
    return [
        (
            of.RELEVANCE,
            _("As medidas respondem ao que as pessoas migrantes e as instituições disseram precisar?"),
        ),
        (
            of.COHERENCE,
            _("As medidas completam-se, e completam as políticas nacionais e das entidades parceiras?"),
        ),
        (of.EFFECTIVENESS, _("As metas foram alcançadas? O que ajudou e o que travou?")),
        (of.EFFICIENCY, _("O que se fez justifica o tempo e o dinheiro gastos?")),
        (of.IMPACT, _("O que mudou na vida das pessoas, também do que não se esperava?")),
        (of.SUSTAINABILITY, _("O que continua quando o plano acabar, e com que meios?")),
    ]


@transaction.atomic
def open_(
    *,
    plan: Plan,
    kind: str,
    title: str,
    evaluator: Entity,
    as_of: date,
    by: str,
    at: datetime,
    today: date,
) -> m.Evaluation:
    """Open an evaluation of a published plan with the first questions of every criterion; opened again, it is the one there.

    Raises EvaluationRefused for a plan that is not public, an unknown kind, no title, or figures of a day to come.
    """
    title = " ".join(title.split())[:300]
    if not PlanVersion.objects.filter(plan=plan, state=PlanVersion.State.PUBLISHED).exists():
        raise EvaluationRefused(_("Só se avalia um plano publicado."))
    if kind not in m.Evaluation.Kind.values:
        raise EvaluationRefused(_("Escolha: intercalar ou final."))
    if not title:
        raise EvaluationRefused(_("Escreva o título da avaliação."))
    if as_of > today:
        raise EvaluationRefused(_("O dia dos números ainda não chegou."))
    said = {"plan": plan, "kind": kind, "title": title, "evaluator": evaluator, "as_of": as_of}
    if there := m.Evaluation.objects.filter(state=m.Evaluation.State.DRAFT, **said).first():
        return there
    row = m.Evaluation.objects.create(written_by=by, written_at=at, **said)
    with override("pt"):
        asked = first_questions()
    m.Question.objects.bulk_create(
        m.Question(evaluation=row, position=i, criterion=criterion, text=text)
        for i, (criterion, text) in enumerate(asked)
    )
    new = {"evaluation": row.public_id, "kind": kind, "title": title}
    record(verb="evaluation.open", by=by, at=at, target=f"plan:{plan.slug}", new=new)
    return row


@transaction.atomic
def write(
    *,
    evaluation: m.Evaluation,
    revision: int,
    summary: str,
    answers: Mapping[int, tuple[str, str]],
    by: str,
    at: datetime,
) -> m.Evaluation:
    """Save the summary and the answers: by the key of the question, the answer and the judgement; unknown keys are left out.

    `revision` is the one the writer began from. Raises Overtaken when somebody saved since, with what it says now, and
    EvaluationRefused for words that are too many or an evaluation that is public.
    """
    row = _editable(evaluation)
    questions = {question.pk: question for question in m.Question.objects.filter(evaluation=row)}
    old = _written(row, questions)
    if row.revision != revision:
        raise Overtaken(_theirs(row, questions))
    row.summary = short(summary)
    for pk, (answer, judgement) in answers.items():
        if pk in questions and judgement in m.Question.Judgement.values:
            questions[pk].answer, questions[pk].judgement = short(answer), judgement
    new = _written(row, questions)
    if new == old:
        return row
    m.Question.objects.bulk_update(questions.values(), ["answer", "judgement"])
    _touched(row, by, at)
    changed = [key for key in new if new[key] != old[key]]
    was, now = ({key: said[key] for key in changed} for said in (old, new))
    record(verb="evaluation.write", by=by, at=at, target=f"evaluation:{row.public_id}", old=was, new=now)
    return row


def _written(row: m.Evaluation, questions: Mapping[int, m.Question]) -> dict[str, str]:
    """Return what an evaluation says, by the name the ledger gives each part."""
    said = {str(q.position): f"{q.judgement}|{q.answer}" for q in questions.values()}
    return {"summary": row.summary, **said}


@transaction.atomic
def ask(*, evaluation: m.Evaluation, criterion: str, text: str, by: str, at: datetime) -> m.Question:
    """Add a question under a criterion, once; raises EvaluationRefused for an unknown criterion or no words."""
    row, text = _editable(evaluation), " ".join(text.split())
    if criterion not in m.Question.Criterion.values:
        raise EvaluationRefused(_("Escolha o critério."))
    if not text or len(text) > 500:
        raise EvaluationRefused(_("Escreva a pergunta, com 500 carateres no máximo."))
    if there := m.Question.objects.filter(evaluation=row, criterion=criterion, text=text).first():
        return there
    position = _next(m.Question.objects.filter(evaluation=row))
    question = m.Question.objects.create(evaluation=row, position=position, criterion=criterion, text=text)
    _touched(row, by, at)
    record(verb="evaluation.ask", by=by, at=at, target=f"evaluation:{row.public_id}", new={"question": text})
    return question


@transaction.atomic
def find(
    *,
    evaluation: m.Evaluation,
    text: str,
    recommendation: str,
    measures: Sequence[str],
    by: str,
    at: datetime,
) -> m.Finding:
    """Add a finding about measures of the plan, given by code, once; raises EvaluationRefused for no words or a code that is none of the plan's."""
    row, text, recommendation = _editable(evaluation), short(text), short(recommendation)
    if not text:
        raise EvaluationRefused(_("Escreva o que encontrou."))
    found = {measure.code: measure for measure in Measure.objects.filter(plan=row.plan_id, code__in=measures)}
    if unknown := [code for code in measures if code not in found]:
        told = {"codes": ", ".join(unknown)}
        raise EvaluationRefused(_("O plano não tem estas medidas: %(codes)s.") % told)
    if there := m.Finding.objects.filter(evaluation=row, text=text, recommendation=recommendation).first():
        return there
    position = _next(m.Finding.objects.filter(evaluation=row))
    finding = m.Finding.objects.create(
        evaluation=row, position=position, text=text, recommendation=recommendation
    )
    m.FindingMeasure.objects.bulk_create(
        m.FindingMeasure(finding=finding, measure=measure) for measure in found.values()
    )
    _touched(row, by, at)
    new = {"finding": text, "recommendation": finding.recommendation, "measures": sorted(found)}
    record(verb="evaluation.find", by=by, at=at, target=f"evaluation:{row.public_id}", new=new)
    return finding


@transaction.atomic
def unfind(*, finding: m.Finding, by: str, at: datetime) -> None:
    """Take a finding out of an evaluation that is not public; what it said stays in the ledger."""
    row = _editable(finding.evaluation)
    m.FindingMeasure.objects.filter(finding=finding).delete()
    old = {"finding": finding.text, "recommendation": finding.recommendation}
    finding.delete()
    _touched(row, by, at)
    record(verb="evaluation.unfind", by=by, at=at, target=f"evaluation:{row.public_id}", old=old)


@transaction.atomic
def publish(*, evaluation: m.Evaluation, by: str, at: datetime) -> m.Evaluation:
    """Make an evaluation public, once every question is judged; the figures it shows are those known from then on.

    Published again, it is public once. Doors go through `rollup.publish_evaluation`. Raises EvaluationRefused for a question
    without judgement or answer, or when who wrote last publishes; Settled for one that was withdrawn.
    """
    row = _locked(evaluation)
    if row.state == m.Evaluation.State.PUBLISHED:
        return row
    row = _editable(evaluation)
    if by == row.written_by:
        raise EvaluationRefused(_("Quem escreveu por último não publica: peça a outra pessoa."))
    bare = [
        question.text
        for question in m.Question.objects.filter(evaluation=row).order_by("position")
        if not question.judgement or not question.answer
    ]
    if bare:
        raise EvaluationRefused(
            _("Falta responder e apreciar: %(questions)s") % {"questions": " · ".join(bare)}
        )
    row.state, row.published_by, row.published_at = m.Evaluation.State.PUBLISHED, by, at
    row.save(update_fields=["state", "published_by", "published_at"])
    target = f"plan:{row.plan.slug}"
    record(verb="evaluation.publish", by=by, at=at, target=target, new={"evaluation": row.public_id})
    return row


@transaction.atomic
def withdraw(*, evaluation: m.Evaluation, reason: str, by: str, at: datetime) -> None:
    """Withdraw a public evaluation with a reason; withdrawing twice withdraws once. Raises EvaluationRefused without one."""
    row, reason = _locked(evaluation), short(reason)
    if row.state == m.Evaluation.State.WITHDRAWN:
        return
    if row.state == m.Evaluation.State.DRAFT:
        raise EvaluationRefused(_("Esta avaliação ainda não é pública."))
    if not reason:
        raise EvaluationRefused(_("Diga porque é retirada a avaliação: o motivo fica público."))
    row.state, row.withdrawn_reason = m.Evaluation.State.WITHDRAWN, reason
    row.save(update_fields=["state", "withdrawn_reason"])
    record(verb="evaluation.withdraw", by=by, at=at, target=f"plan:{row.plan.slug}", new={"reason": reason})


def _locked(evaluation: m.Evaluation) -> m.Evaluation:
    rows = m.Evaluation.objects.select_for_update(of=("self",)).select_related("plan")
    return rows.get(pk=evaluation.pk)


def _editable(evaluation: m.Evaluation) -> m.Evaluation:
    row = _locked(evaluation)
    if row.state != m.Evaluation.State.DRAFT:
        raise Settled(_("Esta avaliação já é pública: não se edita."))
    return row


def _theirs(row: m.Evaluation, questions: Mapping[int, m.Question]) -> dict[str, str]:
    """What the evaluation says now, by the name of the field."""
    said = {"summary": row.summary}
    for pk, question in questions.items():
        said[f"answer-{pk}"], said[f"judgement-{pk}"] = question.answer, question.judgement
    return said


def _touched(row: m.Evaluation, by: str, at: datetime) -> None:
    row.revision += 1
    row.written_by, row.written_at = by, at
    row.save(update_fields=["summary", "revision", "written_by", "written_at"])


def _next(rows: QuerySet[Any]) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1
