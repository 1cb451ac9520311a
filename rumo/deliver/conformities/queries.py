"""Conformity read: where a plan stands, criterion by criterion; which plans changed guidelines ask to look again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from rumo.deliver.conformities.models import Answer, Check
from rumo.deliver.plans import models as plans
from rumo.deliver.plans.queries.documents import document_of
from rumo.ground.vocabularies.queries import area_keys
from rumo.science.conformity import CHECKS, MeasureSaid, PlanSaid, Seen
from rumo.science.planfile import document as pf
from rumo.shape.guidelines.models import Criterion, Version

Verdict = Answer.Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a plan stands: its check in the making, the one in force, and how many of its criteria say what."""

    making: Check | None
    in_force: Check | None
    counts: dict[str, int]

    @property
    def stale(self) -> bool:
        """Tell whether the guidelines changed since the check in force."""
        return self.in_force is not None and self.in_force.version.superseded_at is not None


def standing(plan: plans.Plan) -> Standing:
    """Return where a plan stands (two queries)."""
    return standings([plan])[plan.pk]


def standings(rows: Iterable[plans.Plan]) -> dict[int, Standing]:
    """Return where plans stand, by row id (two queries)."""
    wanted = [row.pk for row in rows]
    found = Check.objects.filter(
        Q(published_at__isnull=True) | Q(superseded_at__isnull=True), plan__in=wanted
    )
    making: dict[int, Check] = {}
    in_force: dict[int, Check] = {}
    for one in found.select_related("version__document", "plan"):
        (in_force if one.published_at else making)[one.plan_id] = one
    counts: dict[int, Counter[str]] = {}
    told = Answer.objects.filter(check_of__in=in_force.values()).values_list("check_of", "verdict")
    for check, verdict in told:
        counts.setdefault(check, Counter())[verdict] += 1
    return {
        pk: Standing(
            making.get(pk),
            in_force.get(pk),
            dict(counts.get(in_force[pk].pk, {})) if pk in in_force else {},
        )
        for pk in wanted
    }


def conforms(plan_id: int) -> bool:
    """Tell whether a plan has a public conformity (one query)."""
    rows = Check.objects.filter(plan=plan_id, published_at__isnull=False, superseded_at__isnull=True)
    return rows.exists()


def public_codes(plan: plans.Plan) -> set[str]:
    """Return the codes of a plan's measures that everyone may see (one query)."""
    rows = plans.MeasureVersion.objects.filter(
        measure__plan=plan, version__state=plans.PlanVersion.State.PUBLISHED
    )
    return set(rows.values_list("measure__code", flat=True))


def answers_of(check: Check) -> QuerySet[Answer]:
    """Return the answers of a check in the order of the guidelines, each with its criterion, its clause and its measure (one query)."""
    rows = Answer.objects.filter(check_of=check).select_related("criterion__said__clause", "measure")
    return rows.order_by("criterion__said__position", "criterion__position")


def in_force_for(day: date) -> Version | None:
    """Return the guidelines a plan is held against on a day: the newest that had come into force, of whatever document (one query)."""
    rows = Version.objects.filter(published_at__isnull=False, effective_on__lte=day)
    return rows.select_related("document").order_by("-effective_on", "-number", "-pk").first()


def to_look_at_again() -> list[tuple[Check, list[Criterion]]]:
    """Return the checks in force against guidelines that were superseded, each with the criteria that are new or ask otherwise now (three queries)."""
    stale = list(
        Check.objects.filter(
            published_at__isnull=False, superseded_at__isnull=True, version__superseded_at__isnull=False
        ).select_related("plan", "version__document")
    )
    documents = {one.version.document_id for one in stale}
    now: dict[int, list[Criterion]] = {}
    fresh = Criterion.objects.filter(
        said__version__document__in=documents,
        said__version__published_at__isnull=False,
        said__version__superseded_at__isnull=True,
    ).select_related("said__clause", "said__version")
    for criterion in fresh.order_by("said__position", "position"):
        now.setdefault(criterion.said.version.document_id, []).append(criterion)
    then: dict[int, set[tuple[int, str, str]]] = {}
    asked = Answer.objects.filter(check_of__in=stale).select_related("criterion__said")
    for answer in asked:
        then.setdefault(answer.check_of_id, set()).add(_asks(answer.criterion))
    return [
        (one, [c for c in now.get(one.version.document_id, []) if _asks(c) not in then.get(one.pk, set())])
        for one in stale
    ]


def _asks(criterion: Criterion) -> tuple[int, str, str]:
    return criterion.said.clause_id, criterion.key, criterion.question


def said_of(plan: plans.Plan) -> PlanSaid | None:
    """Return what a machine looks at in the newest version of a plan, in the making or public; None of one without versions (eight queries)."""
    version = plans.PlanVersion.objects.select_related("plan").filter(plan=plan).order_by("-number").first()
    if version is None:
        return None
    told = document_of(version)
    practice, *others = (
        model._default_manager.filter(measure__plan=plan).order_by().values_list("measure__code", flat=True)
        for model in (plans.PracticeBasis, plans.GatheringBasis, plans.ClauseBasis)
    )
    based = set(practice.union(*others))
    return PlanSaid(
        tuple(_measure(one, told, one.code in based) for one in told.measures),
        tuple(area_keys()),
        told.funding is not None and told.funding.total is not None,
    )


def _measure(one: pf.Measure, plan: pf.Plan, based: bool) -> MeasureSaid:
    targets = sum(indicator.target is not None or bool(indicator.targets) for indicator in one.indicators)
    return MeasureSaid(
        one.code,
        one.areas,
        len(one.responsible),
        targets,
        (one.start or plan.start) is not None and (one.end or plan.end) is not None,
        bool(one.budget),
        based,
    )


def seen_in(plan: plans.Plan) -> dict[str, Seen]:
    """Return what every check sees in a plan, by its key (eight queries); nothing of one without versions."""
    said = said_of(plan)
    return {key: check(said) for key, check in CHECKS.items()} if said else {}
