"""What somebody may need in order to take part: a closed list, kept as small JSON and told to whoever prepares the room."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rumo.listen.consultations.rules import LANGUAGES

INTERPRETATION = "interpretation"
"""The need that names a language; the others are there or not."""
NEEDS: dict[str, Promise] = {
    INTERPRETATION: _("Interpretação para outra língua"),
    "sign": _("Interpretação em língua gestual"),
    "access": _("Acesso sem degraus, lugar para cadeira de rodas"),
    "childcare": _("Alguém que fique com crianças"),
    "travel": _("Ajuda com a deslocação"),
}
NOTE = 1000
"""Characters of what else somebody says they need."""


def kept(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept of needs: those known, a language only of those there are; all else is left out."""
    found: dict[str, Any] = {
        name: True for name in NEEDS if name != INTERPRETATION and said.get(name) is True
    }
    if said.get(INTERPRETATION) in LANGUAGES:
        found[INTERPRETATION] = said[INTERPRETATION]
    return found
