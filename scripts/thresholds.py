"""Reads build/test/coverage.json and lists the files under the house's thresholds; alone, it reads the last run's.

Everything in science, and every actions and rules, is covered whole, line and branch; of the whole tree 95 % of lines and of branches.
"""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

REPORT = Path(__file__).resolve().parents[1] / "build" / "test" / "coverage.json"
WHOLE = re.compile(r"^rumo/science/|/(actions|rules)(\.py$|/)")
LEAST = 95.0  # per cent, of lines and of branches


def judge(said: Mapping[str, Any]) -> tuple[list[str], bool]:
    """Return the lines to print for a report of coverage.py, and whether the thresholds are met.

    Met or not by what must be covered whole, and by the total; other files under 95 % are only named, the lowest first.
    """
    whole = {name: file for name, file in said["files"].items() if WHOLE.search(name)}
    broken = [_gap(name, file) for name, file in sorted(whole.items()) if _left(file)]
    lines, branches = (_share(said["totals"], kind) for kind in ("lines", "branches"))
    enough = min(lines, branches) >= LEAST
    low = sorted(
        (file["summary"]["percent_covered"], name)
        for name, file in said["files"].items()
        if name not in whole and file["summary"]["percent_covered"] < LEAST
    )
    out = [f"Science, actions and rules: {len(whole) - len(broken)} of {len(whole)} files covered whole."]
    out += [f"  UNDER 100 %  {line}" for line in broken]
    out += [f"Elsewhere: {len(low)} files under {LEAST:.0f} % (named, and no failure)."]
    out += [f"  {share:5.1f} %  {name}" for share, name in low]
    verdict = "met" if enough and not broken else "NOT MET"
    out += [
        f"Total: {lines:.2f} % of lines, {branches:.2f} % of branches (at least {LEAST:.0f} % of each): {verdict}."
    ]
    return out, enough and not broken


def _left(file: Mapping[str, Any]) -> bool:
    """Whether a line or a branch of a file never ran."""
    return bool(file["missing_lines"] or file["missing_branches"])


def _gap(name: str, file: Mapping[str, Any]) -> str:
    """A file with the lines and branches that never ran: "a.py: lines 3, 5; branches 7->9, 8->exit"."""
    lines = ", ".join(str(line) for line in file["missing_lines"])
    branches = ", ".join(
        f"{start}->{end if end > 0 else 'exit'}"
        for start, end in file["missing_branches"]
        if not {start, end} & set(file["missing_lines"])  # said already
    )
    parts = [f"lines {lines}"] * bool(lines) + [f"branches {branches}"] * bool(branches)
    return f"{name}: {'; '.join(parts)}"


def _share(summary: Mapping[str, Any], kind: str) -> float:
    """Per cent of lines or of branches that ran; all of none."""
    number, ran = (
        (summary["num_statements"], summary["covered_lines"])
        if kind == "lines"
        else (summary["num_branches"], summary["covered_branches"])
    )
    return 100.0 * float(ran) / float(number) if number else 100.0


def report(path: Path = REPORT) -> int:
    """Print what a report comes to; 0 when the thresholds are met."""
    lines, met = judge(json.loads(path.read_text(encoding="utf-8")))
    print("\n".join(lines), flush=True)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(report(Path(sys.argv[1]) if len(sys.argv) > 1 else REPORT))
