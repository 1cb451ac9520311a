"""What synthesis refuses, in words fit for whoever asked."""

from typing import Any


class SynthesisRefused(Exception):
    """Something that cannot be done as it is; `field` is what to mend."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


class Conflict(SynthesisRefused):
    """Somebody else wrote in the meantime; `standing` is the row as it stands now."""

    def __init__(self, words: str, standing: Any) -> None:
        super().__init__(words)
        self.standing = standing
