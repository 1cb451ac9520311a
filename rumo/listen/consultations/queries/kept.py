"""What a process keeps of consultations that are answered again and again: its row, what it asks and its words, by the row's stamp.

The stamp is read each time, and is another after every change, so that nothing old is ever found under it. For doors and later
rooms; an action that changes a consultation reads the tables.
"""

import copy
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, TypeVar

from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.queries import asking, wordings

MOST = 100
"""Consultations, or consultations in a language, kept by a process; the one longest unread goes first."""
Kept = TypeVar("Kept")
_held: "OrderedDict[tuple[object, ...], Any]" = OrderedDict()
_lock = Lock()


def published_one(slug: str) -> Consultation | None:
    """Return a published (or since cancelled) consultation by its public name, without its owner (one small query, seldom two)."""
    stamps = Consultation.objects.filter(slug=slug, published_at__isnull=False).values_list("pk", "stamp")
    known = stamps.first()
    if known is None:
        return None
    # what came between the two queries is found under its own stamp by whoever reads next
    row: Consultation = _kept(("row", *known), lambda: Consultation.objects.get(pk=known[0]))
    return copy.copy(row)


def asked(consultation: Consultation) -> asking.Asked:
    """Return all that a consultation puts, as `asking.asked` does (three queries, or none). Not to be changed: it is everybody's."""
    return _kept(("asked", consultation.pk, consultation.stamp), lambda: asking.asked(consultation))


def words_of(consultation: Consultation, language: str) -> Mapping[str, wordings.Words]:
    """Return a consultation's texts in a language, as `wordings.words_of` does (one query, or none). Not to be changed."""
    key = ("words", consultation.pk, consultation.stamp, language)
    return _kept(key, lambda: wordings.words_of(consultation, language))


def _kept(key: tuple[object, ...], make: Callable[[], Kept]) -> Kept:
    with _lock:
        if key in _held:
            _held.move_to_end(key)
            held: Kept = _held[key]
            return held
    made = make()
    with _lock:
        _held[key] = made
        while len(_held) > MOST:
            _held.popitem(last=False)
    return made
