"""Several decisions of moderation taken together: all of them, or none and what is wrong with each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions.moderating import ModerationRefused, moderate
from rumo.listen.contributions.actions.refusing import NotAccepted
from rumo.listen.contributions.actions.voting import adopt


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided of one text; `put`: a participant's statement is also put before everyone."""

    passage: m.Passage
    shown: bool
    reason: str = ""
    note: str = ""
    put: bool = False


class DecisionsRefused(Exception):
    """Some decisions cannot be taken, and so none was: `faults` says why, by the row id of the passage."""

    def __init__(self, faults: Mapping[int, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


@transaction.atomic
def decide(*, decisions: Sequence[Decision], by: str, at: datetime) -> int:
    """Take every decision (`moderate`, `adopt`) and return how many; raises DecisionsRefused when any cannot be taken."""
    faults: dict[int, str] = {}
    for one in decisions:
        try:
            with transaction.atomic():
                _decide(one, by, at)
        except (ModerationRefused, NotAccepted) as no:
            faults[one.passage.pk] = str(no)
    if faults:
        raise DecisionsRefused(faults)
    return len(decisions)


def _decide(one: Decision, by: str, at: datetime) -> None:
    if (
        one.put
        and one.shown
        and not m.Proposed.objects.filter(contribution=one.passage.contribution).exists()
    ):
        adopt(contribution=one.passage.contribution, by=by, at=at)
    else:
        moderate(passage=one.passage, shown=one.shown, reason=one.reason, note=one.note, by=by, at=at)
