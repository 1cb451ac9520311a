"""What a published report says, as one digest: the ledger holds it since the publication, and the register is checked against it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from rumo.deliver.progress import models as m
from rumo.deliver.progress.queries.reports import read
from rumo.ground.ledger.rules.commitments import digest
from rumo.science.planfile.dump import plain

PUBLISHED = m.Report.State.PUBLISHED


def digests_of(reports: Iterable[m.Report]) -> dict[str, str]:
    """Return the digest of everything each published report says, by its name in the ledger, in the order given (five queries)."""
    keys = [report.pk for report in reports]
    found = dict(_digests(m.Report.objects.filter(pk__in=keys)))
    return {name: found[name] for name in map(_name, keys)}


def committed(*, passing: str) -> Iterator[tuple[str, str]]:
    """Yield the name and digest of every published report as it is now, plan by plan; plans whose slug begins with `passing` are passed over."""
    public = m.Report.objects.filter(state=PUBLISHED).exclude(measure__plan__slug__startswith=passing)
    for plan in public.order_by("measure__plan_id").values_list("measure__plan_id", flat=True).distinct():
        yield from _digests(public.filter(measure__plan_id=plan))


def _digests(rows: QuerySet[m.Report]) -> Iterator[tuple[str, str]]:
    places: defaultdict[int, list[list[Any]]] = defaultdict(list)
    shown = m.Evidence.objects.filter(report__in=rows.values("pk")).order_by("report_id", "position")
    for report, *where in shown.values_list("report_id", "position", "file__public_id"):
        places[report].append(where)  # which kept file is handed out, which a plan file does not say
    for row, said in read(rows):
        whole: dict[str, Any] = plain(said)
        whole |= {
            "plan": row.measure.plan.slug,
            "recorded_at": plain(row.recorded_at),
            "files": places[row.pk],
        }
        yield _name(row.pk), digest(whole)


def _name(key: int) -> str:
    return f"report:{key}"
