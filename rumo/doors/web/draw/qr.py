"""A QR code as one drawn path: for paper and telephones, never the only way to what it holds."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import qrcode

MARGIN = 4
"""Modules of white around, as the standard asks (ISO/IEC 18004)."""
MASK = 2


@dataclass(frozen=True, slots=True)
class Code:
    """The side in modules, margin included, and the path of the dark ones."""

    side: int
    path: str


def qr(text: str) -> Code:
    """Return a text as a QR code that is read even with a quarter of it dirty."""
    # one mask for all: to look for the best of eight costs ten times as much as the rest of the receipt's drawing, and readers take any
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0, mask_pattern=MASK)
    made.add_data(text)
    made.make()
    rows = made.get_matrix()
    path = "".join(_across(row, y + MARGIN) for y, row in enumerate(rows))
    return Code(len(rows) + 2 * MARGIN, path)


def _across(row: list[bool], y: int) -> str:
    """The dark modules of a row: one bar for those that stand side by side."""
    bars = []
    for dark, several in groupby(enumerate(row, MARGIN), itemgetter(1)):
        if dark:
            x = next(several)[0]
            wide = 1 + sum(1 for _ in several)
            bars.append(f"M{x} {y}h{wide}v1h-{wide}z")
    return "".join(bars)
