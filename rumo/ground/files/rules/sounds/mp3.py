"""MP3: its frames one after the other; the tags before and after them are left out."""

from typing import NamedTuple

from rumo.ground.files.rules.sounds.heard import Damaged, Heard

_V1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kbit/s
_V2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_AFTER_TAG = 4096  # bytes in which the first frame is looked for


class _Frame(NamedTuple):
    """One frame: its bytes with the header, how long it sounds."""

    size: int
    seconds: float


def cleaned(data: bytes) -> Heard:
    """Return the frames alone, up to the first thing that is none; raises Damaged where there are none."""
    start = _first(data, _past_tag(data))
    at, seconds = start, 0.0
    while (frame := _frame(data, at)) and at + frame.size <= len(data):
        at += frame.size
        seconds += frame.seconds
    return Heard(data[start:at], seconds)


def is_frame(head: bytes) -> bool:
    """Tell whether bytes begin with a frame of layer III."""
    return _frame(head, 0) is not None


def _past_tag(data: bytes) -> int:
    """Return where the tag before the sound ends: its size is written in four times seven bits."""
    if not data.startswith(b"ID3"):
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _first(data: bytes, at: int) -> int:
    """Return where the first two frames in a row begin."""
    for place in range(at, min(at + _AFTER_TAG, len(data))):
        frame = _frame(data, place)
        if frame and (place + frame.size == len(data) or _frame(data, place + frame.size)):
            return place
    raise Damaged


def _frame(data: bytes, at: int) -> _Frame | None:
    """Return the frame that begins here; None where none does."""
    head = data[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, rate, power = head[1] >> 3 & 3, head[2] >> 2 & 3, head[2] >> 4
    if version not in _RATES or rate == 3 or power in (0, 15):
        return None
    samples, kilobits = (1152, _V1[power]) if version == 3 else (576, _V2[power])
    hertz = _RATES[version][rate]
    return _Frame(samples * kilobits * 125 // hertz + (head[2] >> 1 & 1), samples / hertz)
