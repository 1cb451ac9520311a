"""A process begun: the work that several gatherings are phases of; a gathering is put in it where its frame is written."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.ledger.actions import record
from rumo.ground.people.models import Entity
from rumo.listen.gatherings import models as m
from rumo.listen.gatherings.actions.refusing import GatheringRefused
from rumo.listen.gatherings.rules import process_faults, slug_fault


@transaction.atomic
def begin_process(
    *, slug: str, owner: Entity, title: str, summary: str, by: str, at: datetime, synthetic: bool = False
) -> m.Process:
    """Begin a process of a body. Raises GatheringRefused with faults by field."""
    title, summary = texts.line(title), texts.prose(summary)
    faults = {"slug": slug_fault(slug), **process_faults(title, summary)}
    if not faults["slug"] and m.Process.objects.filter(slug=slug).exists():
        faults["slug"] = _("Já há um processo com o endereço «%(slug)s».") % {"slug": slug}
    if wrong := {name: words for name, words in faults.items() if words}:
        raise GatheringRefused(faults=wrong)
    row = m.Process.objects.create(
        slug=slug, owner=owner, title=title, summary=summary, synthetic=synthetic, recorded_at=at
    )
    record(verb="process.begin", by=by, at=at, target=f"process:{slug}", new={"title": title})
    return row
