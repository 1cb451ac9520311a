"""Ogg with Opus: every page as it is, but for the comments, which are emptied in place (RFC 3533, RFC 7845)."""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from rumo.ground.files.rules.sounds.heard import Damaged, Heard, NotSound

_HERTZ = 48_000  # Opus counts in this whatever it was recorded at
_EMPTY = b"OpusTags" + bytes(8)  # no vendor, no comments; what follows is padding
_MIRROR = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class _Page(NamedTuple):
    """Where a page lies and its table of segment lengths."""

    start: int
    body: int
    end: int
    table: bytes
    granule: int
    serial: int


def cleaned(data: bytes) -> Heard:
    """Return the one stream of a file, its comments emptied; raises Damaged, and NotSound for several streams or another codec."""
    pages = list(_pages(data))
    if len(pages) < 2:
        raise Damaged
    if len({page.serial for page in pages}) > 1 or not data.startswith(b"OpusHead", pages[0].body):
        raise NotSound
    out = bytearray(data[: pages[-1].end])
    _empty(out, pages[1:])
    skipped = struct.unpack_from("<H", data, pages[0].body + 10)[0]
    last = max(page.granule for page in pages)
    return Heard(bytes(out), (last - skipped) / _HERTZ)


def _pages(data: bytes) -> Iterator[_Page]:
    """Yield the whole pages from the beginning; what comes after the last is none."""
    at = 0
    while data.startswith(b"OggS", at) and at + 27 <= len(data):
        granule, serial = struct.unpack_from("<qI", data, at + 6)
        table = data[at + 27 : at + 27 + data[at + 26]]
        body = at + 27 + data[at + 26]
        end = body + sum(table)
        if end > len(data):
            return
        yield _Page(at, body, end, table, granule, serial)
        at = end


def _empty(out: bytearray, pages: list[_Page]) -> None:
    """Write an empty comment over the first packet of these pages, and their sums anew."""
    if not out.startswith(b"OpusTags", pages[0].body):
        raise Damaged
    left = _EMPTY
    for page in pages:
        ends = next((place for place, size in enumerate(page.table) if size < 255), None)
        size = sum(page.table) if ends is None else sum(page.table[: ends + 1])
        out[page.body : page.body + size] = left[:size].ljust(size, b"\0")
        left = left[size:]
        _sum(out, page)
        if ends is not None:
            break
    if left:
        raise Damaged


def _sum(out: bytearray, page: _Page) -> None:
    """Write the sum of a page: the CRC of zlib read in a mirror, since Ogg begins each byte at the other end."""
    struct.pack_into("<I", out, page.start + 22, 0)
    mirrored = bytes(out[page.start : page.end]).translate(_MIRROR)
    crc = zlib.crc32(mirrored, 0xFFFFFFFF) ^ 0xFFFFFFFF
    struct.pack_into("<I", out, page.start + 22, int(f"{crc:032b}"[::-1], 2))
