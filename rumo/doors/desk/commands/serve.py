"""`rumo serve`: the public site on one port, by as many processes as asked."""

import errno
import os
import socket
import sys
from typing import Annotated

import typer
from django.core.servers.basehttp import get_internal_wsgi_application

from rumo.doors.desk.database import missing_migrations
from rumo.doors.desk.demopeople import how_to_enter
from rumo.doors.desk.refusal import Refusal
from rumo.doors.desk.statics import gather

LOOPBACK = "127.0.0.1"
THREADS = 4  # a process: Python runs one at a time, the others wait for the database
WAITING = 128  # requests a process takes in before the system's own queue holds the rest


def register(app: typer.Typer) -> None:
    """Add `serve`."""
    app.command()(serve)


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")] = 2,
    host: Annotated[
        str, typer.Option(help="Address to listen on; anything but loopback belongs behind TLS.")
    ] = LOOPBACK,
) -> None:
    """Serve the site until interrupted (Ctrl+C or SIGTERM let requests under way finish)."""
    command = ready(host, port, workers)
    for line in (*where_to_look(os.environ["RUMO_BASE_URL"].rstrip("/")), *how_to_enter(port)):
        typer.echo(line)
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, no shell


def ready(host: str, port: int, workers: int) -> list[str]:
    """Make everything ready to be served, name the public address if nobody has, and return the server's command.

    Raise Refusal for a database behind this version and for a port that is taken.
    """
    if missing := missing_migrations():
        raise Refusal(
            f"The database lacks {len(missing)} migrations of this version: run `rumo migrate` first."
        )
    check_free(host, port)
    gather()
    get_internal_wsgi_application()  # what does not load is said once here, not by every process in turn
    seen_at = LOOPBACK if host == "0.0.0.0" else host  # noqa: S104 - compared, not bound
    os.environ.setdefault("RUMO_BASE_URL", f"http://{seen_at}:{port}")
    return server_command(host, port, workers)


def check_free(host: str, port: int) -> None:
    """Raise Refusal when nothing can listen there: the port is taken, or the address is not this machine's."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Refusal(
                    f"Port {port} is taken by another program: choose another (--port N; make run PORT=N)."
                ) from None
            raise Refusal(f"Cannot listen on {host}, port {port}: {error.strerror}.") from None


def where_to_look(address: str) -> tuple[str, ...]:
    """Return the lines that tell a newcomer what to open."""
    return (
        f"Rumo answers at {address}/ (Ctrl+C stops it)",
        f"  dashboard      {address}/pt/painel/",
        f"  how it is made {address}/pt/metodologia/",
        f"  data and API   {address}/pt/dados/",
        f"  the office     {address}/pt/gabinete/",
    )


def server_command(host: str, port: int, workers: int) -> list[str]:
    """Return the command that takes this process's place: a server that starts again a worker that dies."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += [
        "--workers",
        str(workers),
        "--no-ws",
        "--respawn-failed-workers",
        "--workers-kill-timeout",
        "30",
    ]
    command += ["--blocking-threads", str(THREADS), "--backpressure", str(WAITING)]
    return [*command, "--log-level", "warning", "rumo.config.wsgi:application"]
