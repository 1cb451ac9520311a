"""Which of the languages Rumo knows a text seems to be in: only to check what its writer said.

py3langid (naive Bayes over pieces of words: Lui and Baldwin, langid.py, ACL 2012), whose model is inside its wheel, held to our languages. Languages it was
not held to are taken for the nearest of ours; a text in two languages for one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from rumo.science.text.folding import bare
from rumo.science.text.languages import NAMES

LEAST = 8
"""Bytes of letters and figures (UTF-8) under which a text says too little."""
SURE = 0.5
"""Probability under which nothing is said."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A language by its code, and the model's probability for it (SURE to 1)."""

    code: str
    share: float


def guess(text: str) -> Guess | None:
    """Return the language a text seems to be in; None where it is too short, or no language stands out."""
    if len(bare(text).encode()) < LEAST:
        return None
    code, share = _identifier().classify(text)
    return Guess(str(code), float(share)) if share >= SURE else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """Load the model once, a fraction of a second, and hold it to our languages."""
    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages(list(NAMES))
    return made
