"""Practices told in words and in columns: labels of what they are about, one for pages, files and machines alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from rumo.doors.files.tables import Line
from rumo.doors.web import formats
from rumo.ground.vocabularies.queries import terms
from rumo.listen.practices.models import Version
from rumo.listen.practices.queries import Card, dimensions

COLUMNS = (
    "slug", "number", "synthetic", "title", "language", "municipality", "organisation", "areas", "dimensions", "languages",
    "problem", "done", "results", "evidence", "cost", "cost_basis", "conditions", "contact", "version", "published_at",
)  # fmt: skip
TEXTS = ("problem", "done", "results", "evidence", "cost_basis", "conditions", "contact")


@dataclass(frozen=True, slots=True)
class Told:
    """What a practice is about, in words; `proofs` are its files."""

    areas: list[str]
    dimensions: list[str]
    languages: list[str]
    proofs: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of areas and dimensions in a language, by key, in their order."""

    areas: dict[str, str]
    dimensions: dict[str, str]

    def of(self, keys: Mapping[str, Sequence[str]], proofs: Sequence[Any] = ()) -> Told:
        """Return in words what a version is about; a key that no list has any more stands as it is."""
        return Told(
            [self.areas.get(key, key) for key in keys["area"]],
            [self.dimensions.get(key, key) for key in keys["dimension"]],
            [formats.language(key) for key in keys["language"]],
            proofs,
        )


def words(lang: str, *, dimensioned: bool = True) -> Words:
    """Return the labels in a language (three queries at most, one without the dimensions)."""
    areas = {term.key: term.label(lang) for term in terms("areas")}
    return Words(areas, {one.key: one.label(lang) for one in dimensions()} if dimensioned else {})


def told(card: Card, lang: str) -> Told:
    """Return in words, in a language, what a card is about, with the files that may be read (one query, three where it names dimensions)."""
    keys = {"area": card.areas, "dimension": card.dimensions, "language": card.languages}
    names = words(lang, dimensioned=bool(card.dimensions))
    return names.of(keys, [one for one in card.proofs if one.file.state == "released"])


def plain(version: Version, keys: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """A practice as machines read it; what it is about by key, its cost in euros."""
    row = version.practice
    return {
        "slug": row.slug,
        "number": row.number,
        "synthetic": row.synthetic,
        "title": version.title,
        "language": version.language,
        "municipality": row.municipality.dico if row.municipality else None,
        "organisation": row.body.name if row.body else row.organisation or None,
        "areas": list(keys["area"]),
        "dimensions": list(keys["dimension"]),
        "languages": list(keys["language"]),
        **{name: getattr(version, name) or None for name in TEXTS},
        "cost": None if version.cost is None else float(version.cost),
        "version": version.number,
        "published_at": version.published_at.isoformat() if version.published_at else None,
        "page": f"/{get_language() or 'pt'}/boas-praticas/{row.slug}/",
    }


def lines(rows: Sequence[Version], facets: Mapping[int, Mapping[str, Sequence[str]]]) -> Iterator[Line]:
    """One line a practice, in the columns of COLUMNS."""
    for row in rows:
        said = plain(row, facets[row.pk])
        yield [said[name] for name in COLUMNS]
