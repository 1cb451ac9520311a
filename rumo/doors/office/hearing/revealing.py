"""Which words of a text may tell who somebody is, said to whoever decides on it before it is shown: a suggestion, never a decision."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from rumo.listen.contributions.models import Passage
from rumo.science.text.redaction import suggestions

KINDS = {
    "email": _("correio eletrónico"),
    "phone": _("telefone"),
    "tax_number": _("número de contribuinte"),
    "social_security": _("número da segurança social"),
    "health_number": _("número de utente"),
    "citizen_card": _("cartão de cidadão"),
    "passport": _("passaporte"),
    "residence_permit": _("título de residência"),
    "document": _("número de documento"),
    "iban": _("conta bancária"),
    "name": _("nome"),
}
"""What each kind is called."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Words of a text, as written, and what they may be."""

    kind: str
    words: str


def telling(passage: Passage) -> list[Telling]:
    """Return what of a text may tell who somebody is, each once, in order (no query)."""
    found: dict[Telling, None] = {}
    for text in (passage.text, passage.rewording):
        for one in suggestions(text):
            found[Telling(str(KINDS[one.kind]), text[one.start : one.end])] = None
    return list(found)
