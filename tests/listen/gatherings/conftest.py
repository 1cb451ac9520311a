"""What these tests stand on: an antivirus that answers as it is told."""

from tests.ground.files.conftest import speaker

__all__ = ["speaker"]
