"""How many reports and pieces of evidence stand behind the figures."""

from typing import Any

import numpy as np

from rumo.deliver.progress.models import Evidence, Report
from rumo.deliver.rollup.queries.reading import day_number, micros
from rumo.doors.dashboard.looking import Look
from rumo.doors.web.asking import Asked


def reports(look: Look) -> int:
    """Return how many reports stand behind the scope's figures: published by then, about days up to the one asked for, not withdrawn."""
    facts, asked = look.held.facts, look.asked
    counted = (
        np.isin(facts.report_measure, look.reading.measures)
        & (facts.report_day <= day_number(asked.as_of))
        & ~facts.report_withdrawn
    )
    if asked.known_at is not None:
        counted &= facts.report_published <= micros(asked.known_at)
    return int(counted.sum())


def evidence(asked: Asked) -> int:
    """Return how many pieces of evidence the published reports offer (one query)."""
    found: dict[str, Any] = {
        "report__state": Report.State.PUBLISHED,
        "report__withdrawn": False,
        "report__reference_date__lte": asked.as_of,
    }
    if asked.known_at is not None:
        found["report__published_at__lte"] = asked.known_at
    if not asked.synthetic:
        found["report__measure__plan__synthetic"] = False
    return Evidence.objects.filter(**found).count()
