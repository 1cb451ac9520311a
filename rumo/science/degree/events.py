"""What was said, in the order of the days it was true: the streams of facts that the sweep over the dates applies.

A report that speaks for all is told to the measure as a whole and, where the measure is reported by place, to each of its places.
On one day the report that speaks for all comes first, the place's own last.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rumo.science.degree.columns import Facts, Float, Int, Long, Small
from rumo.science.degree.speakers import Speakers, counted, known_reports, speakers
from rumo.science.degree.tables import ranges, unrolled


@dataclass(frozen=True, slots=True)
class Events:
    """Every counted fact, each stream ascending by day.

    heard_*: one per counted report: its speaker and publication instant. told_*: stage, one per report and speaker it is told to.
    value_*: value of an item, one per speaker it is told to (cell = speaker and item). proof_*: evidence accepted for a cell.
    paid_*: cumulative money (purse = speaker and funder). cell_first: first cell of each speaker; item_place: an item's
    place among those of its measure. purse_key: speaker * funders + funder of each purse, ascending.
    """

    speakers: Speakers
    item_place: Long
    cell_first: Long
    cells: int
    purse_key: Long
    heard_day: Int
    heard_speaker: Long
    heard_published: Long
    told_day: Int
    told_speaker: Long
    told_stage: Small
    value_day: Int
    value_cell: Long
    value_value: Float
    proof_day: Int
    proof_cell: Long
    paid_day: Int
    paid_purse: Long
    paid_value: Float


@dataclass(frozen=True, slots=True)
class _Telling:
    """Counted report rows by day, and to whom each is told: `to` unrolled from first and count; position -1: does not count."""

    day: Int
    position: Long
    first: Long
    count: Long
    to: Long


def events(facts: Facts, known_at: int | None) -> Events:
    """Streams of everything published by `known_at` (None: all) that counts."""
    rows = known_reports(facts, known_at)
    who, speaker = speakers(facts, rows)
    keep = np.flatnonzero(counted(facts, rows, speaker))
    by_day = np.argsort(facts.report_day[rows[keep]].astype(np.int64) * 2 + (speaker[keep] >= facts.measures))
    rows, speaker = rows[keep][by_day], speaker[keep][by_day]
    telling = _tell(facts, who, rows, speaker)
    item_place, cell_first, cells = _cells(facts, who)
    told = np.repeat(np.arange(len(rows)), telling.count)
    value_at, value_row, value_to = _told_facts(telling, facts.value_report)
    proof_at, proof_row, proof_to = _told_facts(telling, facts.evidence_report)
    paid_at = telling.position[facts.spent_report]
    paid_row = np.flatnonzero(paid_at >= 0)
    paid_row = paid_row[np.argsort(paid_at[paid_row])]
    paid_at = paid_at[paid_row]
    paid_key = speaker[paid_at] * facts.funders + facts.spent_funder[paid_row]
    purse_key, purse = np.unique(paid_key, return_inverse=True)
    return Events(
        speakers=who,
        item_place=item_place,
        cell_first=cell_first,
        cells=cells,
        purse_key=purse_key,
        heard_day=telling.day,
        heard_speaker=speaker,
        heard_published=facts.report_published[rows],
        told_day=telling.day[told],
        told_speaker=telling.to,
        told_stage=facts.report_stage[rows[told]],
        value_day=telling.day[value_at],
        value_cell=cell_first[value_to] + item_place[facts.value_item[value_row]],
        value_value=facts.value_value[value_row],
        proof_day=telling.day[proof_at],
        proof_cell=cell_first[proof_to] + item_place[facts.evidence_item[proof_row]],
        paid_day=telling.day[paid_at],
        paid_purse=purse,
        paid_value=facts.spent_value[paid_row],
    )


def _tell(facts: Facts, who: Speakers, rows: Long, speaker: Long) -> _Telling:
    """To whom each counted report is told: its own speaker, then (if it speaks for all) every place of the measure."""
    position = np.full(len(facts.report_day), -1, dtype=np.int64)
    position[rows] = np.arange(len(rows))
    for_all = speaker < facts.measures
    places = np.where(for_all, who.count[facts.report_measure[rows]], 0)
    count = places + 1
    first = np.cumsum(count) - count
    to = np.repeat(speaker, count)
    owner, place = unrolled(who.first[facts.report_measure[rows]], places)
    to[first[owner] + 1 + place - who.first[facts.report_measure[rows]][owner]] = place
    return _Telling(facts.report_day[rows], position, first, count, to)


def _told_facts(telling: _Telling, report: NDArray[np.integer]) -> tuple[Long, Long, Long]:
    """Facts hanging on reports (`report`: the row each hangs on), unrolled over whom they are told to and ascending by day.

    Returns (position of the report, row of the fact, speaker).
    """
    at = telling.position[report]
    row = np.flatnonzero(at >= 0)
    row = row[np.argsort(at[row])]
    at = at[row]
    owner, told = unrolled(telling.first[at], telling.count[at])
    return at[owner], row[owner], telling.to[told]


def _cells(facts: Facts, who: Speakers) -> tuple[Long, Long, int]:
    """Where the values of each speaker's items are kept: place of an item in its measure, first cell of a speaker, how many."""
    order = np.argsort(facts.item_measure, kind="stable")
    first, count = ranges(facts.item_measure[order], facts.measures)
    item_place = np.empty(len(order), dtype=np.int64)
    item_place[order] = np.arange(len(order)) - np.repeat(first, count)
    size = count[who.measure]
    return item_place, np.cumsum(size) - size, int(size.sum())
