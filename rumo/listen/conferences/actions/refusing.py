"""What is raised when something of a conference cannot be done."""

from collections.abc import Mapping, Sequence

from rumo.listen.conferences.rules.clashing import Trouble


class ConferenceRefused(Exception):
    """An act that cannot be done as it is: `faults` say by field what to mend; nothing was kept."""

    def __init__(self, words: str = "", *, faults: Mapping[str, str] | None = None) -> None:
        self.faults = dict(faults or {})
        super().__init__(words or " ".join(self.faults.values()))


class ProgrammeRefused(ConferenceRefused):
    """A programme that would clash: `troubles` name each clash; nothing was kept."""

    def __init__(self, troubles: Sequence[Trouble]) -> None:
        super().__init__(" ".join(one.words for one in troubles))
        self.troubles = tuple(troubles)
