"""Recordings for tests, made byte by byte: a second of silence in every container, each with words in it that tell on its author."""

import struct
import zlib

MARK = b"Casa da pessoa, exemplo"
"""What no recording may hold once it is in."""
_MIRROR = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
PACKET = b"\xf8\xff\xfe"  # 20 ms of silence in Opus
HEAD = struct.pack("<8sBBHIHB", b"OpusHead", 1, 1, 312, 48_000, 0, 0)


def wav(seconds=1.0, *, mark=MARK, rate=8_000):
    """PCM of 16 bits, a list of words before and after."""
    words = _chunk(b"LIST", b"INFO" + _chunk(b"IART", mark))
    form = _chunk(b"fmt ", struct.pack("<HHIIHH", 1, 1, rate, rate * 2, 2, 16))
    inside = b"WAVE" + form + words + _chunk(b"data", bytes(int(seconds * rate) * 2)) + words
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def _chunk(name, data):
    return struct.pack("<4sI", name, len(data)) + data + bytes(len(data) % 2)


def mp3(seconds=1.0, *, mark=MARK):
    """Frames of MPEG 1 at 32 kbit/s, a tag before and one after."""
    frame = b"\xff\xfb\x10\xc4" + bytes(100)
    return (
        b"ID3\x03\x00\x00\x00\x00\x00"
        + bytes([len(mark)])
        + mark
        + frame * int(seconds * 44_100 / 1152)
        + b"TAG"
        + mark
    )


def ogg(seconds=1.0, *, mark=MARK, serial=7, head=HEAD, comments=b"OpusTags"):
    """Opus in pages of 25 packets, the comments over as many pages as they need."""
    told = comments + struct.pack("<I", 4) + b"Rumo" + struct.pack("<II", 1, len(mark)) + mark
    packets = [PACKET] * int(seconds * 50)
    out = [_page([head], 0, 0, serial, 2)]
    out += [_page([told], len(out), 0, serial, 0)]
    for start in range(0, len(packets), 25):
        some = packets[start : start + 25]
        out.append(_page(some, len(out), 312 + (start + len(some)) * 960, serial, 0))
    return b"".join(out)


def _page(packets, number, granule, serial, flags):
    table = b"".join(b"\xff" * (len(one) // 255) + bytes([len(one) % 255]) for one in packets)
    return page(b"".join(packets), table, number, granule, serial, flags)


def page(body, table, number, granule, serial=7, flags=0):
    """One page of Ogg with its sum."""
    head = (
        struct.pack("<4sBBqIII", b"OggS", 0, flags, granule, serial, number, 0) + bytes([len(table)]) + table
    )
    mirrored = (head + body).translate(_MIRROR)
    crc = int(f"{zlib.crc32(mirrored, 0xFFFFFFFF) ^ 0xFFFFFFFF:032b}"[::-1], 2)
    return head[:22] + struct.pack("<I", crc) + head[26:] + body


def webm(seconds=1.0, *, mark=MARK, kind=2, codec=b"A_OPUS", tracks=1, grouped=False, scaled=True):
    """Opus in clusters of unknown length, as a browser records it."""
    audio = element(
        b"\xe1",
        element(b"\xb5", struct.pack(">d", 48_000)) + element(b"\x9f", b"\x01") + element(b"\xec", mark),
    )
    entry = element(
        b"\xae",
        element(b"\xd7", b"\x01") + element(b"\x73\xc5", b"\x05") + element(b"\x83", bytes([kind])) + element(b"\x86", codec)
        + element(b"\x63\xa2", HEAD) + element(b"\x53\x6e", mark) + audio,
    )  # fmt: skip
    info = element(b"\x44\x61", bytes(8)) + element(b"\x7b\xa9", mark) + element(b"\x57\x41", mark)
    info += element(b"\x2a\xd7\xb1", b"\x0f\x42\x40") if scaled else b""
    out = element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", b"webm")) + b"\x18\x53\x80\x67\x01" + b"\xff" * 7
    out += element(b"\x15\x49\xa9\x66", info) + element(b"\x16\x54\xae\x6b", entry * tracks)
    for second in range(int(seconds) + 1):
        out += b"\x1f\x43\xb6\x75\x01" + b"\xff" * 7 + element(b"\xe7", struct.pack(">H", second * 1000))
        for part in range(min(50, int(seconds * 50) - second * 50)):
            block = b"\x81" + struct.pack(">hB", part * 20, 0x80) + PACKET
            out += (
                element(b"\xa0", element(b"\xa1", block) + element(b"\x75\xa1", mark))
                if grouped
                else element(b"\xa3", block)
            )
    return out + element(b"\x12\x54\xc3\x67", mark)


def element(name, body):
    """One element of EBML, its size in two bytes."""
    return name + struct.pack(">H", 0x4000 | len(body)) + body


def mp4(seconds=1.0, *, mark=MARK, handlers=(b"soun",), wide=False, pieces=False, sound=64):
    """M4A as a telephone writes it, with its place in `udta` and its date in the heads; `pieces`: as it is while one records."""
    length, version = int(seconds * 1000), bytes([wide]) + bytes(3)
    date = struct.pack(">QQ" if wide else ">II", 3_900_000_000, 3_900_000_000)
    units = 0 if pieces else length
    mdhd = box(b"mdhd", version + date + struct.pack(">IQ" if wide else ">II", 1000, units) + bytes(4))
    mvhd = box(b"mvhd", version + date + bytes(80))
    traks = b"".join(
        box(b"trak", box(b"mdia", mdhd + box(b"hdlr", bytes(8) + handler + bytes(12) + mark + b"\0")))
        for handler in handlers
    )
    out = box(b"ftyp", b"M4A " + bytes(4)) + box(b"moov", mvhd + traks + box(b"udta", box(b"\xa9xyz", mark)))
    if pieces:
        time = struct.pack(">Q" if wide else ">I", length)
        out += box(b"moof", box(b"traf", box(b"tfdt", version + time)))
    long = struct.pack(">I4sQ", 1, b"mdat", 16 + sound) + bytes(sound)
    return out + box(b"free", mark) + (long if wide else box(b"mdat", bytes(sound)))


def box(name, body):
    """One box of MP4."""
    return struct.pack(">I4s", 8 + len(body), name) + body
