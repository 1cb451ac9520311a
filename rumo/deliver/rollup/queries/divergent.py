"""Measures that somebody outside read otherwise than they are reported: a filter beside the figures, never in them."""

import numpy as np

from rumo.deliver.progress.queries.outside import latest_levels
from rumo.deliver.rollup.queries.reading import Reading
from rumo.science.degree.columns import BASIS
from rumo.science.degree.divergence import diverges
from rumo.science.degree.figures import STATES

_BASES = {code: name for name, code in BASIS.items()}


def divergences(reading: Reading) -> dict[int, str]:
    """Return, by position, "lower" or "higher" for each measure of the reading whose latest reading from outside diverges (one query)."""
    levels = latest_levels(as_of=reading.moment.as_of, known_at=reading.moment.known_at)
    if not levels:
        return {}
    ids, figures = reading.held.measure_ids, reading.figures
    found: dict[int, str] = {}
    for position in reading.measures[np.isin(ids[reading.measures], list(levels))].tolist():
        degree = float(figures.degree[0][position])
        told = diverges(
            levels[int(ids[position])],
            STATES[figures.state[0][position]],
            None if np.isnan(degree) else degree,
            basis=_BASES[int(figures.basis[0][position])],
        )
        if told:
            found[position] = told
    return found
