"""Every write of the vocabularies: the lists that come with the product, and a new version of one of them."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.ledger import actions as ledger
from rumo.ground.vocabularies.models import Term, TermList

DATA = Path(__file__).resolve().parents[2] / "data" / "vocabularies"


class NotNewer(Exception):
    """A new version of a list that does not come after the one there is."""


@transaction.atomic
def load(*, by: str, at: datetime) -> int:
    """Bring every list to what its file in rumo/data/vocabularies says; recorded only where something changed.

    Returns how many terms were written. A term that is no longer in its file stays: something may refer to it.
    """
    return sum(_load_list(said, by=by, at=at) for said in _shipped())


@transaction.atomic
def revise(*, said: dict[str, Any], by: str, at: datetime) -> TermList:
    """Write a list in a new version, in the shape of the files; the version before stays, with its terms.

    Versions are compared as text. Raises NotNewer for one that does not come after every version there is.
    """
    newest = TermList.objects.filter(key=said["key"]).order_by("-version").first()
    if newest and said["version"] <= newest.version:
        told = {"version": said["version"], "newest": newest.version}
        raise NotNewer(_("A versão %(version)s não vem depois da %(newest)s.") % told)
    _load_list(said, by=by, at=at)
    return TermList.objects.get(key=said["key"], version=said["version"])


def _shipped() -> Iterator[dict[str, Any]]:
    """Yield every list of the files; a file is one list, or several under `lists`."""
    for path in sorted(DATA.glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        yield from said.get("lists", [said])


def _load_list(said: dict[str, Any], *, by: str, at: datetime) -> int:
    """Write one list and those of its terms that changed."""
    of = {"source": said["source"], "verified": said["verified"], "about": said.get("about", {})}
    term_list, made = TermList.objects.get_or_create(key=said["key"], version=said["version"], defaults=of)
    restated = not made and _changed(term_list, of)
    if restated:
        term_list.save()
    held = {term.key: term for term in Term.objects.filter(term_list=term_list)}
    written = 0
    for order, line in enumerate(said["terms"], start=1):
        term = held.get(line["key"]) or Term(term_list=term_list, key=line["key"])
        values = {name: line[name] for name in ("code", "labels", "own_labels", "aliases", "verified")}
        if _changed(term, {**values, "order": order}):
            term.save()
            written += 1
    if made or restated or written:
        target = f"vocabulary:{said['key']}/{said['version']}"
        ledger.record(verb="vocabularies.load", by=by, at=at, target=target, new={"terms": written})
    return written


def _changed(row: TermList | Term, values: dict[str, object]) -> bool:
    """Set the values on a row; tell whether any differs or the row is new."""
    differs = row.pk is None or any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return differs
