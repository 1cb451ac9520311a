"""A plan begins: empty, from a community's template, or as the next version of a published one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from rumo.deliver.plans import models as m
from rumo.deliver.plans.actions.guarding import State, read_plan, target
from rumo.deliver.plans.actions.importing import FileRefused, write
from rumo.deliver.plans.actions.publishing import PlanRefused
from rumo.deliver.plans.queries.documents import document_of, says_the_same
from rumo.deliver.plans.queries.versions import in_the_making, newest_published
from rumo.ground.ledger.actions import record
from rumo.ground.people.models import Entity
from rumo.ground.territory.models import Municipality
from rumo.science.planfile import Plan, document
from rumo.science.planfile.document import FORMAT

NEW = "plano"
"""Stands for the slug while the rest of a new plan is read."""


class AlreadyThere(PlanRefused):
    """What was to be begun is there already: `plan` is it."""

    def __init__(self, words: str, plan: m.Plan) -> None:
        super().__init__(words)
        self.plan = plan


@transaction.atomic
def start(
    *,
    owner: Entity,
    said: Mapping[str, Any],
    by: str,
    at: datetime,
    slug: str = "",
    template: bool = False,
) -> m.PlanVersion:
    """Begin a plan with an empty draft version; return the draft.

    `said` is the head in the plan file's JSON shape (title, municipalities, period …); the slug is proposed from the owner's place and
    the years where none is given. Asked again in the same words while the draft is still empty, the same draft is returned.
    Raises FileRefused with every fault and its place, PlanRefused where a template's owner is no intermunicipal community.
    """
    if template and owner.kind != Entity.Kind.COMMUNITY:
        raise PlanRefused(_("Um modelo é de uma comunidade intermunicipal."))
    raw = {"format": FORMAT, "slug": slug or NEW, "measures": [], **said}
    plan = read_plan({"promoter": owner.name, "language": "pt", **raw})
    base = slug or propose_slug(_place(owner, plan), plan.start, plan.end)
    if same := _same(base, owner, plan, template):
        return same
    if slug and m.Plan.objects.filter(slug=slug).exists():
        why = _("já há um plano com este identificador: escolha outro")
        raise FileRefused([document.Fault("slug", why)])
    row = m.Plan.objects.create(slug=free_slug(base), recorded_at=at, owner=owner, template=template)
    version = write(row, 1, replace(plan, slug=row.slug), at)
    told = {"title": plan.title, "owner": owner.public_id, "template": template}
    record(verb="plan.start", by=by, at=at, target=target(version), new=told)
    return version


def propose_slug(place: str, start: date | None, end: date | None) -> str:
    """Return the identifier proposed for a plan: its place and its years."""
    years = [str(day.year) for day in (start, end) if day]
    return "-".join(part for part in (slugify(place)[:80].strip("-") or NEW, *dict.fromkeys(years)))


def _place(owner: Entity, plan: Plan) -> str:
    """Return the name a plan's identifier begins with: its only municipality's, else its owner's."""
    if len(plan.municipalities) == 1:
        return str(Municipality.objects.get(dico=plan.municipalities[0]).official_name)
    return owner.name


def free_slug(base: str) -> str:
    """Return the identifier, with the first number that makes it free where it is taken."""
    taken = set(m.Plan.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def _same(base: str, owner: Entity, plan: Plan, template: bool) -> m.PlanVersion | None:
    """Return the empty draft that the same words began a moment ago, if there is one."""
    drafts = m.PlanVersion.objects.filter(
        plan__slug__startswith=base,
        plan__owner=owner,
        plan__template=template,
        number=1,
        state=State.DRAFT,
        title=plan.title,
    )
    for version in drafts.select_related("plan").order_by("pk"):
        if says_the_same(document_of(version), replace(plan, slug=version.plan.slug)):
            return version
    return None


@transaction.atomic
def new_version(*, plan: m.Plan, by: str, at: datetime) -> m.PlanVersion:
    """Begin the next version as a copy of the newest published one; measures keep their permanent identity.

    Raises AlreadyThere when one is in the making, PlanRefused when nothing of the plan was published yet.
    """
    m.Plan.objects.select_for_update().get(pk=plan.pk)
    refuse_two_in_the_making(plan)
    newest = newest_published(plan)
    if newest is None:
        raise PlanRefused(_("Este plano ainda não tem nenhuma versão publicada."))
    said = replace(document_of(newest), effective_on=None, published_at=None)
    version = write(plan, newest.number + 1, said, at)
    record(
        verb="plan.new_version",
        by=by,
        at=at,
        target=target(version),
        old={"version": newest.number},
        new={"version": version.number},
    )
    return version


def refuse_two_in_the_making(plan: m.Plan) -> None:
    """Raise AlreadyThere when a version of the plan is in the making: there is one at a time."""
    if in_the_making(plan):
        raise AlreadyThere(_("Já há uma versão deste plano em preparação."), plan)
