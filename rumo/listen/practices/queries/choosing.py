"""What one may choose among: areas, dimensions of frameworks, languages."""

from dataclasses import dataclass

from rumo.ground.vocabularies.models import Term
from rumo.ground.vocabularies.queries import FRAMEWORK, Framework, area_keys
from rumo.listen.practices.rules import Known


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension of a framework, known as `framework:dimension`."""

    framework: Framework
    term: Term

    @property
    def key(self) -> str:
        """Return what it is known by."""
        return f"{self.framework.key}:{self.term.key}"

    def label(self, lang: str) -> str:
        """Return the framework and the dimension in a language."""
        return f"{self.framework.said('names', lang)}: {self.term.label(lang)}"


def dimensions() -> list[Dimension]:
    """Return every dimension of every framework, in their order, of the newest version of each (one query)."""
    rows = Term.objects.filter(term_list__key__startswith=FRAMEWORK).select_related("term_list")
    newest: dict[str, str] = {}
    found = []
    for row in rows.order_by("term_list__key", "-term_list__version", "order"):
        held = row.term_list
        if newest.setdefault(held.key, held.version) == held.version:
            found.append(Dimension(Framework(held, [], []), row))
    return found


def known() -> Known:
    """Return the keys there are to choose among (three queries at most)."""
    return Known(area_keys(), {one.key for one in dimensions()})
