"""Adds up the test reports of build/test/*.xml and prints one plain line: N passed, N failed, N skipped."""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple

REPORTS = Path(__file__).resolve().parents[1] / "build" / "test"


class Tally(NamedTuple):
    """How many tests ended how; an error while setting a test up is a failure."""

    passed: int
    failed: int
    skipped: int

    def __str__(self) -> str:
        """Read as the one closing line."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def read(report: Path) -> Tally:
    """Return the count of one report."""
    total = failed = skipped = 0
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return Tally(total - failed - skipped, failed, skipped)


def tally(folder: Path = REPORTS) -> Tally:
    """Return the sum over every report in the folder; a folder with none has run nothing."""
    counts = [read(report) for report in sorted(folder.glob("*.xml"))]
    return Tally(*(sum(part) for part in zip(*counts, strict=True))) if counts else Tally(0, 0, 0)


if __name__ == "__main__":
    print(tally(Path(sys.argv[1]) if len(sys.argv) > 1 else REPORTS))
