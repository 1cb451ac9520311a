"""What waits for a decision of moderation: appeals, then what was reported, then what nobody has read yet."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Contribution, Flag, Moderation, Passage
from rumo.listen.gatherings.models import Gathering

APPEAL, REPORT, UNREAD = range(3)
"""Why a text waits, the most urgent first."""


def waiting(consultations: Iterable[Consultation], gatherings: Iterable[Gathering] = ()) -> QuerySet[Passage]:
    """Return the texts that wait for a decision, each with its `urgency`, the most urgent and oldest first.

    Those of consultations, and those of gatherings that were said in no consultation.

    Unread is a text whose author let it be shown and on which nobody decided, shown meanwhile (moderated afterwards) or not.
    """
    flags = Flag.objects.filter(passage=OuterRef("pk"), settled_at__isnull=True)
    decided = Moderation.objects.filter(passage=OuterRef("pk"))
    after = Q(contribution__consultation__moderation=Consultation.Moderation.POST, state=Passage.State.SHOWN)
    unread = Q(public=True) & (Q(state=Passage.State.WAITING) | after & ~Exists(decided))
    of = Q(contribution__consultation__in=list(consultations))
    if gatherings := list(gatherings):
        of |= Q(contribution__consultation__isnull=True, contribution__gathering__in=gatherings)
    rows = Passage.objects.filter(of, contribution__state=Contribution.State.RECEIVED)
    rows = rows.exclude(text="", rewording="")
    urgency = Case(
        When(Exists(flags.filter(appeal=True)), then=Value(APPEAL)),
        When(Exists(flags), then=Value(REPORT)),
        default=Value(UNREAD),
        output_field=IntegerField(),
    )
    found: Any = rows.filter(unread | Q(Exists(flags))).annotate(urgency=urgency)
    ordered: QuerySet[Passage] = found.order_by("urgency", "pk")
    return ordered


def open_flags(passages: Iterable[Passage]) -> dict[int, list[Flag]]:
    """Return the reports and appeals not yet settled, by the row id of the text, oldest first (one query)."""
    found: dict[int, list[Flag]] = {}
    for row in Flag.objects.filter(passage__in=list(passages), settled_at__isnull=True).order_by("pk"):
        found.setdefault(row.passage_id, []).append(row)
    return found


def last_decisions(passages: Iterable[Passage]) -> dict[int, Moderation]:
    """Return the last decision on each text that has one, by its row id (one query)."""
    rows = Moderation.objects.filter(passage__in=list(passages)).order_by("pk")
    return {row.passage_id: row for row in rows}


def hidden_by_reason(consultation: Consultation) -> dict[str, int]:
    """Return how many texts of a consultation are not shown though their authors would have it, by reason (one query)."""
    rows = Passage.objects.filter(
        contribution__consultation=consultation, public=True, state=Passage.State.HIDDEN
    )
    return dict(rows.values_list("reason").annotate(n=Count("pk")).order_by("reason"))
