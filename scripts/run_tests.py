"""Runs the tests: `suite` on SQLite and on PostgreSQL, `long` and `marathon` alone, `coverage` on SQLite; the rest goes to pytest.

Every run leaves a report in build/test/ that scripts/tally.py adds up. With CI=true nothing may be left out.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import postgres
import tally
import thresholds

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build" / "test"
NO_DATABASE = ["--ignore=tests/science", "--ignore=tests/house"]  # they import no Django: once is enough
STOPPED, NOTHING_RAN = 2, 5  # pytest's own codes
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CI = os.environ.get("CI") == "true"


def run(name: str, arguments: list[str], **environment: str) -> int:
    """Run pytest once, in parallel, and return its exit code; no test at all is said, and is no failure here."""
    seed = os.environ.get("SEED") or str(random.SystemRandom().randrange(2**31))
    workers = os.environ.get("WORKERS") or str(min(os.cpu_count() or 1, 8))
    print(f"\n== {name}: {workers} at a time, order {seed} (SEED={seed} repeats it)", flush=True)
    report = BUILD / f"{name}.xml"
    report.unlink(missing_ok=True)
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-n", workers, "-p", "randomly", "-p", "no:cacheprovider"]
    command += [f"--randomly-seed={seed}", f"--junit-xml={report}", "-r", "fEs", *arguments]
    known = {"RUMO_DATA_DIR": str(BUILD / "data"), "DATABASE_URL": "", **environment}
    code = subprocess.run(command, env={**os.environ, **known}, cwd=ROOT, check=False).returncode
    print(
        f"== {name}: {'ok' if code in (0, NOTHING_RAN) else 'FAILED'} in {time.monotonic() - began:.0f} s",
        flush=True,
    )
    if code == STOPPED:
        sys.exit(STOPPED)
    if report.is_file():
        print(f"{name}: {tally.read(report)}", flush=True)
    return 0 if code == NOTHING_RAN else code


def suite(more: list[str]) -> int:
    """Run everything but the long tests on both databases; return the first code that is not 0."""
    on_sqlite = run("sqlite", ["-m", "not long and not postgres", *more])
    with postgres.server() as url:
        if url is None:
            left_out("PostgreSQL", "no server answers at 127.0.0.1:5432 and none is installed")
            return on_sqlite
        on_postgres = run(
            "postgres",
            ["-m", "not long and not browser and not sqlite", *NO_DATABASE, *more],
            DATABASE_URL=url,
        )
    return on_sqlite or on_postgres


def long(more: list[str], mark: str = "long") -> int:
    """Run the long tests, with more examples for every rule; those marked for PostgreSQL run on it."""
    code = run(mark, ["-m", f"{mark} and not postgres", *more], HYPOTHESIS_PROFILE="long")
    with postgres.server() as url:
        if url is None:
            left_out("PostgreSQL", "no server answers at 127.0.0.1:5432 and none is installed")
            return code
        return run(f"{mark}-postgres", ["-m", f"{mark} and postgres", *more], DATABASE_URL=url) or code


def marathon(more: list[str]) -> int:
    """Run the tests of an hour: the whole numbers of changes, kills, guesses and tables that the long ones take a part of."""
    return long(["--timeout=7200", *more], "marathon")


def coverage(more: list[str]) -> int:
    """Run the suite on SQLite with branch coverage and hold it to the house's thresholds, also where a test failed."""
    report = BUILD / "coverage.json"
    report.unlink(missing_ok=True)
    measured = ["--cov=rumo", "--cov-branch", "--cov-report=", f"--cov-report=json:{report}"]
    own = str(BUILD / "coverage.data")  # a narrower run beside this one clears away the usual file
    code = run("coverage", ["-m", "not long and not postgres", *measured, *more], COVERAGE_FILE=own)
    return (thresholds.report(report) if report.is_file() else 1) or code


def left_out(what: str, why: str) -> None:
    """Say in one line what is not run and why; in CI nothing may be left out."""
    print(f"Left out: {what} ({why}).", flush=True)
    if CI:
        sys.exit("CI=true: nothing may be left out.")


def main() -> int:
    """Run what was asked for on a clean slate, and close with the plain count."""
    runs = {"suite": suite, "long": long, "marathon": marathon, "coverage": coverage}
    if len(sys.argv) < 2 or sys.argv[1] not in runs:
        sys.exit(f"usage: python scripts/run_tests.py {'|'.join(runs)} [pytest arguments]")
    BUILD.mkdir(parents=True, exist_ok=True)
    if not any(shutil.which(name) for name in BROWSERS):
        left_out("browser tests", "no Chromium on the path")
    return runs[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(STOPPED)
