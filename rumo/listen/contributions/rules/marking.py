"""That a person takes part once: of which contributions it is asked, and the mark that says so and nothing of who it is."""

import hashlib
import hmac
import re

from rumo.ground.ledger.rules.keys import secret
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Kind

COUNTED = frozenset({Kind.QUESTIONNAIRE.value, Kind.BALLOT.value, Kind.SUPPORT.value})
"""What is counted by heads. A comment, a proposal, a statement or a position weighs by what it says, however often one writes."""
_CARD = re.compile(r"(\d{8})\d[a-z0-9]{2}\d")


def asks_who(consultation: Consultation, kind: str) -> bool:
    """Tell whether a contribution of this kind is taken from each person once."""
    return consultation.once and kind in COUNTED


def mark_of(consultation: Consultation, identity: str, *, kind: str, about: str = "") -> str:
    """Return the mark of a person in one consultation, kind and proposal: an HMAC with its pepper (hex); raises KeyGone after closing.

    It cannot be led back to the person, and no other consultation makes the same of them (docs/privacy.md).
    """
    said = "\n".join((kind, about, plain(identity))).encode()
    return hmac.new(secret(f"pepper-{consultation.slug}"), said, hashlib.sha256).hexdigest()


def plain(identity: str) -> str:
    """Return the number of a document as any spelling of it has it; of a citizen's card, the civil number that it begins with."""
    bare = "".join(one for one in identity.casefold() if one.isalnum())
    card = _CARD.fullmatch(bare)
    return card[1] if card else bare
