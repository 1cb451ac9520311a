"""Templates of an intermunicipal community: made from a plan, and copied into a plan of each of its municipalities."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.deliver.plans import models as m
from rumo.deliver.plans.actions.guarding import State, target
from rumo.deliver.plans.actions.importing import write
from rumo.deliver.plans.actions.publishing import PlanRefused
from rumo.deliver.plans.actions.starting import AlreadyThere, free_slug, propose_slug
from rumo.deliver.plans.queries.documents import document_of
from rumo.ground.ledger.actions import record
from rumo.ground.people.models import Entity
from rumo.science.planfile import Plan


@transaction.atomic
def make_template(
    *, version: m.PlanVersion, owner: Entity, title: str, by: str, at: datetime
) -> m.PlanVersion:
    """Make a template of an intermunicipal community from what a version of a plan says; return its draft version.

    The template names no municipality, no adoption and no source. Raises PlanRefused where the owner is no community, or the
    title is empty.
    """
    if owner.kind != Entity.Kind.COMMUNITY:
        raise PlanRefused(_("Um modelo é de uma comunidade intermunicipal."))
    if not title.strip():
        raise PlanRefused(_("Escreva o título do modelo."))
    said = _bare(document_of(version))
    slug = free_slug(propose_slug(_("modelo") + " " + owner.name, said.start, said.end))
    plan = m.Plan.objects.create(slug=slug, recorded_at=at, owner=owner, template=True)
    said = replace(said, slug=slug, title=" ".join(title.split()), promoter=owner.name)
    made = write(plan, 1, said, at)
    told = {"from": version.plan.slug, "version": version.number, "owner": owner.public_id}
    record(verb="plan.make_template", by=by, at=at, target=target(made), new=told)
    return made


@transaction.atomic
def instantiate(*, template: m.Plan, municipality: Entity, by: str, at: datetime) -> m.PlanVersion:
    """Begin a municipality's plan as a copy of its community's template; return the draft.

    Raises AlreadyThere (with the plan) when the municipality has one of this template, PlanRefused when it is not of the community.
    """
    m.Plan.objects.select_for_update().get(pk=template.pk)
    town = municipality.municipality
    community = template.owner.region_id if template.template and template.owner else None
    if town is None or community is None or town.cim_id != community:
        raise PlanRefused(_("Este modelo não é da comunidade intermunicipal deste município."))
    if made := m.Plan.objects.filter(template_of=template, owner=municipality).first():
        words = _("%(body)s já tem um plano feito a partir deste modelo.") % {"body": municipality.name}
        raise AlreadyThere(words, made)
    model = m.PlanVersion.objects.filter(plan=template, state=State.DRAFT).select_related("plan").get()
    said = _bare(document_of(model))
    slug = free_slug(propose_slug(town.official_name, said.start, said.end))
    plan = m.Plan.objects.create(slug=slug, recorded_at=at, owner=municipality, template_of=template)
    said = replace(said, slug=slug, kind="municipal", municipalities=(town.dico,), promoter=municipality.name)
    version = write(plan, 1, said, at)
    told = {"template": template.slug, "owner": municipality.public_id}
    record(verb="plan.instantiate", by=by, at=at, target=target(version), new=told)
    return version


def _bare(said: Plan) -> Plan:
    """Return what of a plan another place may take over: its measures and years, without places, adoption, sources and what went before."""
    measures = tuple(
        replace(measure, municipalities=None, source=None, continues=None, as_printed={})
        for measure in said.measures
    )
    return replace(
        said,
        version=1,
        effective_on=None,
        published_at=None,
        synthetic=False,
        municipalities=(),
        source=None,
        funding=None,
        partners=(),
        adopted=(),
        cycles=(),
        dropped=(),
        measures=measures,
        as_printed={},
    )
