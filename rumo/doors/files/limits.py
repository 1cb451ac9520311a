"""What a file may weigh on its way in, and the refusal that names the limit."""

from __future__ import annotations

from collections.abc import Iterable

from rumo.science.planfile import Fault

MEGABYTE = 1024 * 1024
FILE_BYTES = 20 * MEGABYTE
UNPACKED_BYTES = 200 * MEGABYTE
ROWS = 50_000
BODY_BYTES = 5 * MEGABYTE
"""What one sending to the API may weigh."""
CELLS = 5_000_000
"""Cells of the smallest rectangle that holds a sheet's values: one stray cell far away costs as much as a full sheet."""
CELL_UNITS = 32_767
"""UTF-16 units that one cell of a workbook holds."""
NAME = 255
"""Characters of a file's name that messages show."""


class FileRefused(ValueError):
    """A file that cannot be read at all; `faults` says why, one clear line each."""

    def __init__(self, *faults: Fault) -> None:
        """Keep the faults, and show them as the message."""
        self.faults = faults
        super().__init__("\n".join(f"{fault.where}: {fault.message}" for fault in faults))


def refuse(where: str, message: str) -> FileRefused:
    """A refusal of one line."""
    return FileRefused(Fault(where, message))


def check_rows(where: str, counts: Iterable[int]) -> None:
    """Refuse a workbook whose sheets hold more than `ROWS` rows together."""
    total = sum(counts)
    if total > ROWS:
        raise refuse(
            where, f"tem {thousands(total)} linhas; o limite são {thousands(ROWS)}: divida o ficheiro"
        )


def thousands(number: int) -> str:
    """A whole number with its thousands apart by a no-break space, as in 50 000."""
    return f"{number:,}".replace(",", "\u00a0")
