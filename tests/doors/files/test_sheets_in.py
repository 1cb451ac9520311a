"""Whatever stands in whatever cell, the sheets are read: a plan or faults come of it, never an error."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rumo.doors.files.plan_xlsx import read_workbook, write_xlsx
from rumo.doors.files.reading import checked
from rumo.doors.files.sheets_in import from_sheets
from rumo.science.planfile import parse
from tests.factories.planfile import AREAS, MUNICIPALITIES
from tests.science.planfile.sound import SOUND

GRID, _ = read_workbook(
    write_xlsx(parse(SOUND, areas=AREAS, municipalities=MUNICIPALITIES).plan), "plano.xlsx"
)
ODD = (
    None, "", 1.0, 0.5, True, dt.date(2024, 1, 1), "x", "=", "'", "1;2", "a=1", "a|b=1", "i1|p=2", "50%", "%", "1.234", "Código", "ℹ", "[]",
    '"x"', '{"a": 1}', 'measures["1"]', 'measures["1"].source.url', 'measures["1"].indicators', 'reports["1"].indicators', float("inf"), "9" * 400,
)  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_value_in_any_cell_never_raises(data):
    grid = {name: [list(line) for line in lines] for name, lines in GRID.items()}
    for _ in range(data.draw(st.integers(1, 4))):
        lines = grid[data.draw(st.sampled_from(sorted(grid)))]
        line = data.draw(st.sampled_from(lines))
        if line:
            line[data.draw(st.integers(0, len(line) - 1))] = data.draw(st.sampled_from(ODD))
    parsed = checked(from_sheets(grid), areas=AREAS, municipalities=MUNICIPALITIES)
    assert (parsed.plan is None) == bool(parsed.faults)
