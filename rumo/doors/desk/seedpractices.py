"""The practices of the demonstration, invented and said to be: two that are public, who took one up from whom, and who recognises it."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from rumo.deliver.rollup import actions as rollup
from rumo.ground.people.models import Entity
from rumo.ground.territory.models import Municipality
from rumo.listen.practices import actions as practices
from rumo.listen.practices.models import Adoption, Practice
from rumo.listen.practices.rules import Said

FILE = Path(__file__).resolve().parents[2] / "data" / "practices" / "exemplos.json"
ANOTHER = "equipa-exemplo"
"""Who publishes what the seed proposes: never the same."""
COPIED = (
    "organisation", "title", "problem", "done", "results", "evidence", "cost", "cost_basis", "conditions", "contact",
)  # fmt: skip


def bring(*, by: str, at: datetime) -> int:
    """Propose and publish every practice of the seed that is not here, with its adoptions and recognitions; return how many were brought."""
    said = json.loads(FILE.read_text(encoding="utf-8"))
    rows, made = {}, 0
    for one in said["practices"]:
        received = practices.propose(said=_said(one), token=_token(one["key"]), by=by, at=at, synthetic=True)
        rows[one["key"]] = received.practice
        if received.made:
            rollup.publish_practice(practice=received.practice, by=ANOTHER, at=at)
            made += 1
    if made:
        _join(said, rows, by=by, at=at)
    return made


def _said(one: dict[str, Any]) -> Said:
    town = Municipality.objects.get(dico=one["municipality"])
    return Said(
        **{name: one[name] for name in COPIED},
        areas=tuple(one["areas"]),
        languages=tuple(one["languages"]),
        municipality=town,
        consent=True,
    )


def _join(said: dict[str, Any], rows: dict[str, Practice], *, by: str, at: datetime) -> None:
    """Say who took each up, from whom, and who recognises it."""
    bodies = {
        row.municipality.dico: row
        for row in Entity.objects.filter(kind="municipality").select_related("municipality")
    }
    taken: dict[tuple[str, str], Adoption] = {}
    for one in said["adoptions"]:
        source = taken[one["practice"], one["from"]] if one["from"] else None
        taken[one["practice"], one["municipality"]] = practices.adopt(
            practice=rows[one["practice"]],
            entity=bodies[one["municipality"]],
            year=one["year"],
            changed=one["changed"],
            adopted_from=source,
            confirmed=True,
            by=by,
            at=at,
        )
    for one in said["recognitions"]:
        practices.recognise(
            practice=rows[one["practice"]],
            entity=bodies[one["municipality"]],
            sentence=one["sentence"],
            language="pt",
            by=by,
            at=at,
        )


def _token(key: str) -> str:
    return hashlib.sha256(f"seed:practice:{key}".encode()).hexdigest()
