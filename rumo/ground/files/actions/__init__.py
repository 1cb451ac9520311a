"""Every write of the files: what comes in, what the antivirus says of it, what is taken away."""

from rumo.ground.files.actions.keeping import sweep
from rumo.ground.files.actions.receiving import receive
from rumo.ground.files.actions.scanning import NotWaiting, Scanned, discard, reject, release, scan_waiting

__all__ = [
    "NotWaiting",
    "Scanned",
    "discard",
    "receive",
    "reject",
    "release",
    "scan_waiting",
    "sweep",
]
