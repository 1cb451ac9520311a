"""Several people at once: threads that each have a connection of their own, on either database."""

import sqlite3
import threading
from contextlib import contextmanager

from django.db import connection, connections


@contextmanager
def true_database(tmp_path):
    """Have threads meet in a database that locks as in production: SQLite's in memory refuses where one on a disk waits."""
    if connection.vendor != "sqlite":
        yield
        return
    settings = connections.settings["default"]
    name = settings["NAME"]
    path = tmp_path / "race.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(path) as disk:
        connection.connection.backup(disk)
    disk.close()
    settings["NAME"] = str(path)
    try:
        yield
    finally:
        settings["NAME"] = name


def together(*acts):
    """Begin acts at the same time, each in a thread; return what each returned, in order. An act's exception is raised here."""
    ready, got = threading.Barrier(len(acts)), [None] * len(acts)

    def run(at, act):
        try:
            ready.wait()
            got[at] = act()
        except BaseException as error:
            got[at] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in got:
        if isinstance(result, BaseException):
            raise result
    return got
