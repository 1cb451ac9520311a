"""What pages ask of published plans and reports beyond figures: whose they are, when they run, how many there are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db.models import Q

from rumo.deliver.plans.models import PlanPlace, PlanVersion
from rumo.deliver.progress.models import Evidence, Report
from rumo.deliver.rollup.queries.reading import day_number, micros
from rumo.doors.dashboard.looking import Look
from rumo.doors.web.asking import Asked


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan as lists need it: its newest published version's title and days, who promotes it, whether it is invented."""

    slug: str
    title: str
    kind: str
    promoter: str | None
    start: date | None
    end: date | None
    synthetic: bool


def _published(known_at: datetime | None, synthetic: bool, path: str = "") -> Q:
    """Return the condition for versions that were public then, with invented plans or without."""
    found = Q(**{f"{path}state": PlanVersion.State.PUBLISHED})
    if known_at is not None:
        found &= Q(**{f"{path}published_at__isnull": True}) | Q(**{f"{path}published_at__lte": known_at})
    return found if synthetic else found & Q(**{f"{path}plan__synthetic": False})


def plans_by_place(look: Look) -> dict[str, set[str]]:
    """Return the plans that name each municipality, as slugs by DICO code (one query)."""
    rows = PlanPlace.objects.filter(_published(look.asked.known_at, look.asked.synthetic, "version__"))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for dico, slug in rows.values_list("municipality__dico", "version__plan__slug").distinct():
        found[dico].add(slug)
    return found


def plan_facts(look: Look) -> dict[str, PlanFacts]:
    """Return every published plan by slug, as its newest version known says (one query)."""
    columns = ("plan__slug", "title", "kind", "promoter", "starts_on", "ends_on", "plan__synthetic")
    rows = PlanVersion.objects.filter(_published(look.asked.known_at, look.asked.synthetic)).order_by("number").values_list(*columns)
    return {row[0]: PlanFacts(*row) for row in rows}


def reports(look: Look) -> int:
    """Return how many reports stand behind the scope's figures: published by then, about days up to the one asked for, not withdrawn."""
    facts, asked = look.held.facts, look.asked
    counted = np.isin(facts.report_measure, look.reading.measures) & (facts.report_day <= day_number(asked.as_of)) & ~facts.report_withdrawn
    if asked.known_at is not None:
        counted &= facts.report_published <= micros(asked.known_at)
    return int(counted.sum())


def evidence(asked: Asked) -> int:
    """Return how many pieces of evidence the published reports offer (one query)."""
    found: dict[str, Any] = {"report__state": Report.State.PUBLISHED, "report__withdrawn": False, "report__reference_date__lte": asked.as_of}
    if asked.known_at is not None:
        found["report__published_at__lte"] = asked.known_at
    if not asked.synthetic:
        found["report__measure__plan__synthetic"] = False
    return Evidence.objects.filter(**found).count()
