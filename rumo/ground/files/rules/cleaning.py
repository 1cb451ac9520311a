"""Each kind of file is cleaned by its own rule; a text is kept as it is."""

import shutil
from pathlib import Path

from rumo.ground.files.rules import packages, pdfs, pictures, sounds
from rumo.ground.files.rules.kinds import SOUNDS, Kind


def clean(source: Path, target: Path, kind: Kind) -> None:
    """Write to `target` what `source` shows, without what tells on its author or acts on its reader. Raises `FileRefused`."""
    if kind.family == "pdf":
        pdfs.clean(source, target)
    elif kind.family == "package":
        packages.clean(source, target)
    elif kind.family == "text":
        shutil.copyfile(source, target)
    elif kind in SOUNDS:
        sounds.clean(source, target, kind.family)
    else:
        pictures.clean(source, target, kind.family)
