"""Who speaks for a measure, and which of their reports count.

A speaker is a measure as a whole (reports with no municipality: they speak for all) or a measure in one municipality.
A report is identified by speaker and reference day. Of its versions published by `known_at` the latest publication counts
(at a tie the higher number) and replaces the others whole; a withdrawn one counts as never made.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rumo.science.degree.columns import Facts, Long
from rumo.science.degree.tables import ranges


@dataclass(frozen=True, slots=True)
class Speakers:
    """Speaker m < measures is measure m as a whole; the others, ordered by measure and municipality, are one measure in one place.

    Only measures with a report of some municipality have speakers by place: one for each municipality that reported and for
    each that any version of the measure names. measure, municipality: of every speaker (-1: for all). first, count: the speakers by
    place of each measure. place_mv (ascending), place_speaker: the places of each measure version that has them.
    """

    measure: Long
    municipality: Long
    first: Long
    count: Long
    place_mv: Long
    place_speaker: Long


def speakers(facts: Facts, rows: Long) -> tuple[Speakers, Long]:
    """Speakers for the given report rows (those that count), and the speaker of each of those rows."""
    width = facts.municipalities
    municipality = facts.report_municipality[rows].astype(np.int64)
    measure = facts.report_measure[rows].astype(np.int64)
    own = municipality >= 0
    pair = measure[own] * width + municipality[own]
    territorial = np.zeros(facts.measures, dtype=np.bool_)
    territorial[measure[own]] = True
    place_measure = facts.mv_measure[facts.place_mv].astype(np.int64)
    place = np.flatnonzero(territorial[place_measure])
    place_pair = place_measure[place] * width + facts.place_municipality[place]
    pairs = np.unique(np.concatenate([pair, place_pair]))
    speaker = measure.copy()
    speaker[own] = facts.measures + np.searchsorted(pairs, pair)
    order = np.lexsort((place_pair, facts.place_mv[place]))
    pair_measure, pair_municipality = np.divmod(pairs, max(width, 1))
    first, count = ranges(pair_measure, facts.measures)
    whole = np.arange(facts.measures)
    return Speakers(
        measure=np.concatenate([whole, pair_measure]),
        municipality=np.concatenate([np.full(facts.measures, -1), pair_municipality]),
        first=first + facts.measures,
        count=count,
        place_mv=facts.place_mv[place][order].astype(np.int64),
        place_speaker=facts.measures + np.searchsorted(pairs, place_pair[order]),
    ), speaker


def known_reports(
    facts: Facts, known_at: int | None, until: int | None = None, measure: int | None = None
) -> Long:
    """Rows of the report versions published by `known_at`, of a day up to `until`, of one measure: None leaves a limit out."""
    known = np.ones(len(facts.report_day), dtype=np.bool_)
    if known_at is not None:
        known &= facts.report_published <= known_at
    if until is not None:
        known &= facts.report_day <= until
    if measure is not None:
        known &= facts.report_measure == measure
    return np.flatnonzero(known)


def counted(facts: Facts, rows: Long) -> Long:
    """Of the known report rows those that count, by measure, day and municipality (the one for all first).

    Fastest where the rows stand in that order already.
    """
    day = facts.report_day[rows].astype(np.int64)
    day -= day.min(initial=0)
    identity = facts.report_measure[rows] * (day.max(initial=0) + 1) + day
    identity = identity * (facts.municipalities + 1) + facts.report_municipality[rows] + 1
    order = np.argsort(identity, kind="stable")
    rows, identity = rows[order], identity[order]
    counts = ~facts.report_withdrawn[rows]
    # most reports have a single version: only the others are looked at further
    same = identity[1:] == identity[:-1]
    several = np.flatnonzero(np.append(False, same) | np.append(same, False))
    number, published = facts.report_number[rows[several]], facts.report_published[rows[several]]
    several = several[np.lexsort((number, published, identity[several]))]
    replaced = identity[several[:-1]] == identity[several[1:]]
    counts[several[:-1][replaced]] = False
    return rows[counts]
