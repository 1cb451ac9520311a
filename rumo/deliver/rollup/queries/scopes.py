"""What a figure is about: the country, a region, a municipality, an area, a plan or a measure, named as in docs/api.md."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from rumo.deliver.rollup.queries.snapshot import Snapshot
from rumo.ground.territory import queries as territory
from rumo.ground.vocabularies import queries as vocabularies


class NoScope(LookupError):
    """Nothing has this name; `successors` lists the scopes that took its place, where it once existed."""

    def __init__(self, message: str, successors: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.successors = tuple(successors)


class BadScope(ValueError):
    """A scope that is not written as a scope."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A named set of measures: by places (DICO codes as numbers), by an area's key, by plan or by measure; all None is the country."""

    kind: str
    key: str
    label: str
    places: frozenset[int] | None = None
    area: int | None = None
    plan: int | None = None
    measure: int | None = None

    @property
    def name(self) -> str:
        """Return the scope as it is written: `country`, `region:PT1A`, `plan:odemira-2015-2017`."""
        return "country" if self.kind == "country" else f"{self.kind}:{self.key}"

    def mask(self, held: Snapshot, in_use: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Tell of each measure whether it belongs, given the measure version in use of each (-1: none)."""
        facts = held.facts
        if self.measure is not None:
            return np.asarray(np.arange(facts.measures) == self.measure)
        if self.plan is not None:
            return np.asarray(facts.measure_plan == self.plan)
        if self.places is not None:
            here = np.isin(facts.place_municipality, list(self.places))
            return _with_version(facts.place_mv[here], facts.mv_measure, in_use)
        if self.area is not None:
            here = held.joined("area_term") == self.area
            return _with_version(held.versions_of("area_mv")[here], facts.mv_measure, in_use)
        return np.ones(facts.measures, dtype=np.bool_)


def _with_version(
    versions: NDArray[np.int32], measure_of: NDArray[np.int32], in_use: NDArray[np.integer]
) -> NDArray[np.bool_]:
    """Return which measures have one of these versions in use."""
    out = np.zeros(len(in_use), dtype=np.bool_)
    measures = measure_of[versions]
    out[measures[in_use[measures] == versions]] = True
    return out


def find_scope(text: str, held: Snapshot | None, lang: str = "pt") -> Scope:
    """Return the scope a text names (at most two queries).

    Raises BadScope when it is not written as one, NoScope when nothing has that name.
    """
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise BadScope(
            _("Um âmbito só tem letras, números e sinais; há nele um carácter que nenhum nome tem.")
        )
    kind, _colon, key = text.partition(":")
    if text == "country":
        return Scope("country", "", _("Portugal"))
    if kind == "region" and key:
        return _region(key)
    if kind == "municipality" and key:
        return _municipality(key)
    if kind == "area" and key:
        return _area(key, lang)
    if kind in ("plan", "measure") and key:
        return _of_plan(kind, key, held)
    raise BadScope(
        _(
            "«%(scope)s» não é um âmbito. Escreva country, region:PT1A, municipality:1106, area:labour, plan:… ou measure:…/…."
        )
        % {"scope": text}
    )


def _region(key: str) -> Scope:
    try:
        region = territory.find_region(key)
    except territory.FormerRegion as former:
        names = [f"region:{code}" for code in former.successors]
        told = {"code": key, "names": ", ".join(names)}
        raise NoScope(_("A região %(code)s deixou de existir; hoje: %(names)s.") % told, names) from former
    except territory.NotFound as missing:
        raise NoScope(_("Não há nenhuma região com o código %(code)s.") % {"code": key}) from missing
    places = frozenset(int(municipality.dico) for municipality in territory.municipalities_of(region))
    return Scope("region", region.scope, region.name, places=places)


def _municipality(key: str) -> Scope:
    try:
        municipality = territory.find_municipality(key)
    except territory.NotFound as missing:
        raise NoScope(_("Não há nenhum município com o código %(code)s.") % {"code": key}) from missing
    return Scope(
        "municipality", municipality.dico, municipality.name, places=frozenset([int(municipality.dico)])
    )


def _area(key: str, lang: str) -> Scope:
    for term in vocabularies.terms("areas"):
        if term.key == key:
            return Scope("area", key, term.label(lang), area=term.pk)
    raise NoScope(_("Não há nenhuma área com a chave %(key)s.") % {"key": key})


def _of_plan(kind: str, key: str, held: Snapshot | None) -> Scope:
    slug, _slash, code = key.partition("/")
    if kind == "measure" and not code:
        raise BadScope(
            _("Em «%(scope)s» falta o código da medida. Escreva measure:plano/código.")
            % {"scope": f"measure:{key}"}
        )
    plan = held.plan_at.get(slug) if held else None
    if held is None or plan is None:
        raise NoScope(_("Não há nenhum plano publicado com o nome %(slug)s.") % {"slug": slug})
    labels = held.labels[plan]
    if kind == "plan" and not code:
        return Scope("plan", slug, labels.title, plan=plan)
    if kind == "plan" or code not in labels.codes:
        told = {"slug": slug, "code": code}
        raise NoScope(_("O plano %(slug)s não tem nenhuma medida com o código %(code)s.") % told)
    start = int(np.searchsorted(held.facts.measure_plan, plan))
    return Scope("measure", key, f"{labels.title}: {code}", measure=start + labels.codes.index(code))
