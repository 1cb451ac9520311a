"""Finds a PostgreSQL server for the tests, or starts a private one that goes away with them."""

import contextlib
import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
USUAL = "postgres://postgres@127.0.0.1:5432"
# one database a checkout, so that two checkouts may be tested at once
DATABASE = f"rumo_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"


def answers(url: str) -> bool:
    """Return whether a server answers there and lets this user make databases."""
    try:
        with psycopg.connect(f"{url}/postgres", connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            )
            found = row.fetchone()
            return bool(found and found[0])
    except psycopg.Error:
        return False


def programs() -> Path | None:
    """Return the folder of PostgreSQL's own programs, the newest version found, or None."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    if known:
        return known[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def private_server(folder_of_programs: Path) -> Iterator[str]:
    """Start a server in a temporary folder, as the user postgres when this one is root; yield its address; remove it."""
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    home = Path(tempfile.mkdtemp(prefix="rumo-postgres-"))
    if as_user:
        shutil.chown(home, "postgres")
    data, port = home / "data", _free_port()
    control = [*as_user, str(folder_of_programs / "pg_ctl"), "-D", str(data), "-s", "-w"]
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off"
    try:
        made = [
            *as_user,
            str(folder_of_programs / "initdb"),
            "-D",
            str(data),
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
        ]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=home)
        subprocess.run([*control, "-o", options, "-l", str(home / "log"), "start"], check=True, cwd=home)
        yield f"postgres://postgres@127.0.0.1:{port}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, cwd=home)
        shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def server() -> Iterator[str | None]:
    """Yield the DATABASE_URL the tests shall use on PostgreSQL, or None where no server can be had."""
    if asked := os.environ.get("TEST_DATABASE_URL"):
        yield asked
    elif answers(USUAL):
        yield f"{USUAL}/{DATABASE}"
    elif found := programs():
        with private_server(found) as url:
            yield f"{url}/{DATABASE}"
    else:
        yield None
