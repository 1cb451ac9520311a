"""What comes of reading a sound, and the two ways in which it cannot be read."""

from typing import NamedTuple


class Heard(NamedTuple):
    """The bytes that are kept, and how long they sound, in seconds."""

    data: bytes
    seconds: float


class Damaged(ValueError):
    """The container does not hold together."""


class NotSound(ValueError):
    """The container holds something beside one recording."""
