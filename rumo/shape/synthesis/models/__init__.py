"""What synthesis keeps: the answers to what was said; the codebook and what was read with it; what was found."""

from rumo.shape.synthesis.models.answers import Answered, Disposition, Response
from rumo.shape.synthesis.models.coding import (
    Codebook,
    CodebookSource,
    Coding,
    Reading,
    Theme,
    ThemeLineage,
    Topic,
    TopicPassage,
)
from rumo.shape.synthesis.models.findings import Evidence, Finding, FindingTag, FindingTheme, FindingVote

__all__ = [
    "Answered",
    "Codebook",
    "CodebookSource",
    "Coding",
    "Disposition",
    "Evidence",
    "Finding",
    "FindingTag",
    "FindingTheme",
    "FindingVote",
    "Reading",
    "Response",
    "Theme",
    "ThemeLineage",
    "Topic",
    "TopicPassage",
]
