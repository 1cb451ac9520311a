"""Self-assessments: a municipality opens one, writes its answers, another person publishes it; it is withdrawn with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.evaluations import models as m
from rumo.deliver.evaluations.actions.refusing import EvaluationRefused, Overtaken, Settled, short
from rumo.deliver.evaluations.queries.assessing import answered, measures_named, wanted_measures
from rumo.deliver.plans.models import Measure
from rumo.ground.ledger.actions import record
from rumo.ground.people.models import Entity
from rumo.ground.vocabularies.models import Term, TermList
from rumo.ground.vocabularies.queries import FRAMEWORK
from rumo.science.radar import MOST

EVIDENCE = 1000
"""Characters of what shows a level."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What is said of a dimension: a level from 0 to 4 or None (not known), what shows it, measures as `code` or `plan/code`."""

    level: int | None
    evidence: str = ""
    measures: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class AssessmentFault:
    """One thing to mend: at which part (`level`, `evidence`, `measures`) of which dimension, in words."""

    dimension: str
    part: str
    words: str


class AssessmentFaulty(EvaluationRefused):
    """Answers that cannot stand; nothing was saved, and `faults` says what to mend."""

    def __init__(self, faults: Sequence[AssessmentFault]) -> None:
        super().__init__(" · ".join(fault.words for fault in faults))
        self.faults = tuple(faults)


@transaction.atomic
def open_assessment(
    *,
    owner: Entity,
    framework: TermList,
    as_on: date,
    synthetic: bool,
    by: str,
    at: datetime,
    today: date,
) -> m.Assessment:
    """Open a municipality's self-assessment as of a day; opened again while it is a draft, it is the one there.

    Raises EvaluationRefused for a body that is no municipality, a list that is no framework to assess by, a day to come.
    """
    if owner.kind != Entity.Kind.MUNICIPALITY:
        raise EvaluationRefused(_("Só um município se avalia a si próprio."))
    if not framework.key.startswith(FRAMEWORK) or not framework.about.get("assessable"):
        raise EvaluationRefused(_("Escolha o referencial."))
    if as_on > today:
        raise EvaluationRefused(_("O dia da autoavaliação ainda não chegou."))
    row, made = m.Assessment.objects.get_or_create(
        owner=owner,
        framework=framework,
        as_on=as_on,
        state=m.Assessment.State.DRAFT,
        defaults={"synthetic": synthetic, "written_by": by, "written_at": at},
    )
    if made:
        new = {"framework": str(framework), "date": as_on.isoformat(), "entity": owner.public_id}
        record(verb="assessment.open", by=by, at=at, target=_target(row), new=new)
    return row


@transaction.atomic
def write_assessment(
    *, assessment: m.Assessment, revision: int, answers: Mapping[str, Answered], by: str, at: datetime
) -> m.Assessment:
    """Save answers by the key of their dimension; dimensions that are not named stay as they are, unknown ones are left out.

    `revision` is the one the writer began from; to say again what stands does nothing. Raises AssessmentFaulty, with every fault,
    for a level off the scale, a level of 1 or more that nothing shows, text too long, measures the municipality does not have;
    Overtaken when somebody saved since, with what it says now; Settled for one that is public.
    """
    row = _editable(assessment)
    terms = {term.key: term for term in Term.objects.filter(term_list=row.framework_id)}
    said = {key: answers[key] for key in terms if key in answers}
    found = wanted_measures(row.owner_id, [code for one in said.values() for code in one.measures])
    if faults := _faults(said, found):
        raise AssessmentFaulty(faults)
    old = _told(row)
    new = {**old, **{key: _one(one, [found[code] for code in one.measures]) for key, one in said.items()}}
    if new == old:
        return row
    if row.revision != revision:
        raise Overtaken(_theirs(row))
    changed = [key for key in new if new[key] != old.get(key)]
    for key in changed:
        _write_one(row, terms[key], said[key], [found[code] for code in said[key].measures])
    row.revision += 1
    row.written_by, row.written_at = by, at
    row.save(update_fields=["revision", "written_by", "written_at"])
    was, now = {key: old[key] for key in changed if key in old}, {key: new[key] for key in changed}
    record(verb="assessment.write", by=by, at=at, target=_target(row), old=was, new=now)
    return row


def _faults(said: Mapping[str, Answered], found: Mapping[str, Measure]) -> list[AssessmentFault]:
    """Return what is wrong with answers, in their order."""
    faults = []
    for key, one in said.items():
        evidence = one.evidence.replace("\0", " ").strip()
        if one.level is not None and not 0 <= one.level <= MOST:
            faults.append(AssessmentFault(key, "level", _("Escolha um nível de 0 a 4, ou «não sabemos».")))
        elif one.level and not evidence:
            faults.append(AssessmentFault(key, "evidence", _("Diga numa frase o que mostra este nível.")))
        if len(evidence) > EVIDENCE:
            told = {"n": len(evidence), "most": EVIDENCE}
            words = _("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told
            faults.append(AssessmentFault(key, "evidence", words))
        if unknown := [code for code in one.measures if code not in found]:
            words = _("O plano não tem estas medidas: %(codes)s.") % {"codes": ", ".join(unknown)}
            faults.append(AssessmentFault(key, "measures", words))
    return faults


def _one(said: Answered, measures: Sequence[Measure]) -> str:
    """Return an answer as the ledger tells it, and as two are compared: level, measures, evidence."""
    keys = sorted({f"{measure.plan.slug}/{measure.code}" for measure in measures})
    level = "?" if said.level is None else str(said.level)
    return f"{level}|{' '.join(keys)}|{said.evidence.replace(chr(0), ' ').strip()}"


def _told(row: m.Assessment) -> dict[str, str]:
    """Return every answer of an assessment by dimension, as the ledger tells it (two queries)."""
    return {
        answer.dimension.key: _one(Answered(answer.level, answer.evidence), measures)
        for answer, measures in answered([row.pk])[row.pk]
    }


def _theirs(row: m.Assessment) -> dict[str, str]:
    """Return what an assessment says now, by the name of the field."""
    said = {}
    for answer, measures in answered([row.pk])[row.pk]:
        key = answer.dimension.key
        said[f"level-{key}"] = "unknown" if answer.level is None else str(answer.level)
        said[f"evidence-{key}"] = answer.evidence
        said[f"measures-{key}"] = measures_named(measures)
    return said


def _write_one(row: m.Assessment, term: Term, said: Answered, measures: Sequence[Measure]) -> None:
    evidence = said.evidence.replace("\0", " ").strip()
    answer, _made = m.Answer.objects.update_or_create(
        assessment=row, dimension=term, defaults={"level": said.level, "evidence": evidence}
    )
    m.AnswerMeasure.objects.filter(answer=answer).delete()
    m.AnswerMeasure.objects.bulk_create(
        m.AnswerMeasure(answer=answer, measure_id=pk) for pk in sorted({measure.pk for measure in measures})
    )


@transaction.atomic
def publish_assessment(*, assessment: m.Assessment, by: str, for_name: str, at: datetime) -> m.Assessment:
    """Make a self-assessment public, once every dimension is answered, for the body `for_name` whose eyes are the second pair.

    What it says enters the ledger whole. Published again, it is public once. Doors go through `rollup.publish_assessment`. Raises
    EvaluationRefused for a dimension without an answer («não sabemos» is one), or when who wrote last publishes; Settled for one
    that was withdrawn.
    """
    row = _locked(assessment)
    if row.state == m.Assessment.State.PUBLISHED:
        return row
    row = _editable(assessment)
    if by == row.written_by:
        raise EvaluationRefused(_("Quem escreveu por último não publica: peça a outra pessoa."))
    said = _told(row)
    bare = [term.label("pt") for term in _dimensions(row) if term.key not in said]
    if bare:
        raise EvaluationRefused(_("Falta responder a: %(dimensions)s") % {"dimensions": " · ".join(bare)})
    row.state, row.published_by, row.published_for, row.published_at = (
        m.Assessment.State.PUBLISHED,
        by,
        for_name,
        at,
    )
    row.save(update_fields=["state", "published_by", "published_for", "published_at"])
    record(verb="assessment.publish", by=by, at=at, target=_target(row), new={**said, "for": for_name})
    return row


def _dimensions(row: m.Assessment) -> list[Term]:
    return list(Term.objects.filter(term_list=row.framework_id).order_by("order"))


@transaction.atomic
def withdraw_assessment(*, assessment: m.Assessment, reason: str, by: str, at: datetime) -> None:
    """Withdraw a public self-assessment with a reason; withdrawing twice withdraws once. Raises EvaluationRefused without one."""
    row, reason = _locked(assessment), short(reason)
    if row.state == m.Assessment.State.WITHDRAWN:
        return
    if row.state == m.Assessment.State.DRAFT:
        raise EvaluationRefused(_("Esta avaliação ainda não é pública."))
    if not reason:
        raise EvaluationRefused(_("Diga porque é retirada a avaliação: o motivo fica público."))
    row.state, row.withdrawn_reason = m.Assessment.State.WITHDRAWN, reason
    row.save(update_fields=["state", "withdrawn_reason"])
    record(verb="assessment.withdraw", by=by, at=at, target=_target(row), new={"reason": reason})


def _target(row: m.Assessment) -> str:
    return f"assessment:{row.public_id}"


def _locked(assessment: m.Assessment) -> m.Assessment:
    return m.Assessment.objects.select_for_update().get(pk=assessment.pk)


def _editable(assessment: m.Assessment) -> m.Assessment:
    row = _locked(assessment)
    if row.state != m.Assessment.State.DRAFT:
        raise Settled(_("Esta avaliação já é pública: não se edita."))
    return row
