"""A whole plan file as it stands in public: the plan's words, its cycles and every version of every report."""

from dataclasses import replace

from django.utils.translation import gettext as _

from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.plans.queries.documents import document_of
from rumo.deliver.progress.queries import cycles_of, reports_of
from rumo.science.planfile import document as pf


class NoPlan(LookupError):
    """No published plan has that slug, or it has no such version."""


def whole_document(slug: str, number: int | None = None) -> pf.Plan:
    """Return a published version of a plan (the newest, unless told which) with all the plan's published reports (some 18 queries).

    Importing it again changes nothing. Raises NoPlan.
    """
    published = PlanVersion.objects.filter(plan__slug=slug, state=PlanVersion.State.PUBLISHED)
    if number is not None:
        published = published.filter(number=number)
    version = published.select_related("plan").order_by("-number").first()
    if version is None:
        if number is None:
            raise NoPlan(_("Não há nenhum plano publicado com o nome %(slug)s.") % {"slug": slug})
        told = {"slug": slug, "number": number}
        raise NoPlan(_("Não há nenhum plano publicado com o nome %(slug)s com a versão %(number)s.") % told)
    return replace(
        document_of(version), cycles=cycles_of(version), reports=tuple(reports_of(version.plan_id))
    )
