"""A load of our own over loopback: processes that each keep one connection busy, and count what came back whole."""

from __future__ import annotations

import multiprocessing
import socket
import time
from typing import NamedTuple


class Load(NamedTuple):
    """What a load measured: requests answered a second, bytes of one answer's body, its status."""

    rate: float
    body: int
    status: int
    etag: str


def load(port: int, path: str, *, headers: str = "", connections: int = 4, seconds: float = 4.0) -> Load:
    """Ask the same page from `connections` processes for some seconds, after a first answer that warms it."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\n{headers}Connection: keep-alive\r\n\r\n"
    ).encode()
    status, body, etag = _once(port, request)
    with multiprocessing.get_context("fork").Pool(connections) as pool:
        counts = pool.starmap(_ask, [(port, request, seconds)] * connections)
    return Load(sum(counts), body, status, etag)


def _once(port: int, request: bytes) -> tuple[int, int, str]:
    with socket.create_connection(("127.0.0.1", port)) as wire:
        wire.sendall(request)
        head, body = _answer(wire)
    lines = head.decode("latin-1").split("\r\n")
    etag = next((line.split(": ", 1)[1] for line in lines if line.lower().startswith("etag: ")), "")
    return int(lines[0].split()[1]), body, etag


def _ask(port: int, request: bytes, seconds: float) -> float:
    count, begin = 0, time.perf_counter()
    with socket.create_connection(("127.0.0.1", port)) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while time.perf_counter() - begin < seconds:
            wire.sendall(request)
            _answer(wire)
            count += 1
    return count / (time.perf_counter() - begin)


def _answer(wire: socket.socket) -> tuple[bytes, int]:
    """Read one answer to its end; return its head and the length of its body."""
    data = wire.recv(65536)
    while b"\r\n\r\n" not in data:
        data += wire.recv(65536)
    head, _, rest = data.partition(b"\r\n\r\n")
    low = head.lower()
    at = low.find(b"content-length: ")
    wanted = int(low[at + 16 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
    got = len(rest)
    while got < wanted:
        got += len(wire.recv(262144))
    return head, wanted
