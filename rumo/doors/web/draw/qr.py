"""A QR code as one drawn path: for paper and telephones, never the only way to what it holds."""

from dataclasses import dataclass

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
    path = "".join(
        f"M{x + MARGIN} {y + MARGIN}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return Code(len(rows) + 2 * MARGIN, path)
