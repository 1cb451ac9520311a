"""Keep the columns true: refresh one plan's, rebuild all, and change the token that readers compare."""

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.rollup.actions.building import build
from rumo.deliver.rollup.models import Head, PlanColumns

BLOCK = 100
"""Plans read at once by a rebuild: of a nation some 6,000 measures and 50,000 reports, a fifth of a gigabyte."""


def _token() -> str:
    return secrets.token_hex(12)


def raise_token(*, at: datetime) -> None:
    """Say that something public changed: every reader that holds the old token reads again."""
    Head.objects.update_or_create(pk=1, defaults={"token": _token(), "changed_at": at})


@transaction.atomic
def refresh(*, plan_ids: Iterable[int], at: datetime) -> None:
    """Bring the columns of some plans up to date with their published rows, and raise the token."""
    _write(sorted(plan_ids))
    raise_token(at=at)


@transaction.atomic
def rebuild(*, at: datetime, progress: Callable[[int, int], None] = lambda done, total: None) -> int:
    """Rebuild every plan's columns from the rows, in blocks; `progress(done, total)` is told after each. Return how many plans."""
    published = PlanVersion.objects.filter(state=PlanVersion.State.PUBLISHED)
    ids = list(published.order_by("plan_id").values_list("plan_id", flat=True).distinct())
    PlanColumns.objects.exclude(plan__in=published.values("plan")).delete()
    for start in range(0, len(ids), BLOCK):
        _write(ids[start : start + BLOCK])
        progress(min(start + BLOCK, len(ids)), len(ids))
    raise_token(at=at)
    return len(ids)


def _write(plan_ids: list[int]) -> None:
    rows = [
        PlanColumns(plan_id=p.plan_id, stamp=_token(), columns=p.columns, months=p.months)
        for p in build(plan_ids)
    ]
    PlanColumns.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["plan"],
        update_fields=["stamp", "columns", "months"],
        batch_size=100,
    )
