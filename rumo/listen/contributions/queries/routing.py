"""Which statement to put next, so that few votes teach most: those of which little is known, and those that divide, come first.

Priority (opinion.md, 8, after Polis): ((1 - q) (E + 1) a (1 + 8 · 2^(-S/5)))² with S votes seen, a = (agree + 1)/(S + 2),
q = (pass + 1)/(S + 2) and E the statement's extremity in the map of opinions, 0 while there is none. One is drawn in proportion.
"""

import random
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from threading import Lock

from django.db.models import Count, Q

from rumo.listen.consultations.models import Consultation, Statement
from rumo.listen.consultations.queries import kept
from rumo.listen.contributions.models import Contribution, Vote

FRESH = timedelta(seconds=5)
"""How old the counts may be that a process goes by: they steer, they are never shown."""
KEPT = 50
_tallies: "OrderedDict[tuple[int, int], tuple[datetime, Mapping[int, tuple[int, int, int]]]]" = OrderedDict()
_lock = Lock()


def priority(agree: int, seen: int, passed: int, extremity: float = 0.0) -> float:
    """Return the priority of a statement; 81/4 at most where nobody has seen it yet and E is 0."""
    a, q = (agree + 1) / (seen + 2), (passed + 1) / (seen + 2)
    return ((1 - q) * (extremity + 1) * a * (1 + 8 * 2 ** (-seen / 5))) ** 2


def next_statement(
    consultation: Consultation, ballot: Contribution | None, *, seed: str, at: datetime
) -> tuple[Statement | None, int, int]:
    """Return the statement to put next (None: all were voted on), how many were voted on and how many there are (two queries, often one).

    The same seed, votes and counts give the same statement.
    """
    put = kept.asked(consultation).statements
    done = set()
    if ballot is not None:
        done = set(Vote.objects.filter(contribution=ballot).values_list("statement_id", flat=True))
    left = [one for one in put if one.pk not in done]
    if not left:
        return None, len(done), len(put)
    known = tallies(consultation, at=at)
    weights = [priority(*known.get(one.pk, (0, 0, 0))) for one in left]
    (chosen,) = random.Random(f"{seed}:{len(done)}").choices(left, weights)  # noqa: S311 - no secret
    return chosen, len(done), len(put)


def tallies(consultation: Consultation, *, at: datetime) -> Mapping[int, tuple[int, int, int]]:
    """Return by statement's row id how many agree, voted and passed, no more than FRESH old (one query, or none)."""
    key = (consultation.pk, int(consultation.recorded_at.timestamp() * 1e6))
    with _lock:
        held = _tallies.get(key)
    if held is not None and abs(at - held[0]) < FRESH:
        return held[1]
    rows = (
        Vote.objects.filter(
            statement__consultation=consultation, contribution__state=Contribution.State.RECEIVED
        )
        .values_list("statement_id")
        .annotate(
            agree=Count("pk", filter=Q(value=1)), seen=Count("pk"), passed=Count("pk", filter=Q(value=0))
        )
    )
    found = {statement: (agree, seen, passed) for statement, agree, seen, passed in rows}
    with _lock:
        _tallies[key] = (at, found)
        while len(_tallies) > KEPT:
            _tallies.popitem(last=False)
    return found
