"""Reads of the vocabularies: the terms of a list in its newest version."""

from rumo.ground.core.fields import folded
from rumo.ground.vocabularies.models import Term, TermList


def terms(key: str) -> list[Term]:
    """Return the terms of a list's newest version, in its order, each with its list loaded (one query); empty when unknown."""
    newest = TermList.objects.filter(key=key).order_by("-version").values("pk")[:1]
    return list(Term.objects.filter(term_list__in=newest).select_related("term_list").order_by("order"))


def area_ids() -> dict[str, int]:
    """Return the national areas' row ids by key (one query)."""
    return {term.key: term.pk for term in terms("areas")}


def area_keys() -> list[str]:
    """Return the keys of the national areas, in their order (one query)."""
    return [term.key for term in terms("areas")]


def area_names() -> dict[str, str]:
    """Return every way to write a national area, casefolded, with its key: key, code, labels and aliases (one query)."""
    return {
        name.casefold(): term.key
        for term in terms("areas")
        for name in (*term.aliases, *term.labels.values(), term.code, term.key)
    }


def search(text: str, lang: str) -> list[Term]:
    """Return the areas whose label in a language, or another name, holds the text, accents and case aside (one query)."""
    sought = folded(text)
    if not sought:
        return []
    return [term for term in terms("areas") if sought in folded(term.label(lang), *term.aliases)]
