"""A file as read by its carrier: raw values for the plan file's checks, and where in the file each of them stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rumo.science.planfile import Fault


@dataclass(frozen=True)
class RawFile:
    """`raw` is the JSON shape; `cells` says where a path stood (empty for JSON, whose places are the paths themselves).

    `faults` are what the carrier itself refuses (already at their cells); `refused` the paths these speak of, so that
    nothing is said twice.
    """

    raw: Any
    cells: dict[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    refused: frozenset[str] = frozenset()

    def place(self, path: str) -> str:
        """Where `path` stood in the file: its cell, else that of the nearest thing around it, else the path itself."""
        near = path
        while near and near not in self.cells:
            near = near[: max(near.rfind("."), near.rfind("["), 0)]
        return self.cells.get(near, path)

    def place_all(self, faults: Iterable[Fault]) -> tuple[Fault, ...]:
        """The carrier's own faults, then the plan file's at their cells, without those about a value already refused."""
        said = (
            Fault(self.place(fault.where), fault.message)
            for fault in faults
            if fault.where not in self.refused
        )
        return (*self.faults, *said)
