"""What is answered to an act that cannot be done."""

from collections.abc import Mapping


class GatheringRefused(Exception):
    """An act on a gathering that cannot be done, said in words fit for whoever asked; `faults` by field, where a form has it."""

    def __init__(self, words: str = "", faults: Mapping[str, str] | None = None) -> None:
        self.faults = dict(faults or {})
        super().__init__(words or " ".join(self.faults.values()))
