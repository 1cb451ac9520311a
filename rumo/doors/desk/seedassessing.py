"""The self-assessments of the seed: invented and marked so, written by one and published by another, as they would have been."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rumo.deliver.evaluations import actions as evaluations
from rumo.deliver.evaluations.models import Assessment
from rumo.deliver.rollup import actions as rollup
from rumo.ground.people.models import Entity
from rumo.ground.vocabularies.models import TermList

FOLDER = Path(__file__).resolve().parents[2] / "data" / "assessments"
ANOTHER = "coordenacao-exemplo"
"""Who publishes what the seed wrote."""


def bring(*, by: str, at: datetime) -> int:
    """Write and publish every self-assessment of the seed that is not here and was public by `at`; return how many were brought."""
    made = 0
    for path in sorted(FOLDER.glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        owner = Entity.objects.get(kind=Entity.Kind.MUNICIPALITY, municipality__dico=said["municipality"])
        framework = TermList.objects.filter(key=said["framework"]).order_by("-version")[0]
        for one in said["assessments"]:
            day, when = date.fromisoformat(one["as_on"]), datetime.fromisoformat(one["published_at"])
            here = Assessment.objects.filter(owner=owner, framework__key=framework.key, as_on=day)
            if when <= at and not here.exists():
                _bring(owner, framework, day, one["answers"], by=by, at=when)
                made += 1
    return made


def _bring(
    owner: Entity, framework: TermList, day: date, answers: dict[str, Any], *, by: str, at: datetime
) -> None:
    row = evaluations.open_assessment(
        owner=owner, framework=framework, as_on=day, synthetic=True, by=by, at=at, today=at.date()
    )
    said = {
        key: evaluations.Answered(level, evidence, measures)
        for key, (level, evidence, *measures) in answers.items()
    }
    row = evaluations.write_assessment(assessment=row, revision=row.revision, answers=said, by=by, at=at)
    rollup.publish_assessment(assessment=row, by=ANOTHER, for_name=owner.name, at=at)
