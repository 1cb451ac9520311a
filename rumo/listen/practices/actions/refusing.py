"""What is refused of a practice, in words fit for whoever asked."""

from collections.abc import Sequence

from rumo.listen.practices.rules import Wrong


class NotAccepted(Exception):
    """A proposal that cannot be kept as it is: everything to mend, each at its place."""

    def __init__(self, faults: Sequence[Wrong]) -> None:
        super().__init__("; ".join(fault.text for fault in faults))
        self.faults = list(faults)


class PracticeRefused(Exception):
    """An act on a practice that cannot be done; `place` is the field to mend, empty where the state of things forbids it."""

    def __init__(self, words: str, place: str = "") -> None:
        super().__init__(words)
        self.place = place
