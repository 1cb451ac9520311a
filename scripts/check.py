"""Every check that is not a test of behaviour, two at a time; each said in one line, what fails in full."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOORS = [
    name
    for name in ("science", "ground", "listen", "shape", "deliver", "keep")
    if (ROOT / "rumo" / name).is_dir()
]
PYTHON = sys.executable
TEXTS = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "docs",
    "rumo",
    "scripts",
    "tests",
    "benchmarks",
]
CHECKS: dict[str, list[str]] = {
    "types": ["-m", "mypy", *(f"rumo/{floor}" for floor in FLOORS)],
    "house rules": ["-m", "pytest", "tests/house", "-p", "no:randomly", "-p", "no:cacheprovider"],
    "contracts": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "templates": ["-m", "djlint", "rumo", "--lint", "--quiet"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run", "--verbosity", "1"],
    "lint": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "spelling": ["-m", "codespell_lib", *(text for text in TEXTS if (ROOT / text).exists())],
}


def check(name: str) -> tuple[str, bool, float, str]:
    """Run one check; return its name, whether it passed, its seconds and everything it printed."""
    began = time.monotonic()
    environment = {**os.environ, "RUMO_DATA_DIR": str(ROOT / "build" / "check"), "DATABASE_URL": ""}
    done = subprocess.run(
        [PYTHON, *CHECKS[name]], cwd=ROOT, env=environment, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return name, done.returncode == 0, time.monotonic() - began, done.stdout.strip()


def main() -> int:
    """Run them all, print a line for each and the words of those that fail; return 1 if any does."""
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, passed, seconds, said in pool.map(check, CHECKS):
            print(f"{'ok    ' if passed else 'FAILED'}  {name} ({seconds:.1f} s)", flush=True)
            if not passed:
                failed = 1
                print(said, flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
