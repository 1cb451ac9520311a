"""Where every measure stands on the day the sweep has reached: degree and stage, from all that has been said up to then.

By place (degree.md, section 4): once a counted report of one of its municipalities is there, a measure's degree is the plain mean
over its places. Each place reads its own reports and those that speak for all; a silent place counts 0, as not started.
The places' common stage is the measure's, `in_progress` where they differ. Choices the text leaves open:
- A place that cancelled leaves the mean and the stage, as a cancelled measure leaves its plan; when all have, the measure is cancelled;
  when none of those left has said anything, the measure has no information.
- A report of a municipality that is not among the measure's places in the version in use does not count. A measure whose
  version names no place at all has those that reported.
"""

from __future__ import annotations

import numpy as np

from rumo.science.degree.attainment import Definitions, Seen, attainment, raw_attainment, value_used
from rumo.science.degree.columns import (
    ALWAYS,
    BASIS,
    DEFINITION,
    NO_DAY,
    STAGE,
    Facts,
    Float,
    Int,
    Long,
    Small,
)
from rumo.science.degree.events import Events
from rumo.science.degree.tables import ranges, summed, unrolled

SILENT = np.int8(-1)  # the stage of who has said nothing


class Items:
    """The definitions that make up the degree of each measure version: those of its basis, by version and item."""

    def __init__(self, facts: Facts, events: Events) -> None:
        basis = facts.mv_basis[facts.def_mv]
        activity = facts.def_kind == DEFINITION["activity"]
        used = np.where(activity, basis == BASIS["activities"], basis == BASIS["indicators"])
        row = np.flatnonzero(used)
        row = row[np.lexsort((facts.def_item[row], facts.def_mv[row]))]
        size = len(facts.mv_basis)
        self.row = row
        self.first, self.count = ranges(facts.def_mv[row], size)
        self.place = events.item_place[facts.def_item[row]]
        self.weight = facts.def_weight[row]
        self.total = np.maximum(summed(facts.def_mv[row], self.weight, size), np.finfo(np.float64).tiny)
        self.meaning = Definitions(
            facts.def_kind[row],
            facts.def_baseline[row],
            facts.def_target[row],
            facts.def_direction[row],
            facts.def_aggregation[row],
        )


class Standing:
    """Current stage, values and last report of every speaker; `apply` moves it forward, the rest reads it."""

    def __init__(self, facts: Facts, events: Events) -> None:
        self.events = events
        self.who = events.speakers
        self.basis = facts.mv_basis
        self.items = Items(facts, events)
        size = len(self.who.measure)
        self.stage = np.full(size, SILENT)
        self.base = np.zeros(size, dtype=np.int8)  # latest of not started, in progress, completed
        self.heard = np.full(size, NO_DAY)  # latest day of an own report
        self.published = np.full(size, ALWAYS)  # latest publication of an own report
        self.seen = Seen.nothing(events.cells)
        self.place_first, self.place_count = ranges(self.who.place_mv, len(facts.mv_basis))

    def apply(self, step: int) -> Long:
        """Take in what became true at the next date; answers the measures that were spoken of, one per report."""
        e = self.events
        heard, told, value, proof = (
            steps[step] for steps in (e.heard_steps, e.told_steps, e.value_steps, e.proof_steps)
        )
        speaker = e.heard_speaker[heard]
        if not len(speaker):
            return speaker
        self.heard[speaker] = e.heard_day[heard]
        np.maximum.at(self.published, speaker, e.heard_published[heard])
        stage = e.told_stage[told]
        self.stage[e.told_speaker[told]] = stage
        plain = stage <= STAGE["completed"]
        self.base[e.told_speaker[told][plain]] = stage[plain]
        self.seen.add(e.value_cell[value], e.value_value[value])
        self.seen.proved[e.proof_cell[proof]] = True
        return self.who.measure[speaker]

    def places(self, measure: Long, mv: Long) -> tuple[Long, Long]:
        """The places of measures in the versions `mv` (parallel): (position in `measure`, speaker), one row each."""
        by_place = np.flatnonzero(self.who.count[measure] > 0)
        measure, mv = measure[by_place], mv[by_place]
        named = self.place_count[mv]
        owner, row = unrolled(self.place_first[mv], named)
        other, speaker = unrolled(self.who.first[measure], np.where(named == 0, self.who.count[measure], 0))
        reported = self.heard[speaker] > NO_DAY
        return (
            by_place[np.concatenate([owner, other[reported]])],
            np.concatenate([self.who.place_speaker[row], speaker[reported]]),
        )

    def newest(self, measure: Long, owner: Long, speaker: Long) -> tuple[Int, Long]:
        """Latest reference day and latest publication of the counted reports of measures and their places."""
        day, published = self.heard[measure], self.published[measure]
        np.maximum.at(day, owner, self.heard[speaker])
        np.maximum.at(published, owner, self.published[speaker])
        return day, published

    def degree(self, measure: Long, mv: Long, owner: Long, speaker: Long) -> tuple[Float, Small]:
        """Degree (nan: cancelled or silent) and stage (SILENT: none) of measures in the versions `mv`, given their `places`."""
        d = self._of_speakers(measure, mv)
        stage = self.stage[measure]
        active = np.zeros(len(measure), dtype=np.bool_)
        active[owner[self.heard[speaker] > NO_DAY]] = True
        by_place = np.flatnonzero(active)
        if len(by_place):
            renumbered = np.cumsum(active) - 1
            kept = active[owner]
            d[by_place], stage[by_place] = self._by_place(
                mv[owner[kept]], renumbered[owner[kept]], speaker[kept], len(by_place)
            )
        d[(stage == SILENT) | (stage == STAGE["cancelled"])] = np.nan
        return d, stage

    def _of_speakers(self, speaker: Long, mv: Long) -> Float:
        """Degree of single speakers under the measure versions given, by the basis of each; who is silent has 0."""
        d = self.base[speaker] / 2.0
        rows = np.flatnonzero(self.basis[mv] != BASIS["stage"])
        mv = mv[rows]
        owner, at = unrolled(self.items.first[mv], self.items.count[mv])
        cell = self.events.cell_first[speaker[rows]][owner] + self.items.place[at]
        meaning, seen = self.items.meaning.take(at), self.seen.take(cell)
        reached = attainment(raw_attainment(meaning, value_used(meaning, seen), seen.proved))
        d[rows] = summed(owner, self.items.weight[at] * reached, len(rows)) / self.items.total[mv]
        return d

    def _by_place(self, mv: Long, owner: Long, speaker: Long, size: int) -> tuple[Float, Small]:
        """Mean degree and common stage of `size` measures over their places (one row each: version, owner, speaker)."""
        said = self.stage[speaker]
        live = said != STAGE["cancelled"]
        owner, speaker, said = owner[live], speaker[live], said[live]
        left = summed(owner, np.ones(len(owner)), size)
        d = summed(owner, self._of_speakers(speaker, mv[live]), size) / np.maximum(left, 1)
        stage_read = np.where(said == SILENT, np.int8(STAGE["not_started"]), said)
        least, most = np.full(size, 127, dtype=np.int8), np.full(size, -1, dtype=np.int8)
        np.minimum.at(least, owner, stage_read)
        np.maximum.at(most, owner, stage_read)
        stage = np.where(least == most, least, np.int8(STAGE["in_progress"]))
        stage[summed(owner, said != SILENT, size) == 0] = SILENT
        stage[left == 0] = STAGE["cancelled"]
        return d, stage
