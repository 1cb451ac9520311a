"""Schedule classes at their very thresholds, and what a blank sheet holds."""

import numpy as np
import pytest

from rumo.science.degree.columns import ALWAYS, NO_DAY
from rumo.science.degree.figures import SCHEDULE, STATES, blank, schedule


@pytest.mark.parametrize(
    ("state", "d", "p", "expected"),
    [
        ("cancelled", np.nan, 0.5, "cancelled"),
        ("suspended", 1.0, 0.5, "suspended"),
        ("no_information", np.nan, np.nan, "no_information"),
        ("in_progress", 1.0, np.nan, "done"),
        ("in_progress", 1 - 1e-10, 0.2, "done"),
        ("in_progress", 1 - 1e-8, np.nan, "no_schedule"),
        ("not_started", 0.0, np.nan, "no_schedule"),
        ("not_started", 0.0, 0.0, "not_due"),
        ("not_started", 1e-10, 1e-10, "not_due"),
        ("in_progress", 0.1, 0.0, "on_track"),
        ("in_progress", 0.6, 0.5, "on_track"),
        ("in_progress", 0.6 + 1e-10, 0.5, "on_track"),
        ("in_progress", 0.6 + 1e-8, 0.5, "ahead"),
        ("in_progress", 0.4, 0.5, "on_track"),
        ("in_progress", 0.4 - 1e-8, 0.5, "delayed"),
        ("in_progress", 0.25, 0.5, "delayed"),
        ("in_progress", 0.7 - 0.25 - 1e-17, 0.7, "delayed"),
        ("in_progress", 0.25 - 1e-8, 0.5, "critical"),
    ],
)
def test_schedule(state, d, p, expected):
    found = schedule(np.array([STATES.index(state)], dtype=np.int8), np.array([d]), np.array([p]))
    assert SCHEDULE[found[0]] == expected


def test_blank():
    sheet = blank(np.array([5, 6], dtype=np.int32), 3).rows(1)
    assert (sheet.days, sheet.state.tolist(), sheet.schedule.tolist()) == (6, [-1] * 3, [-1] * 3)
    assert (sheet.newest[0], sheet.newest_published[0], sheet.mv[0]) == (NO_DAY, ALWAYS, -1)
    assert not sheet.present.any()
    assert not sheet.live.any()
    assert np.isnan(sheet.degree).all()
