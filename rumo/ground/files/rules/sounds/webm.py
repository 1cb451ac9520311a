"""WebM with Opus: written anew from its one track and its blocks; titles, dates, programs and tags are left out (RFC 8794, RFC 9559)."""

import struct
from collections.abc import Iterable, Iterator, Sequence

from rumo.ground.files.rules.sounds.heard import Damaged, Heard, NotSound

_EBML, _SEGMENT, _INFO, _TRACKS = (
    b"\x1a\x45\xdf\xa3",
    b"\x18\x53\x80\x67",
    b"\x15\x49\xa9\x66",
    b"\x16\x54\xae\x6b",
)
_CLUSTER, _TIME, _BLOCK, _GROUP, _GROUPED = b"\x1f\x43\xb6\x75", b"\xe7", b"\xa3", b"\xa0", b"\xa1"
_SCALE, _LENGTH, _MUXER, _WRITER = b"\x2a\xd7\xb1", b"\x44\x89", b"\x4d\x80", b"\x57\x41"
_ENTRY, _KIND, _CODEC, _AUDIO = b"\xae", b"\x83", b"\x86", b"\xe1"
# of a track: number, UID, kind, codec, its head, delay, pre-roll; of its sound: rate, channels, depth; of a group: block, duration, padding
_OF_TRACK = (b"\xd7", b"\x73\xc5", _KIND, _CODEC, b"\x63\xa2", b"\x56\xaa", b"\x56\xbb")
_OF_AUDIO = (b"\xb5", b"\x9f", b"\x62\x64")
_OF_GROUP = (_GROUPED, b"\x9b", b"\x75\xa2")
_OPEN = (
    _SEGMENT,
    _CLUSTER,
)  # their size may be unknown while one records: what is inside comes after them in a row
_ONCE = 1_000_000  # nanoseconds of one unit of time, unless it says otherwise
Element = tuple[bytes, bytes]


def cleaned(data: bytes) -> Heard:
    """Return the recording written anew; raises Damaged, and NotSound for another track or codec."""
    scale, track, begun, last = _ONCE, b"", 0, 0
    clusters: list[bytearray] = []
    for name, body in _elements(data):
        if name == _INFO:
            scale = next((_number(value) for key, value in _elements(body) if key == _SCALE), _ONCE)
        elif name == _TRACKS:
            track = _track(body)
        elif name == _CLUSTER:
            clusters.append(bytearray())
        elif name == _TIME:
            begun = _number(body)
            clusters[-1] += _element(_TIME, body)
        elif name in (_BLOCK, _GROUP):
            kept = _kept(body, _OF_GROUP) if name == _GROUP else body
            clusters[-1] += _element(name, kept)
            last = max(last, begun + _since(name, body))
    if not track:
        raise Damaged
    units = float(last)
    info = [
        (_SCALE, scale.to_bytes(8, "big")),
        (_LENGTH, struct.pack(">d", units)),
        (_MUXER, b"-"),
        (_WRITER, b"-"),
    ]
    inside = [(_INFO, _joined(info)), (_TRACKS, track), *((_CLUSTER, bytes(one)) for one in clusters)]
    return Heard(_HEAD + _element(_SEGMENT, _joined(inside)), units * scale / 1e9)


def _track(body: bytes) -> bytes:
    """Return the one track of a file, without its name and language."""
    entries = [value for key, value in _elements(body) if key == _ENTRY]
    said = dict(_elements(entries[0]))
    if len(entries) > 1 or said[_KIND] != b"\x02" or said[_CODEC] != b"A_OPUS":
        raise NotSound
    audio = _element(_AUDIO, _kept(said[_AUDIO], _OF_AUDIO))
    return _element(_ENTRY, _kept(entries[0], _OF_TRACK) + audio)


def _since(name: bytes, body: bytes) -> int:
    """Return when a block sounds, in units since its cluster: written after the number of its track."""
    block = body if name == _BLOCK else dict(_elements(body))[_GROUPED]
    return int(struct.unpack_from(">h", block, _width(block[0]))[0])


def _elements(data: bytes) -> Iterator[Element]:
    """Yield each element as (name, content); of those that are open only the name, then what is inside them."""
    at = 0
    while at < len(data):
        named = _width(data[at])
        name = data[at : at + named]
        at += named
        sized = _width(data[at])
        size = int.from_bytes(data[at : at + sized], "big") & (1 << 7 * sized) - 1
        at += sized
        if name in _OPEN:
            yield name, b""
        else:
            yield name, data[at : at + size]
            at += size


def _width(first: int) -> int:
    """Return how many bytes a name or a size has, by its first byte."""
    if not first:
        raise Damaged
    return 9 - first.bit_length()


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _kept(data: bytes, names: Sequence[bytes]) -> bytes:
    return _joined((name, body) for name, body in _elements(data) if name in names)


def _joined(elements: Iterable[Element]) -> bytes:
    return b"".join(_element(name, body) for name, body in elements)


def _element(name: bytes, body: bytes) -> bytes:
    return name + (1 << 56 | len(body)).to_bytes(8, "big") + body


_HEAD = _element(
    _EBML,
    _joined(
        [
            (b"\x42\x86", b"\x01"), (b"\x42\xf7", b"\x01"), (b"\x42\xf2", b"\x04"), (b"\x42\xf3", b"\x08"),
            (b"\x42\x82", b"webm"), (b"\x42\x87", b"\x04"), (b"\x42\x85", b"\x02"),
        ]
    ),
)  # fmt: skip
