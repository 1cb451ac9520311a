"""The call for abstracts: what it asks for and until when."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.ledger.actions import record
from rumo.listen.conferences import models as m
from rumo.listen.conferences.actions.refusing import ConferenceRefused
from rumo.listen.conferences.rules.saying import Frame, frame_faults
from rumo.listen.gatherings.models import Gathering


@transaction.atomic
def call(*, gathering: Gathering, frame: Frame, by: str, at: datetime) -> m.Call:
    """Make the call of a conference, or change it; raises ConferenceRefused with what to mend, by field.

    Once abstracts came, what they chose from may grow and not shrink: topics, kinds, languages and criteria in use stay.
    """
    frame = _tidy(frame)
    faults = frame_faults(frame)
    if gathering.kind != Gathering.Kind.CONFERENCE:
        faults[""] = _("Só uma conferência tem chamada de resumos.")
    if faults:
        raise ConferenceRefused(faults=faults)
    said = {
        "opens_at": frame.opens_at,
        "closes_at": frame.closes_at,
        "topics": list(frame.topics),
        "kinds": [{"name": name, "minutes": minutes} for name, minutes in frame.kinds],
        "languages": list(frame.languages),
        "criteria": list(frame.criteria),
        "text": frame.text,
    }
    row = m.Call.objects.select_for_update().filter(gathering=gathering).first()
    old = {name: getattr(row, name) for name in said} if row else None
    if row is not None:
        _kept(row, said)
    row, _made = m.Call.objects.update_or_create(gathering=gathering, defaults={**said, "changed_at": at})
    target = f"gathering:{gathering.slug}"
    record(verb="conference.call", by=by, at=at, target=target, old=old, new=said)
    return row


def _tidy(frame: Frame) -> Frame:
    return Frame(
        frame.opens_at,
        frame.closes_at,
        [texts.line(one) for one in frame.topics],
        [(texts.line(name), minutes) for name, minutes in frame.kinds],
        list(frame.languages),
        [texts.line(one) for one in frame.criteria],
        texts.prose(frame.text),
    )


def _kept(row: m.Call, said: dict[str, object]) -> None:
    """Refuse to take away what an abstract chose, or a criterion somebody scored."""
    used: dict[str, set[str]] = {"topics": set(), "kinds": set(), "languages": set(), "criteria": set()}
    for topic, kind, language in m.Abstract.objects.filter(call=row, state="received").values_list(
        "topic", "kind", "language"
    ):
        used["topics"].add(topic)
        used["kinds"].add(kind)
        used["languages"].add(language)
    for scores in m.Review.objects.filter(abstract__call=row, state="done").values_list("scores", flat=True):
        used["criteria"] |= set(scores)
    faults = {}
    for name, names in used.items():
        here = said[name]
        assert isinstance(here, list)  # noqa: S101  (made a line above)
        gone = sorted(names - {one["name"] if isinstance(one, dict) else one for one in here})
        if gone:
            faults[name] = _("Há resumos que usam «%(name)s»: não se pode tirar.") % {"name": gone[0]}
    if faults:
        raise ConferenceRefused(faults=faults)
