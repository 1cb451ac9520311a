"""Every write of conformity: a check opened, answered, sent, returned, reviewed, published."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rumo.deliver.conformities.models import Answer, Check
from rumo.deliver.conformities.queries import in_force_for, seen_in
from rumo.deliver.plans.models import Measure, Plan
from rumo.ground.core import texts
from rumo.ground.ledger.actions import record
from rumo.shape.guidelines.models import Criterion

PROSE = 3_000
"""Characters of a justification or a note."""


class ConformityRefused(Exception):
    """Something that cannot be done as it is, in words fit for whoever asked; `field` is what to mend."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


class Conflict(ConformityRefused):
    """Somebody else wrote in the meantime."""


@dataclass(frozen=True, slots=True)
class AnswerSaid:
    """What a municipality says of a criterion: a verdict, why, and the code of the measure that shows it."""

    verdict: str
    justification: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class ReviewSaid:
    """What a reviewer says of an answer."""

    review: str
    note: str = ""


@transaction.atomic
def open_check(*, plan: Plan, by: str, at: datetime) -> Check:
    """Begin to hold a plan against the guidelines in force; while one is in the making, that is the one.

    What was answered in the check in force is carried over where the same clause asks the same. Raises ConformityRefused.
    """
    row = Plan.objects.select_for_update().get(pk=plan.pk)
    making = Check.objects.filter(plan=row, published_at__isnull=True).first()
    if making is not None:
        return making
    version = in_force_for(at.date())
    criteria = list(Criterion.objects.filter(said__version=version).select_related("said")) if version else []
    if version is None or not criteria:
        raise ConformityRefused(_("Ainda não há orientações em vigor com critérios que se possam verificar."))
    made = Check.objects.create(plan=row, version=version, written_by=by, written_at=at)
    before = {
        (one.criterion.said.clause_id, one.criterion.key, one.criterion.question): one
        for one in Answer.objects.filter(
            check_of__plan=row, check_of__published_at__isnull=False, check_of__superseded_at__isnull=True
        ).select_related("criterion__said")
    }
    Answer.objects.bulk_create(
        _carried(made, one, before.get((one.said.clause_id, one.key, one.question))) for one in criteria
    )
    record(verb="conformity.open", by=by, at=at, target=target(made), new={"version": str(version.number)})
    return made


@transaction.atomic
def answer(*, check: Check, said: Mapping[int, AnswerSaid], revision: int, by: str, at: datetime) -> Check:
    """Write what is said of criteria, by the row id of the answer; what is not named stays. Raises ConformityRefused, Conflict."""
    row = _held(check, Check.State.DRAFT)
    rows = {one.pk: one for one in Answer.objects.filter(check_of=row, pk__in=said)}
    codes = {one.measure for one in said.values() if one.measure}
    measures = {one.code: one for one in Measure.objects.filter(plan=row.plan, code__in=codes)}
    changed = []
    for pk, one in said.items():
        if pk in rows and _write(rows[pk], one, measures):
            changed.append(rows[pk])
    if not changed:
        return row
    if row.revision != revision:
        raise Conflict(_("Outra pessoa respondeu entretanto. Veja o que está guardado e envie outra vez."))
    for row_ in changed:  # what was said of another answer is not said of this one
        row_.review, row_.note = Answer.Review.NONE, ""
    Answer.objects.bulk_update(changed, ["verdict", "justification", "measure", "review", "note"])
    row.revision += 1
    row.written_by, row.written_at = by, at
    row.save()
    record(verb="conformity.answer", by=by, at=at, target=target(row), new={"answers": len(changed)})
    return row


@transaction.atomic
def submit(*, check: Check, by: str, at: datetime) -> Check:
    """Send a check to be reviewed, with what a machine saw that day beside each answer. Raises ConformityRefused while one has none."""
    row = _held(check, Check.State.DRAFT)
    rows = list(Answer.objects.filter(check_of=row).select_related("criterion"))
    left = sum(not one.verdict for one in rows)
    if left:
        told = ngettext("Falta responder a %(n)s critério.", "Falta responder a %(n)s critérios.", left)
        raise ConformityRefused(told % {"n": left})
    seen = seen_in(row.plan)
    for one in rows:
        found = seen.get(one.criterion.check_key)
        one.machine = {**asdict(found), "lacking": list(found.lacking)} if found else {}
    Answer.objects.bulk_update(rows, ["machine"])
    row.state, row.written_by, row.written_at, row.returned = Check.State.SUBMITTED, by, at, ""
    row.save()
    record(verb="conformity.submit", by=by, at=at, target=target(row))
    return row


@transaction.atomic
def return_(*, check: Check, reason: str, by: str, at: datetime) -> Check:
    """Return a check that was sent, with a reason. Raises ConformityRefused."""
    row = _held(check, Check.State.SUBMITTED)
    reason = _text(reason, "reason")
    if not reason:
        raise ConformityRefused(_("Diga o que falta."), "reason")
    row.state, row.returned = Check.State.DRAFT, reason
    row.save()
    record(verb="conformity.return", by=by, at=at, target=target(row), new={"reason": reason})
    return row


@transaction.atomic
def review(*, check: Check, said: Mapping[int, ReviewSaid], revision: int, by: str, at: datetime) -> Check:
    """Write what a reviewer says of answers, by their row ids; what is not named stays. Raises ConformityRefused, Conflict."""
    row = _held(check, Check.State.SUBMITTED)
    rows = {one.pk: one for one in Answer.objects.filter(check_of=row, pk__in=said)}
    changed = [rows[pk] for pk, one in said.items() if pk in rows and _review(rows[pk], one)]
    if not changed:
        return row
    if row.revision != revision:
        raise Conflict(_("Outra pessoa respondeu entretanto. Veja o que está guardado e envie outra vez."))
    Answer.objects.bulk_update(changed, ["review", "note"])
    row.revision += 1
    row.save()
    record(verb="conformity.review", by=by, at=at, target=target(row), new={"answers": len(changed)})
    return row


@transaction.atomic
def discard(*, check: Check, by: str, at: datetime) -> None:
    """Throw away a check that was never public, as one that was begun against guidelines of before; thrown away before, nothing is done."""
    if not Check.objects.filter(pk=check.pk).exists():
        return
    row = _held(check, Check.State.DRAFT)
    Answer.objects.filter(check_of=row).delete()
    named = target(row)
    row.delete()
    record(verb="conformity.discard", by=by, at=at, target=named)


@transaction.atomic
def publish(*, check: Check, by: str, at: datetime) -> Check:
    """Publish a check that was reviewed whole, by another person than who sent it; published before, nothing is done. Raises ConformityRefused."""
    there = Check.objects.select_for_update().get(pk=check.pk)
    if there.state == Check.State.PUBLISHED:
        return there
    row = _held(there, Check.State.SUBMITTED)
    if row.written_by == by:
        raise ConformityRefused(_("Quem enviou não publica: publica outra pessoa."))
    left = Answer.objects.filter(check_of=row, review="").count()
    if left:
        told = ngettext("Falta apreciar %(n)s critério.", "Falta apreciar %(n)s critérios.", left)
        raise ConformityRefused(told % {"n": left})
    in_force = Check.objects.filter(plan=row.plan, published_at__isnull=False, superseded_at__isnull=True)
    in_force.update(superseded_at=at)
    row.state, row.published_by, row.published_at = Check.State.PUBLISHED, by, at
    row.save()
    record(verb="conformity.publish", by=by, at=at, target=target(row))
    return row


def target(row: Check) -> str:
    """Return what the ledger calls a check: its plan's conformity."""
    return f"plan:{row.plan.slug}"


def _held(check: Check, state: str) -> Check:
    rows = Check.objects.select_for_update(of=("self",)).select_related("plan__owner", "version")
    row = rows.get(pk=check.pk)
    if row.state != state:
        raise ConformityRefused(_("Entretanto mudou de estado. Veja a página outra vez."))
    return row


def _carried(check: Check, criterion: Criterion, before: Answer | None) -> Answer:
    if before is None:
        return Answer(check_of=check, criterion=criterion)
    kept: dict[str, Any] = {
        name: getattr(before, name) for name in ("verdict", "justification", "measure_id")
    }
    return Answer(check_of=check, criterion=criterion, **kept)


def _write(row: Answer, said: AnswerSaid, measures: Mapping[str, Measure]) -> bool:
    """Set what is said on a row; return whether anything differs."""
    field = f"answer-{row.pk}"
    if said.verdict not in Answer.Verdict.values:
        raise ConformityRefused(_("Escolha uma das respostas."), field)
    justification = _text(said.justification, field)
    if said.verdict not in ("", "met") and not justification:
        raise ConformityRefused(_("Diga porquê, quando não cumpre de todo ou não se aplica."), field)
    if said.measure and said.measure not in measures:
        raise ConformityRefused(_("O plano não tem nenhuma medida com este código."), field)
    measure = measures.get(said.measure)
    old = (row.verdict, row.justification, row.measure_id)
    row.verdict, row.justification, row.measure = said.verdict, justification, measure
    return old != (row.verdict, row.justification, measure.pk if measure else None)


def _review(row: Answer, said: ReviewSaid) -> bool:
    """Set what is said on a row; return whether anything differs."""
    field = f"review-{row.pk}"
    if said.review not in Answer.Review.values:
        raise ConformityRefused(_("Escolha se está de acordo."), field)
    note = _text(said.note, field)
    if said.review == Answer.Review.DISAGREE and not note:
        raise ConformityRefused(_("Diga porque não está de acordo: é público."), field)
    old = (row.review, row.note)
    row.review, row.note = said.review, note
    return old != (said.review, note)


def _text(text: str, field: str) -> str:
    clean = texts.prose(text)
    if len(clean) > PROSE:
        told = {"n": len(clean), "most": PROSE}
        raise ConformityRefused(
            _("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told, field
        )
    return clean
