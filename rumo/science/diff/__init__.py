"""What changed between two versions of a document: by part, by permanent name, and word by word within a part."""

from rumo.science.diff.parts import Pair, Part, aligned
from rumo.science.diff.wording import IN, OUT, SAME, Piece, after, before, words

__all__ = ["IN", "OUT", "SAME", "Pair", "Part", "Piece", "after", "aligned", "before", "words"]
