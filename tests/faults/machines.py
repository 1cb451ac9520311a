"""A PostgreSQL and a server of our own, started, killed and started again as a power cut would have it."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from scripts.postgres import programs

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(true, patience=PATIENCE, step=0.05):
    """Wait until something is so; return the seconds it took."""
    begun = time.monotonic()
    while not true():
        if time.monotonic() - begun > patience:
            raise TimeoutError(f"not so after {patience:.0f} s: {true}")
        time.sleep(step)
    return time.monotonic() - begun


def _children(pid):
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                    found.append(int(entry.name))
    return found


class Postgres:
    """A cluster in a folder of its own, that writes to the disk as in use."""

    def __init__(self, home, data=None):
        self.home, self.port = Path(home), free_port()
        self.data = Path(data) if data else self.home / "data"
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/rumo"
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._as:
            self.home.chmod(0o755)
            for parent in self.home.parents:  # the user postgres must be let in
                if parent == Path("/tmp"):
                    break
                parent.chmod(parent.stat().st_mode | 0o011)
            shutil.chown(self.home, "postgres")
            if data:
                shutil.chown(self.data, "postgres")
        options = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"]
        made = [*self._as, str(programs() / "initdb"), "-D", str(self.data), *options]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=self.home)

    def start(self, *options):
        """Start it and wait until it answers; `options` as -c takes them."""
        said = [
            f"port={self.port}",
            f"unix_socket_directories={self.home}",
            "listen_addresses=127.0.0.1",
            *options,
        ]
        command = [
            str(programs() / "postgres"),
            "-D",
            str(self.data),
            *[part for one in said for part in ("-c", one)],
        ]
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*self._as, *command], stdout=log, stderr=log, cwd=self.home, start_new_session=True
            )
        until(self.answers)
        return self

    def answers(self):
        with contextlib.suppress(psycopg.Error):
            psycopg.connect(self.url.rpartition("/")[0] + "/postgres", connect_timeout=2).close()
            return True
        return False

    def make(self):
        """Make the database."""
        with psycopg.connect(self.url.rpartition("/")[0] + "/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE rumo")

    def kill(self):
        """Kill the postmaster and everything it started, at once: what was only in memory is gone."""
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        for one in (pid, *_children(pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self.process.wait(PATIENCE)
        until(lambda: not _children(pid) and not self.answers())

    def stop(self):
        """Stop it as an administrator does."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)


class Site:
    """The site as it is served, with data and keys in a folder of its own."""

    def __init__(self, url, home, application="", **environment):
        self.port, self.application = free_port(), application
        known = {
            "DATABASE_URL": url,
            "RUMO_DATA_DIR": str(home),
            "RUMO_SENDS_A_MINUTE": "1000000",
            "RUMO_SECRET_KEY": "faults-only",
            "PYTHONPATH": str(ROOT),
        }
        self.env = {**os.environ, **known, "RUMO_BASE_URL": f"http://127.0.0.1:{self.port}", **environment}
        self.env["DJANGO_SETTINGS_MODULE"] = "rumo.config.settings"

    def rumo(self, *words):
        self.run("from rumo.doors.desk.main import main; main()", *words)

    def run(self, code, *words, data=None):
        """Run some Python with this site's settings; return what it prints."""
        command = [sys.executable, "-c", code, *words]
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.env,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            input=data,
            timeout=300,
        ).stdout

    def start(self, log):
        """Serve by two processes and wait until the site answers."""
        if self.application:
            self.run("import django; django.setup(); from rumo.doors.desk.statics import gather; gather()")
            command = [
                sys.executable,
                "-m",
                "granian",
                "--interface",
                "wsgi",
                "--host",
                "127.0.0.1",
                "--port",
                str(self.port),
            ]
            command += [
                "--workers",
                "2",
                "--blocking-threads",
                "4",
                "--backpressure",
                "128",
                "--log-level",
                "warning",
                self.application,
            ]
        else:
            serve = "from rumo.doors.desk.main import main; main()"
            command = [sys.executable, "-c", serve, "serve", "--port", str(self.port), "--workers", "2"]
        with Path(log).open("ab") as file:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=file, stderr=file, start_new_session=True
            )
        until(self.answers)
        return self

    def answers(self):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 0.5).close()
            return True
        return False

    def kill(self):
        """Kill all of its processes at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)
        until(lambda: not self.answers())

    def stop(self):
        """Let requests under way finish."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
