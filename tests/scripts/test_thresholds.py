"""What coverage is held to: science, actions and rules whole, the rest as a whole."""

import pytest

from scripts.thresholds import judge


def file(lines=(), branches=(), percent=100.0):
    """One file of a report, with what never ran in it."""
    return {
        "missing_lines": list(lines),
        "missing_branches": [list(branch) for branch in branches],
        "summary": {"percent_covered": percent},
    }


def report(files, lines=98, branches=96):
    """A report over the files, of a tree with a hundred lines and a hundred branches."""
    totals = {
        "num_statements": 100,
        "covered_lines": lines,
        "num_branches": 100,
        "covered_branches": branches,
    }
    return {"files": files, "totals": totals}


def test_all_is_met():
    said, met = judge(report({"rumo/science/a.py": file(), "rumo/doors/web/b.py": file([3], percent=95.0)}))
    assert said == [
        "Science, actions and rules: 1 of 1 files covered whole.",
        "Elsewhere: 0 files under 95 % (named, and no failure).",
        "Total: 98.00 % of lines, 96.00 % of branches (at least 95 % of each): met.",
    ]
    assert met


@pytest.mark.parametrize(
    "name",
    [
        "rumo/science/text/duplicates.py",
        "rumo/ground/outbox/actions.py",
        "rumo/deliver/plans/actions/owning.py",
        "rumo/deliver/plans/rules.py",
        "rumo/ground/files/rules/sounds/mp3.py",
    ],
)
def test_what_is_to_be_covered_whole_and_is_not(name):
    said, met = judge(report({name: file([3, 5], [(3, 5), (7, 9), (8, -1)], 99.9)}))
    assert said[1] == f"  UNDER 100 %  {name}: lines 3, 5; branches 7->9, 8->exit"
    assert not met


def test_other_files_are_named_the_lowest_first():
    files = {"rumo/doors/a.py": file([1], percent=94.9), "rumo/doors/factions.py": file([1], percent=20.0)}
    said, met = judge(report(files))
    assert said[2:4] == ["   20.0 %  rumo/doors/factions.py", "   94.9 %  rumo/doors/a.py"]
    assert met


@pytest.mark.parametrize(("lines", "branches"), [(94, 100), (100, 94)])
def test_of_the_whole_95_per_cent_of_lines_and_of_branches(lines, branches):
    said, met = judge(report({"rumo/doors/a.py": file()}, lines, branches))
    assert said[-1].endswith(": NOT MET.")
    assert not met
