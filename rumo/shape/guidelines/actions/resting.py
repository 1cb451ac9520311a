"""Where a clause comes from, said and taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.ledger.actions import record
from rumo.listen.contributions.models import Contribution, Passage
from rumo.listen.gatherings.models import Gathering
from rumo.listen.practices.models import Practice
from rumo.shape.guidelines import models as m
from rumo.shape.guidelines.actions.refusing import GuidelinesRefused, target
from rumo.shape.synthesis.models import Finding

Origin = Finding | Practice | Gathering | Contribution
NAMES: dict[type, str] = {
    Finding: "finding",
    Practice: "practice",
    Gathering: "gathering",
    Contribution: "contribution",
}


@transaction.atomic
def rest_on(*, clause: m.Clause, origin: Origin, by: str, at: datetime) -> m.Basis:
    """Say that a clause rests on something that is public; said before, it is the one there. Raises GuidelinesRefused."""
    name = NAMES[type(origin)]
    if not is_public(origin):
        raise GuidelinesRefused(_("Só se pode indicar o que é público."), name)
    row, made = m.Basis.objects.get_or_create(clause=clause, **{name: origin}, defaults={"by": by, "at": at})
    if made:
        record(verb="clause.rest_on", by=by, at=at, target=target(clause), new={name: str(origin)})
    return row


@transaction.atomic
def rest_no_more(*, clause: m.Clause, origin: Origin, by: str, at: datetime) -> None:
    """Say that a clause does not rest on something; what it is not said to rest on is left as it is."""
    name = NAMES[type(origin)]
    gone, _rows = m.Basis.objects.filter(clause=clause, **{name: origin}).delete()
    if gone:
        record(verb="clause.rest_no_more", by=by, at=at, target=target(clause), old={name: str(origin)})


def is_public(origin: Origin) -> bool:
    """Tell whether everyone may read something a clause could rest on (one query for a contribution)."""
    if isinstance(origin, Contribution):
        shown = Passage.objects.filter(contribution=origin, public=True, state=Passage.State.SHOWN)
        return origin.state == Contribution.State.RECEIVED and shown.exists()
    if isinstance(origin, Finding):
        return origin.state == Finding.State.PUBLISHED
    if isinstance(origin, Practice):
        return origin.state == Practice.State.PUBLISHED
    return origin.state == Gathering.State.PUBLISHED
