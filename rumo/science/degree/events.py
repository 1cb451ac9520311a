"""What was said, in the order of the dates asked for: the streams of facts that the sweep over the dates applies.

A fact belongs to the first of the dates on which it is true (its step). A report that speaks for all is told to the measure as a
whole and, where the measure is reported by place, to each of its places. What one speaker is told stays in the order of the
days it was true; on one day the report that speaks for all comes first, the place's own last.
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
    """Every counted fact up to the last date, each stream ascending by step; *_steps: the stretch of the stream at each date.

    heard_*: one per counted report: its speaker, day and publication instant. told_*: stage, one per report and speaker it is
    told to. value_*: value of an item, one per speaker it is told to (cell = speaker and item). proof_*: evidence accepted for
    a cell. paid_*: cumulative money (purse = speaker and funder). cell_first: first cell of each speaker; item_place: an
    item's place among those of its measure. purse_key: speaker * funders + funder of each purse, ascending.
    """

    speakers: Speakers
    item_place: Long
    cell_first: Long
    cells: int
    purse_key: Long
    heard_steps: list[slice]
    heard_speaker: Long
    heard_day: Int
    heard_published: Long
    told_steps: list[slice]
    told_speaker: Long
    told_stage: Small
    value_steps: list[slice]
    value_cell: Long
    value_value: Float
    proof_steps: list[slice]
    proof_cell: Long
    paid_steps: list[slice]
    paid_purse: Long
    paid_value: Float


@dataclass(frozen=True, slots=True)
class _Telling:
    """Counted report rows, and to whom each is told: `to` unrolled from first and count; position -1: does not count.

    step: at which of the `steps` dates each becomes true.
    """

    rows: Long
    step: NDArray[np.unsignedinteger]
    steps: int
    position: Long
    first: Long
    count: Long
    to: Long

    def hanging(self, report: NDArray[np.integer]) -> tuple[Long, Long]:
        """Facts hanging on report rows, ordered as the reports are: (position of the report, row of the fact)."""
        at = self.position[report]
        row = np.flatnonzero(at >= 0)
        at = at[row]
        order = np.argsort(at, kind="stable")
        return at[order], row[order]

    def by_step(self, at: Long) -> tuple[Long, list[slice]]:
        """How to sort facts on the reports at the given positions by step, and the stretch of each step then."""
        step = self.step[at]
        ends = np.cumsum(np.bincount(step, minlength=self.steps)).tolist()
        steps = [slice(a, b) for a, b in zip([0, *ends], ends, strict=False)]
        return np.argsort(step, kind="stable"), steps


def events(facts: Facts, days: Int, known_at: int | None) -> Events:
    """Streams of all that was published by `known_at` (None: all) and counts, for ascending `days`."""
    until = int(days[-1]) if len(days) else None
    rows = counted(facts, known_reports(facts, known_at, until))
    who, speaker = speakers(facts, rows)
    telling = _tell(facts, who, rows, speaker, days)
    item_place, cell_first, cells = _cells(facts, who)
    heard, heard_steps = telling.by_step(np.arange(len(rows)))
    told_at = np.repeat(np.arange(len(rows)), telling.count)
    told, told_steps = telling.by_step(told_at)
    value_row, value_to, value_steps = _told_facts(telling, facts.value_report)
    proof_row, proof_to, proof_steps = _told_facts(telling, facts.evidence_report)
    paid_at, paid_row = telling.hanging(facts.spent_report)
    paid, paid_steps = telling.by_step(paid_at)
    paid_at, paid_row = paid_at[paid], paid_row[paid]
    key = speaker[paid_at] * facts.funders + facts.spent_funder[paid_row]
    purse_key, purse = np.unique(key, return_inverse=True)
    return Events(
        speakers=who,
        item_place=item_place,
        cell_first=cell_first,
        cells=cells,
        purse_key=purse_key,
        heard_steps=heard_steps,
        heard_speaker=speaker[heard],
        heard_day=facts.report_day[rows[heard]],
        heard_published=facts.report_published[rows[heard]],
        told_steps=told_steps,
        told_speaker=telling.to[told],
        told_stage=facts.report_stage[rows[told_at[told]]],
        value_steps=value_steps,
        value_cell=cell_first[value_to] + item_place[facts.value_item[value_row]],
        value_value=facts.value_value[value_row],
        proof_steps=proof_steps,
        proof_cell=cell_first[proof_to] + item_place[facts.evidence_item[proof_row]],
        paid_steps=paid_steps,
        paid_purse=purse,
        paid_value=facts.spent_value[paid_row],
    )


def _tell(facts: Facts, who: Speakers, rows: Long, speaker: Long, days: Int) -> _Telling:
    """To whom each counted report is told: its own speaker, then (if it speaks for all) every place of the measure."""
    position = np.full(len(facts.report_day), -1, dtype=np.int64)
    position[rows] = np.arange(len(rows))
    measure = facts.report_measure[rows]
    places = np.where(speaker < facts.measures, who.count[measure], 0)
    count = places + 1
    first = np.cumsum(count) - count
    to = np.repeat(speaker, count)
    owner, place = unrolled(who.first[measure], places)
    to[first[owner] + 1 + place - who.first[measure[owner]]] = place
    step = np.searchsorted(days, facts.report_day[rows]).astype(np.min_scalar_type(len(days)))
    return _Telling(rows, step, len(days), position, first, count, to)


def _told_facts(telling: _Telling, report: NDArray[np.integer]) -> tuple[Long, Long, list[slice]]:
    """Facts hanging on reports (`report`: the row each hangs on) and whom they are told to: (row of the fact, speaker, steps)."""
    at, row = telling.hanging(report)
    owner, told = unrolled(telling.first[at], telling.count[at])
    order, steps = telling.by_step(at[owner])
    return row[owner][order], telling.to[told][order], steps


def _cells(facts: Facts, who: Speakers) -> tuple[Long, Long, int]:
    """Where the values of each speaker's items are kept: place of an item in its measure, first cell of a speaker, how many."""
    order = np.argsort(facts.item_measure, kind="stable")
    first, count = ranges(facts.item_measure[order], facts.measures)
    item_place = np.empty(len(order), dtype=np.int64)
    item_place[order] = np.arange(len(order)) - np.repeat(first, count)
    size = count[who.measure]
    return item_place, np.cumsum(size) - size, int(size.sum())
