"""What the ledger holds of contributions beside what their rows say: whoever changed one behind its back is named."""

from collections.abc import Iterable, Iterator
from typing import Any

from rumo.ground.ledger.models import Detail
from rumo.ground.ledger.rules.commitments import ERASED
from rumo.listen.contributions.models import Attachment, Contribution, Passage, Vote
from rumo.listen.contributions.rules import digests

PREFIX = "contribution:"
CHUNK = 500
"""Contributions held in memory at a time."""


def committed() -> Iterator[tuple[str, str, str]]:
    """Yield (target, digest worked out from the rows, digest of the ledger's newest entry that holds one), whatever their number.

    Equal when nothing was changed but by the room's actions. The first is empty where the ledger knows a contribution that is not
    there (or says it is erased, which the ledger does not know), the second where a row came in without the ledger. Left out: what was
    erased, and ballots that grew since the ledger committed to them (`commit_ballots`). Six queries for CHUNK contributions.
    """
    rows = Contribution.objects.select_related("consultation", "gathering", "about", "batch").order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last)[:CHUNK]):
        found = list(_compared(some))
        # what does not match is read once more: somebody may have corrected theirs between two readings
        other = {target for target, said, known in found if said != known}
        yield from (one for one in found if one[0] not in other)
        again = [row.pk for row in some if PREFIX + row.number in other]
        yield from _compared(list(rows.filter(pk__in=again)))
        last = some[-1].pk
    yield from _missing()


def _compared(rows: list[Contribution]) -> Iterator[tuple[str, str, str]]:
    known, erased = _newest({PREFIX + row.number for row in rows})
    passages = _by(Passage.objects.filter(contribution__in=rows))
    votes = _by(Vote.objects.filter(contribution__in=rows).select_related("statement"))
    files = _by(Attachment.objects.filter(contribution__in=rows).select_related("file"))
    for row in rows:
        target = PREFIX + row.number
        if row.state == Contribution.State.ERASED:
            if target not in erased:
                yield target, "", known.get(target, "")
        elif not row.uncommitted:
            said = digests.digest(
                row,
                passages.get(row.pk, []),
                [(one.statement.number, one.value) for one in votes.get(row.pk, [])],
                [(one.place, one.file.sha256_served) for one in files.get(row.pk, [])],
            )
            yield target, said, known.get(target, "")


def _newest(targets: set[str]) -> tuple[dict[str, str], set[str]]:
    """The newest digest the ledger holds of each target, and the targets it says were erased.

    The acts on one contribution follow one another, each with its row held, so that the highest key is the newest.
    """
    found: dict[str, str] = {}
    erased = set()
    acts = Detail.objects.filter(target__in=targets).order_by("entry_id").values_list("target", "verb", "new")
    for target, verb, new in acts:
        if verb == ERASED:
            erased.add(target)
        elif isinstance(new, dict) and "digest" in new:
            found[target] = new["digest"]
    return found, erased


def _missing() -> Iterator[tuple[str, str, str]]:
    """What the ledger received or erased and no row stands for."""
    last, acts = 0, Detail.objects.filter(verb__in=["contribution.submit", ERASED], target__startswith=PREFIX)
    while True:
        rows = acts.filter(entry__gt=last).order_by("entry_id").values_list("entry_id", "target", "new")
        some = list(rows[:CHUNK])
        if not some:
            return
        numbers = {target.removeprefix(PREFIX) for _entry, target, _new in some}
        there = set(Contribution.objects.filter(number__in=numbers).values_list("number", flat=True))
        for _entry, target, new in some:
            if target.removeprefix(PREFIX) not in there:
                yield target, "", (new or {}).get("digest", "erased")
        last = some[-1][0]


def _by(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.contribution_id, []).append(row)
    return found
