"""A file somebody sent, for tests."""

import io

from rumo.ground.files import actions as files
from tests.factories.files import docx
from tests.factories.people import AT


def file(name="a"):
    """A Word document, kept as this installation keeps one."""
    return files.receive(stream=io.BytesIO(docx()), name=f"{name}.docx", by="participant", at=AT)
