"""Runs every benchmark in turn, each in a process of its own, and writes what they measured into RESULTS.md (`make bench`).

    python -m benchmarks [d1 d3 ...] [--large]

Names choose some; `--large` adds ten nations (D3 at 3,080 plans, D5 ten times over: some ten minutes the first time).
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = {
    "c3": ("c3_reading",),
    "c4": ("c4_results",),
    "d1": ("d1_pages",),
    "d2": ("d2_warm",),
    "d3": ("d3_publish",),
    "d4": ("d4_as_of",),
    "d5": ("d5_rebuild", "d5_formula"),
    "d6": ("d6_import_export",),
    "e1": ("e1_workbook",),
    "g2": ("g2_programme",),
    "s1": ("s1_desk",),
    "t1": ("t1_text",),
    "c1": ("c1_submissions",),
}
HEAD = "| figure | goal | measured |\n| --- | --- | --- |\n"
FORMULA = re.compile(r"(.{44}) .* ms +([\d.]+) M measure-dates/s$")
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"


def main() -> None:
    """Measure, show, write down."""
    chosen = [name for name in sys.argv[1:] if name in MODULES] or list(MODULES)
    large = "--large" in sys.argv
    rows: list[str] = []
    for module in (module for name in chosen for module in MODULES[name]):
        rows += _run(module, *(["--large"] if large and module == "d3_publish" else []))
    if large and "d5" in chosen:
        rows += _run("d5_rebuild", "--ten")
    if len(chosen) == len(MODULES):
        _write(rows)


def _run(module: str, *arguments: str) -> list[str]:
    """Run a benchmark; return its lines of the table."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=True)
    print(done.stdout, end="", flush=True)
    lines = done.stdout.splitlines()
    rates = [FORMULA.match(line) for line in lines] if module == "d5_formula" else []
    return [line for line in lines if line.startswith("| ")] + [
        f"| D5 the formula alone: {found[1].strip()} | ≥ 5 million measure-dates/s a core | {found[2]} million/s |"
        for found in rates
        if found and "month" in found[1]
    ]


def _write(rows: list[str]) -> None:
    path = HERE / "RESULTS.md"
    text = path.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    table = f"{_machine()}\n\n{HEAD}" + "".join(f"{row}\n" for row in rows)
    path.write_text(f"{before}{BEGIN}{table}{END}{after}", encoding="utf-8")


def _machine() -> str:
    """Say what it was measured on, and when."""
    info = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.+)", info.read_text()) if info.is_file() else None
    kind = named.group(1) if named else platform.processor()
    day = subprocess.run(
        ["date", "-u", "+%Y-%m-%d"], stdout=subprocess.PIPE, text=True, check=True
    ).stdout.strip()
    return f"{day}, {os.cpu_count()} cores ({kind}), Python {platform.python_version()}, SQLite, loopback."


if __name__ == "__main__":
    main()
