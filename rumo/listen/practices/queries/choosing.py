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
    """Return every dimension of every framework, in their order, of the newest version of each (two queries, one where none is loaded)."""
    frameworks = terms(FRAMEWORKS)
    if not frameworks:
        return []
    rows = Term.objects.filter(term_list__key__in=[one.key for one in frameworks]).select_related("term_list")
    newest: dict[str, str] = {}
    held: dict[str, list[Term]] = {}
    for row in rows.order_by("-term_list__version", "order"):
        key = row.term_list.key
        if newest.setdefault(key, row.term_list.version) == row.term_list.version:
            held.setdefault(key, []).append(row)
    return [Dimension(framework, term) for framework in frameworks for term in held.get(framework.key, [])]


def known() -> Known:
    """Return the keys there are to choose among (three queries at most)."""
    return Known(area_keys(), {one.key for one in dimensions()})
