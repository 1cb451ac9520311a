"""A version of a plan whatever its state, with its cycles, and a fingerprint that tells whether it changed."""

import hashlib
import json
from dataclasses import replace

from rumo.deliver.plans.models import PlanVersion
from rumo.deliver.plans.queries.documents import document_of, documents_of
from rumo.deliver.progress.queries import cycles_of, cycles_of_each
from rumo.science.planfile import Plan, dump


def whole_of(version: PlanVersion) -> Plan:
    """Return what a version says with its cycles and no reports, whatever its state."""
    return replace(document_of(version), cycles=cycles_of(version))


def both_of(version: PlanVersion, published: PlanVersion | None) -> tuple[Plan, Plan | None]:
    """Return what a version says and what the published one does, with their cycles (six queries)."""
    some = [version, published] if published else [version]
    said, cycles = documents_of(some), cycles_of_each(some)
    new, *old = (replace(one, cycles=cycles[row.pk]) for one, row in zip(said, some, strict=True))
    return new, old[0] if old else None


def stamp(version: PlanVersion | None) -> str:
    """Return a fingerprint of everything a version says and of its state, empty where there is none."""
    if version is None:
        return ""
    said = json.dumps([version.pk, version.state, dump(whole_of(version))], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
