"""D2: the same pages warm, over loopback, beside a static file of the same bytes from the same processes; and unchanged pages (304).

    python -m benchmarks.d2_warm [--workers 2] [--seconds 4]

The load runs on the same cores as the server, so that the ratios say more than the rates.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time

from benchmarks.loader import Load, load
from benchmarks.nation import ROOT, large_plan, prepare, row

ROUNDS = 4


def main() -> None:
    """Serve the nation and ask."""
    workers = _option("--workers", "2")
    seconds = float(_option("--seconds", "4"))
    folder = prepare()
    from rumo.doors.desk.statics import gather

    gather()
    slug = large_plan()
    pages = (("country", "/pt/painel/"), ("plan of 300 measures", f"/pt/painel/planos/{slug}/"))
    sizes = {path: _size(path) for _, path in pages}
    for size in sizes.values():
        (folder / "static" / f"bench-{size}.bin").write_bytes(secrets.token_bytes(size))
    port = _free()
    server = subprocess.Popen(
        [sys.executable, "-c", "from rumo.doors.desk.main import main; main()", "serve", "--port", str(port), "--workers", workers],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        _wait(port)
        for name, path in pages:
            static, page, same = _rounds(port, path, f"/estatico/bench-{sizes[path]}.bin", seconds)
            row(
                f"D2 {name}, warm, {page.body / 1e3:.1f} kB, {workers} processes",
                "≥ half the rate of a static file of these bytes, ≥ 1,000/s; 304 ≥ 2,000/s",
                f"{page.rate:.0f}/s = {page.rate / static.rate:.2f} of the static file's {static.rate:.0f}/s; 304: {same.rate:.0f}/s",
            )
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)
        for path in (folder / "static").glob("bench-*.bin"):
            path.unlink()


def _rounds(port: int, path: str, file: str, seconds: float) -> tuple[Load, Load, Load]:
    """Ask file, page and unchanged page in turn, ROUNDS times; the best of each, so that what else runs here weighs on all alike."""
    found: tuple[list[Load], list[Load], list[Load]] = ([], [], [])
    for _ in range(ROUNDS):
        found[0].append(load(port, file, seconds=seconds / ROUNDS))
        found[1].append(load(port, path, seconds=seconds / ROUNDS))
        unchanged = f"If-None-Match: {found[1][-1].etag}\r\n"
        found[2].append(load(port, path, headers=unchanged, seconds=seconds / ROUNDS))
    statuses = [{each.status for each in loads} for loads in found]
    assert statuses == [{200}, {200}, {304}], statuses
    static, page, same = (max(loads, key=lambda each: each.rate) for loads in found)
    return static, page, same


def _option(name: str, default: str) -> str:
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def _size(path: str) -> int:
    """Return the compressed bytes of a page."""
    from django.test import Client

    return len(Client(headers={"accept-encoding": "br"}, SERVER_NAME="127.0.0.1").get(path).content)


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            time.sleep(1)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
