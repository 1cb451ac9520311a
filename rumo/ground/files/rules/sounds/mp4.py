"""MP4 and M4A: every box at its place, since others point at it; those that tell of maker, place or date are filled with zeros (ISO 14496-12)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rumo.ground.files.rules.sounds.heard import Damaged, Heard, NotSound

_OPEN = {b"moov", b"trak", b"mdia", b"minf", b"dinf", b"stbl", b"edts", b"mvex", b"moof", b"traf"}
_KEPT = {
    b"ftyp", b"styp", b"mdat", b"sidx", b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"smhd", b"dref", b"elst", b"stsd", b"stts",
    b"stsc", b"stsz", b"stco", b"co64", b"sgpd", b"sbgp", b"trex", b"mehd", b"mfhd", b"tfhd", b"tfdt", b"trun",
}  # fmt: skip
_DATED = {b"mvhd", b"tkhd", b"mdhd"}
_DEEPEST = 8  # boxes in boxes
_NAME = 24  # where a handler says its name


class _Box(NamedTuple):
    """A box: its kind, where it begins, where its content does, where it ends."""

    kind: bytes
    start: int
    body: int
    end: int


@dataclass(slots=True)
class _Found:
    """What was met on the way: the kinds of tracks, the units of a second, the longest time, bytes of sound."""

    tracks: list[bytes] = field(default_factory=list)
    scale: int = 0
    units: int = 0
    sound: int = 0
    pieces: int = 0


def cleaned(data: bytes) -> Heard:
    """Return the file with nothing but sound in it; raises Damaged, and NotSound where a track is of pictures or anything else."""
    out, found = bytearray(data), _Found()
    _still(out, 0, len(out), found, 0)
    if not found.tracks or not found.scale:
        raise Damaged
    if found.tracks != [b"soun"]:
        raise NotSound
    seconds = found.units / found.scale
    if found.pieces:  # written while it was recorded: the last piece has a beginning and no end
        seconds = max(seconds, 1.0)
    return Heard(bytes(out), seconds if found.sound else 0.0)


def _still(out: bytearray, at: int, end: int, found: _Found, depth: int) -> None:
    """Quieten every box of a stretch, and those inside it."""
    if depth > _DEEPEST:
        raise Damaged
    for box in _boxes(out, at, end):
        if box.kind in _OPEN:
            found.pieces += box.kind == b"moof"
            _still(out, box.body, box.end, found, depth + 1)
        elif box.kind in _KEPT:
            _read(out, box, found)
        else:
            out[box.start + 4 : box.start + 8] = b"free"
            out[box.body : box.end] = bytes(box.end - box.body)


def _boxes(out: bytearray, at: int, end: int) -> Iterator[_Box]:
    while at < end:
        size, kind = struct.unpack_from(">I4s", out, at)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", out, at + 8)[0], 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            raise Damaged
        yield _Box(kind, at, at + head, at + size)
        at += size


def _read(out: bytearray, box: _Box, found: _Found) -> None:
    """Note what a box says of the sound, and take out of it when it was made and what the maker calls it."""
    wide = out[box.body] if box.body < box.end else 0  # version 1 writes times in eight bytes
    if box.kind in _DATED:
        out[box.body + 4 : box.body + (20 if wide else 12)] = bytes(16 if wide else 8)
    if box.kind == b"mdhd":
        form, place = (">IQ", 20) if wide else (">II", 12)
        found.scale, units = struct.unpack_from(form, out, box.body + place)
        if units < 1 << (63 if wide else 31):  # all ones: not known
            found.units = max(found.units, units)
    elif box.kind == b"tfdt":
        found.units = max(found.units, struct.unpack_from(">Q" if wide else ">I", out, box.body + 4)[0])
    elif box.kind == b"hdlr":
        found.tracks.append(bytes(out[box.body + 8 : box.body + 12]))
        out[box.body + _NAME : box.end] = bytes(max(0, box.end - box.body - _NAME))
    elif box.kind == b"mdat":
        found.sound += box.end - box.body
