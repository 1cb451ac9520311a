"""What is raised when something somebody says cannot be taken."""

from collections.abc import Sequence

from rumo.listen.contributions.rules.saying import Wrong


class NotAccepted(Exception):
    """A contribution that cannot be taken as it is: `faults` say what, where and what to do; nothing was kept."""

    def __init__(self, faults: Sequence[Wrong]) -> None:
        super().__init__(" ".join(fault.text for fault in faults))
        self.faults = tuple(faults)


class NotOpen(NotAccepted):
    """What came before the term or after it."""


class AlreadyUsed(NotAccepted):
    """Another contribution came with this very token before."""
