"""Every write of the vocabularies: the lists that come with the product."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from rumo.ground.ledger import actions as ledger
from rumo.ground.vocabularies.models import Term, TermList

DATA = Path(__file__).resolve().parents[2] / "data" / "vocabularies"


@transaction.atomic
def load(*, by: str, at: datetime) -> int:
    """Bring every list to what its file in rumo/data/vocabularies says; recorded only where something changed.

    Returns how many terms were written. A term that is no longer in its file stays: something may refer to it.
    """
    return sum(
        _load_list(json.loads(path.read_text(encoding="utf-8")), by=by, at=at)
        for path in sorted(DATA.glob("*.json"))
    )


def _load_list(said: dict[str, Any], *, by: str, at: datetime) -> int:
    """Write one list and those of its terms that changed."""
    of = {"source": said["source"], "verified": said["verified"]}
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
