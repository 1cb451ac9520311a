"""Makes .venv from a lock file and puts `rumo` in it; a second run with nothing changed costs nothing.

Run with any Python 3.11 or newer, standard library only: python3 scripts/environment.py [runtime|dev]
"""

import hashlib
import json
import shlex
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST = (3, 11)
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "rumo-stamp.json"
LOCKS = {"runtime": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
COVERS = {
    "runtime": ["runtime"],
    "dev": ["runtime", "dev"],
}  # the dev lock holds every line of the runtime one
LAUNCHER = """#!/bin/sh
# Written by scripts/environment.py: Rumo from this checkout, whatever the current folder.
exec {python} -c 'from rumo.doors.desk.main import main; main()' "$@"
"""


def fingerprints() -> dict[str, str]:
    """Return what an environment is made of: this place with this script, and each lock file, as SHA-256."""
    known = {kind: hashlib.sha256(lock.read_bytes()).hexdigest() for kind, lock in LOCKS.items()}
    known["base"] = hashlib.sha256(str(ROOT).encode() + Path(__file__).read_bytes()).hexdigest()
    return known


def version() -> str:
    """Return the version of the environment's own Python; empty if there is none, or it does not start."""
    command = [str(PYTHON), "-c", "import sys; print(sys.version)"]
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def stamped() -> dict[str, str]:
    """Return what the existing environment was made of; empty if its Python is gone or is another one by now."""
    try:
        known = dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
    return known if known.get("python") == version() else {}


def make_venv() -> None:
    """Make the empty environment, replacing one that does not start."""
    starts = PYTHON.exists() and subprocess.run(
        [PYTHON, "-m", "pip", "--version"], capture_output=True, check=False
    )
    if starts and starts.returncode == 0:
        return
    if sys.version_info < OLDEST:
        sys.exit(f"Rumo: needs Python 3.11 or newer, and {sys.executable} is {sys.version.split()[0]}.")
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False
    )
    if made.returncode:
        sys.exit(
            f"Rumo: {sys.executable} cannot make a virtual environment"
            " (on Debian and Ubuntu: apt-get install python3-venv).\n" + (made.stdout + made.stderr).strip()
        )


def install(kind: str) -> None:
    """Install the lock file's wheels, each checked against its hashes; nothing is ever built."""
    command = [PYTHON, "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    command += ["--no-warn-script-location", "--require-hashes", "--only-binary", ":all:", "--no-deps"]
    if subprocess.run([*command, "-r", LOCKS[kind]], check=False).returncode:
        sys.exit(
            f"Rumo: the packages of {LOCKS[kind].name} could not be installed; the lines above say which and why."
        )


def put_rumo_in() -> None:
    """Put this checkout on the environment's path and write its `rumo`; done by hand, so that nothing is built."""
    asked = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    (Path(asked.stdout.strip()) / "rumo-checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    launcher = VENV / "bin" / "rumo"
    launcher.write_text(LAUNCHER.format(python=shlex.quote(str(PYTHON))), encoding="utf-8")
    launcher.chmod(0o755)


def main(kind: str) -> None:
    """Bring `.venv` up to what the lock file of this kind says, and remember it."""
    wanted, have = fingerprints(), stamped()
    if have.get("base") == wanted["base"] and have.get(kind) == wanted[kind]:
        return
    began = time.monotonic()
    print(f"Environment: installing {LOCKS[kind].name} into .venv …", flush=True)
    make_venv()
    install(kind)
    put_rumo_in()
    keep = have if have.get("base") == wanted["base"] else {}
    now = {name: wanted[name] for name in ["base", *COVERS[kind]]}
    if kind == "runtime" and keep.get("dev") == wanted["dev"]:
        now["dev"] = wanted["dev"]
    now["python"] = version()
    STAMP.write_text(json.dumps(now), encoding="utf-8")
    print(f"Environment: ready in {time.monotonic() - began:.0f} s.", flush=True)


if __name__ == "__main__":
    chosen = sys.argv[1] if len(sys.argv) > 1 else "runtime"
    if chosen not in LOCKS or len(sys.argv) > 2:
        sys.exit("usage: python3 scripts/environment.py [runtime|dev]")
    main(chosen)
