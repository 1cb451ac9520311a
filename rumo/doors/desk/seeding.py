"""What a fresh installation starts with: territory, areas, the real plans and the invented examples that come with the product."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.rollup import actions as rollup
from rumo.deliver.rollup.queries.whole import whole_document
from rumo.doors.desk import (
    seedassessing,
    seedconference,
    seedgathering,
    seedlistening,
    seedpractices,
    seedshaping,
    seedtables,
)
from rumo.doors.desk.demopeople import introduce
from rumo.doors.desk.refusal import Refusal
from rumo.ground.people import actions as people
from rumo.ground.territory import actions as territory
from rumo.ground.territory.models import Municipality
from rumo.ground.vocabularies import actions as vocabularies
from rumo.ground.vocabularies import queries as areas
from rumo.science.planfile import Plan, parse

DATA = Path(__file__).resolve().parents[2] / "data"
NATIONAL = "Instituto nacional (exemplo)"
"""The national body's name until RUMO_BODY says another."""
FOLDERS = ("plans", "demo")
WITH_PLANS = ("adopted", "reporting")
"""Stages of the lifecycle that have plans; those before have consultations alone."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """One file of the seed and what it brought: `version` None and no reports means that all of it was here."""

    slug: str
    synthetic: bool
    measures: int
    version: int | None
    reports: int


def lay_ground(*, by: str, at: datetime) -> bool:
    """Load territory and areas where they differ from what comes with the product; tell whether anything was written."""
    written = sum(territory.load(by=by, at=at)) + vocabularies.load(by=by, at=at)
    people.load_entities(national=settings.RESPONSIBLE_BODY or NATIONAL, by=by, at=at)
    plans.settle_owners(by=by, at=at)
    if written:
        rollup.raise_token(at=at)
    return written > 0


def seed(stage: str, *, by: str, at: datetime, told: Callable[[Seeded], None] = lambda seeded: None) -> None:
    """Load everything a stage has in this version, publishing what is not public yet; a second time changes nothing.

    `open` and `synthesised` have the consultations and the practices (`synthesised` also the gatherings, themes and findings), `adopted` also the guidelines and the plans without reports, `reporting` everything. `told` hears of each plan. A file that does not read is refused.
    """
    lay_ground(by=by, at=at)
    seedlistening.bring(by=by, at=at)
    seedpractices.bring(by=by, at=at)
    if stage != "open":
        seedgathering.bring(by=by, at=at)
        seedtables.bring(by=by)
        seedshaping.find(by=by)
    if stage not in WITH_PLANS:
        _introduce(stage, by=by, at=at)
        return
    known, places = areas.area_names(), set(Municipality.objects.values_list("dico", flat=True))
    for path in _files():
        parsed = parse(json.loads(path.read_text(encoding="utf-8")), areas=known, municipalities=places)
        if parsed.plan is None:
            raise Refusal(*(f"{path.name}: {f.where}: {f.message}" for f in parsed.faults))
        plan = parsed.plan if stage == "reporting" else replace(parsed.plan, reports=())
        told(_bring(plan, by=by, at=at))
    seedshaping.guide(by=by, at=at)
    seedshaping.conform(by=by, at=at)
    if stage == "reporting":
        seedassessing.bring(by=by, at=at)
    _introduce(stage, by=by, at=at)


def _introduce(stage: str, *, by: str, at: datetime) -> None:
    """Let the people of the demonstration in, then the conferences, which one of them reviews for."""
    introduce(by=by, at=at)
    if stage != "open":
        seedconference.bring(by=by, at=at)


def _files() -> Iterator[Path]:
    """Yield the real plans, then the examples; a first version before its successors."""
    for folder in FOLDERS:
        yield from sorted((DATA / folder).glob("*.json"), key=lambda path: path.name.split("."))


def _bring(plan: Plan, *, by: str, at: datetime) -> Seeded:
    """Import and publish one file; where a later version is public already, only the file's reports are brought."""
    published = PlanVersion.objects.filter(plan__slug=plan.slug, state=PlanVersion.State.PUBLISHED)
    newest = published.order_by("-number").values_list("number", flat=True).first()
    document = plan
    if newest and newest > plan.version:
        document = replace(whole_document(plan.slug), reports=plan.reports)
    done = rollup.import_plan(document=document, publish=True, by=by, at=at)
    return Seeded(plan.slug, plan.synthetic, len(plan.measures), done.version, done.reports)
