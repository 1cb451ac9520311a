"""What one may choose among: areas, dimensions of frameworks, languages."""

from dataclasses import dataclass

from rumo.ground.vocabularies.models import Term
from rumo.ground.vocabularies.queries import area_keys, terms
from rumo.listen.practices.rules import Known

FRAMEWORKS = "frameworks"
"""The list of frameworks; the dimensions of each stand in the list of its own key."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension of a framework, known as `framework:dimension`."""

    framework: Term
    term: Term

    @property
    def key(self) -> str:
        """Return what it is known by."""
        return f"{self.framework.key}:{self.term.key}"

    def label(self, lang: str) -> str:
        """Return the framework and the dimension in a language."""
        return f"{self.framework.label(lang)}: {self.term.label(lang)}"


def dimensions() -> list[Dimension]:
    """Return every dimension of every framework, in their order (one query, and one a framework); empty where none is loaded."""
    return [Dimension(framework, term) for framework in terms(FRAMEWORKS) for term in terms(framework.key)]


def known() -> Known:
    """Return the keys there are to choose among (two queries, and one a framework)."""
    return Known(area_keys(), {one.key for one in dimensions()})
