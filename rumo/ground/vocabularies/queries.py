"""Reads of the vocabularies: the terms of a list in its newest version, and the frameworks with what is known of each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rumo.ground.core.fields import folded
from rumo.ground.vocabularies.models import Term, TermList

FRAMEWORK = "framework-"
"""How the key of a framework's list begins."""
RIGHTS = "rights-"
"""How the keys of the lists of rights and objectives begin."""
WRITTEN = ("pt", "en")
"""Languages in which a framework is described; others read the Portuguese."""


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework in one version: its list, its dimensions in order, the other versions there are."""

    term_list: TermList
    terms: list[Term]
    others: list[str]

    @property
    def key(self) -> str:
        """Return the framework's own key."""
        return self.term_list.key.removeprefix(FRAMEWORK)

    @property
    def sources(self) -> list[str]:
        """Return the addresses where it was read."""
        return list(self.term_list.about["sources"])

    @property
    def assessable(self) -> bool:
        """Tell whether a municipality may assess itself by it: its dimensions are known, and are a municipality's."""
        return bool(self.term_list.about["assessable"])

    def said(self, name: str, lang: str) -> str:
        """Return one of its texts (`names`, `edition`, `scoring`, `unverified`, `use`) in a language, or in Portuguese."""
        return _in(self.term_list.about[name], lang)

    def counts(self, lang: str) -> list[tuple[int, str]]:
        """Return how many of what it has."""
        return [(count["n"], _in(count, lang)) for count in self.term_list.about["counts"]]

    def parts(self, lang: str) -> list[tuple[Term, list[str]]]:
        """Return its dimensions in order, each with what it is made of (empty where that is not known)."""
        parts = self.term_list.about["parts"]
        return [(term, [_in(part, lang) for part in parts.get(term.key, ())]) for term in self.terms]


def written_in(lang: str) -> str:
    """Return the language in which a framework's texts are read by somebody who reads `lang`."""
    return lang if lang in WRITTEN else "pt"


def _in(texts: dict[str, Any], lang: str) -> str:
    return str(texts[written_in(lang)])


def frameworks() -> list[Framework]:
    """Return every framework in its newest version, by key (two queries)."""
    versions: defaultdict[str, list[TermList]] = defaultdict(list)
    for row in TermList.objects.filter(key__startswith=FRAMEWORK).order_by("key", "-version"):
        versions[row.key].append(row)
    terms = _terms_of(rows[0].pk for rows in versions.values())
    return [
        Framework(rows[0], terms[rows[0].pk], [row.version for row in rows[1:]]) for rows in versions.values()
    ]


def frameworks_in(term_lists: Iterable[TermList]) -> dict[int, Framework]:
    """Return frameworks in the versions of some lists, by the key of the list (one query); what other versions there are is not asked."""
    rows = {row.pk: row for row in term_lists}
    terms = _terms_of(rows)
    return {pk: Framework(row, terms[pk], []) for pk, row in rows.items()}


def _terms_of(ids: Iterable[int]) -> defaultdict[int, list[Term]]:
    found: defaultdict[int, list[Term]] = defaultdict(list)
    for term in Term.objects.filter(term_list__in=list(ids)).order_by("term_list", "order"):
        found[term.term_list_id].append(term)
    return found


def terms(key: str) -> list[Term]:
    """Return the terms of a list's newest version, in its order, each with its list loaded (one query); empty when unknown."""
    newest = TermList.objects.filter(key=key).order_by("-version").values("pk")[:1]
    return list(Term.objects.filter(term_list__in=newest).select_related("term_list").order_by("order"))


def rights(lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the lists of rights and objectives in their newest versions: the title of each, its terms as `list:term` and words (two queries)."""
    newest: dict[str, TermList] = {}
    for row in TermList.objects.filter(key__startswith=RIGHTS).order_by("key", "version"):
        newest[row.key] = row
    held = _terms_of(row.pk for row in newest.values())
    return [
        (
            _in(row.about["names"], lang),
            [(f"{row.key}:{term.key}", f"{term.code}. {term.label(lang)}") for term in held[row.pk]],
        )
        for row in newest.values()
    ]


def named(keys: Iterable[str], lang: str) -> dict[str, str]:
    """Return the words of `list:term` keys, whatever version of the list knows them (one query); unknown ones are left out."""
    wanted = set(keys)
    rows = Term.objects.filter(term_list__key__in={key.partition(":")[0] for key in wanted})
    found = {}
    for term in rows.select_related("term_list").order_by("term_list__version", "order"):
        if (key := f"{term.term_list.key}:{term.key}") in wanted:
            found[key] = f"{_in(term.term_list.about['names'], lang)}, {term.code}: {term.label(lang)}"
    return found


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
