"""Each kind of file is cleaned by its own rule; a text is kept as it is."""

import shutil
from pathlib import Path

from rumo.ground.files.rules import packages, pdfs, pictures
from rumo.ground.files.rules.kinds import Kind


def clean(source: Path, target: Path, kind: Kind) -> None:
    """Write to `target` what `source` shows, without what tells on its author or acts on its reader. Raises `FileRefused`."""
    if kind.family == "pdf":
        pdfs.clean(source, target)
    elif kind.family == "package":
        packages.clean(source, target)
    elif kind.family == "text":
        shutil.copyfile(source, target)
    else:
        pictures.clean(source, target, kind.family)
