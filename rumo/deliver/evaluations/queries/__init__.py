"""Reads of evaluations: of plans by others, and municipalities' self-assessments."""

from rumo.deliver.evaluations.queries.assessing import (
    Assessed,
    Said,
    Series,
    answered,
    assessed_places,
    in_force,
    levels_of,
    measures_named,
    public_assessments,
    series,
    told,
    wanted_measures,
    withdrawn_assessments,
)
from rumo.deliver.evaluations.queries.evaluating import Found, Whole, findings_on, public_of, whole

__all__ = [
    "Assessed",
    "Found",
    "Said",
    "Series",
    "Whole",
    "answered",
    "assessed_places",
    "findings_on",
    "in_force",
    "levels_of",
    "measures_named",
    "public_assessments",
    "public_of",
    "series",
    "told",
    "wanted_measures",
    "whole",
    "withdrawn_assessments",
]
