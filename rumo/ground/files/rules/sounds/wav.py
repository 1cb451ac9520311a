"""WAV: the form of its samples and the samples; lists of names, dates and places are left out."""

import struct

from rumo.ground.files.rules.sounds.heard import Heard

_KEPT = (b"fmt ", b"fact", b"data")


def cleaned(data: bytes) -> Heard:
    """Return a RIFF file of the kept parts alone; raises KeyError without them, struct.error or ZeroDivisionError for a form that says nothing."""
    parts: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        parts.setdefault(name, data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    rate = struct.unpack_from("<I", parts[b"fmt "], 8)[0]
    seconds = len(parts[b"data"]) / rate
    kept = b"".join(
        struct.pack("<4sI", name, len(parts[name])) + parts[name] + bytes(len(parts[name]) % 2)
        for name in _KEPT
        if name in parts
    )
    return Heard(struct.pack("<4sI4s", b"RIFF", 4 + len(kept), b"WAVE") + kept, seconds)
