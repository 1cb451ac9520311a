"""The examples of docs/plan-file.md are true: the JSON parses, and the mapping reads a table with its columns."""

import csv
import io
import json
import pathlib
import re

from rumo.doors.files.mapped import parse_mapped
from rumo.science.planfile import parse
from tests.factories.planfile import AREAS, MUNICIPALITIES

PAGE = (pathlib.Path(__file__).resolve().parents[3] / "docs" / "plan-file.md").read_text()


def example(language):
    """The first block of a language."""
    return re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL).group(1)


def test_the_json_example_parses():
    parsed = parse(json.loads(example("json")), areas=AREAS, municipalities=MUNICIPALITIES)
    assert (parsed.faults, parsed.flags) == ((), ())


def test_the_mapping_example_reads_a_table():
    line = {
        "Action ID": "7", "Action": "", "Details": "Plant trees", "Next steps": "Water them", "Outcome": "Health & Environment",
        "Strategy": "S", "Objective": "O", "Lead departments": "Parks, Water", "Partners": "A; B", "Population": "All", "Tags": "t",
        "Council districts": "1106", "Start date": "Apr 01, 2019", "Due": "12/31/2020", "Level": "1", "Weight": "2", "Link": "",
        "Status": "On Hold", "% complete": "40", "Last updated": "", "Notes": "N", "Why delayed": "W", "Barriers": "B", "Way forward": "F", "Budget (USD)": "$1,000",
        "Spent (USD)": "10", "Measure of success": "Trees", "Target": "1,200", "Actual": "7", "Baseline": "0", "Extra": "kept",
    }  # fmt: skip
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, line)
    writer.writeheader()
    writer.writerow(line)
    parsed, _ = parse_mapped(
        out.getvalue().encode("cp1252"),
        "actions.csv",
        mapping=example("toml").encode(),
        areas=AREAS,
        municipalities=MUNICIPALITIES,
    )
    assert (parsed.faults, parsed.flags) == ((), ())
    (measure,) = parsed.plan.measures
    (report,) = parsed.plan.reports
    assert (measure.title, measure.description) == ("Plant trees", "Plant trees\n\nWater them")
    assert (measure.weight, measure.level, measure.responsible) == (2.0, 1, ("Parks", "Water"))
    assert (measure.indicators[0].unit, measure.indicators[0].baseline) == ("trees", 0.0)
    assert measure.as_printed == {"Extra": "kept"}
    assert (report.stage, report.activities, report.reason) == ("suspended", {"total": 0.4}, "W")
    assert (report.difficulties, report.corrective_action) == ("B", "F")
