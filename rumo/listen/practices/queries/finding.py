"""The public list: practices in force that hold the words, of an area, of a place, of a dimension; and those set side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from rumo.ground.core.fields import folded
from rumo.listen.practices.models import Facet, Practice, Version

WORDS = 8
"""Words of a search that count."""
SIDE_BY_SIDE = 4


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; what is empty does not narrow. `municipality` is a slug, `dimension` is `framework:dimension`."""

    text: str = ""
    area: str = ""
    municipality: str = ""
    dimension: str = ""


def public() -> QuerySet[Version]:
    """Return the versions in force of published practices, with the practice and whose it is."""
    rows = Version.objects.filter(
        published_at__isnull=False, superseded_at__isnull=True, practice__state=Practice.State.PUBLISHED
    )
    return rows.select_related("practice__municipality", "practice__body")


def found(sought: Sought) -> QuerySet[Version]:
    """Return what is looked for, by the last to be published; every word must stand in the text, in any script, accents and case aside."""
    rows = public()
    for word in folded(sought.text).split()[:WORDS]:
        rows = rows.filter(search__contains=word)
    for kind, key in ((Facet.Kind.AREA, sought.area), (Facet.Kind.DIMENSION, sought.dimension)):
        if key:
            rows = rows.filter(Exists(Facet.objects.filter(version=OuterRef("pk"), kind=kind, key=key)))
    if sought.municipality:
        rows = rows.filter(practice__municipality__slug=sought.municipality)
    return rows.order_by("-published_at", "-pk")


def places() -> list[tuple[str, str]]:
    """Return the municipalities that have a public practice, as slug and name, by name (one query)."""
    rows = Practice.objects.filter(state=Practice.State.PUBLISHED, municipality__isnull=False)
    named = rows.order_by("municipality__name").values_list("municipality__slug", "municipality__name")
    return list(named.distinct())


def facets_of(versions: Sequence[Version]) -> dict[int, dict[str, list[str]]]:
    """Return the keys of what each version is about, by its row id and by kind (one query)."""
    every: dict[int, dict[str, list[str]]] = {
        row.pk: {kind: [] for kind in Facet.Kind.values} for row in versions
    }
    rows = Facet.objects.filter(version__in=every).order_by("pk")
    for version, kind, key in rows.values_list("version_id", "kind", "key"):
        every[version][kind].append(key)
    return every


def side_by_side(slugs: Sequence[str]) -> list[Version]:
    """Return up to four public practices in the order they are named, each once; what is not public is left out (one query)."""
    wanted = list(dict.fromkeys(slugs))[:SIDE_BY_SIDE]
    rows = {row.practice.slug: row for row in public().filter(practice__slug__in=wanted)}
    return [rows[slug] for slug in wanted if slug in rows]
