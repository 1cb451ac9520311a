"""Every write of synthesis: answers; codebooks, themes and what is coded with them; findings."""

from rumo.shape.synthesis.actions.answering import (
    LETTER,
    REASON,
    ResponseRefused,
    declare_answered,
    respond,
    tell,
)
from rumo.shape.synthesis.actions.coding import (
    JOB,
    Group,
    ask_topics,
    code,
    keep_topics,
    mark_read,
    take_back,
)
from rumo.shape.synthesis.actions.finding import (
    FindingSaid,
    discard_finding,
    publish_finding,
    rewrite_finding,
    withdraw_finding,
    write_finding,
)
from rumo.shape.synthesis.actions.refusing import Conflict, SynthesisRefused
from rumo.shape.synthesis.actions.theming import (
    ThemeSaid,
    add_source,
    add_theme,
    merge,
    open_codebook,
    retire_theme,
    rewrite_theme,
    split,
)

__all__ = [
    "JOB",
    "LETTER",
    "REASON",
    "Conflict",
    "FindingSaid",
    "Group",
    "ResponseRefused",
    "SynthesisRefused",
    "ThemeSaid",
    "add_source",
    "add_theme",
    "ask_topics",
    "code",
    "declare_answered",
    "discard_finding",
    "keep_topics",
    "mark_read",
    "merge",
    "open_codebook",
    "publish_finding",
    "respond",
    "retire_theme",
    "rewrite_finding",
    "rewrite_theme",
    "split",
    "take_back",
    "tell",
    "withdraw_finding",
    "write_finding",
]
