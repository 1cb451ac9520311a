"""Receiving an abstract, correcting and withdrawing it: content, ledger entry and receipt in one transaction."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.core.fields import token_hash
from rumo.ground.ledger import actions as ledger
from rumo.ground.outbox.actions import post
from rumo.listen.conferences import models as m
from rumo.listen.conferences.actions.placing import cancel_of
from rumo.listen.conferences.actions.refusing import ConferenceRefused
from rumo.listen.conferences.queries.calling import by_number
from rumo.listen.conferences.rules import permits
from rumo.listen.conferences.rules.saying import By, Said, abstract_faults
from rumo.science import codes

PARTICIPANT = "participant"
"""Who the ledger names for what somebody sends: nobody."""


@dataclass(frozen=True, slots=True)
class Received:
    """What one gets for an abstract: the row, the receipt's code, and whether this very form made it (else it had come before)."""

    abstract: m.Abstract
    code: str
    made: bool


def target_of(abstract: m.Abstract) -> str:
    """Return the name the ledger knows an abstract by."""
    return f"abstract:{abstract.number}"


def send(*, call: m.Call, said: Said, token: str, at: datetime, language: str) -> Received:
    """Keep an abstract and return its receipt; the same form sent again gives the same receipt and keeps nothing twice.

    Where an address was left, the receipt is written to it, in the language of the page (`language`). Raises ConferenceRefused with
    what to mend by field, or when the call is not open.
    """
    if (before := _before(token, at)) is not None:
        return before
    said = tidy(said)
    if not permits.call_is_open(call, at=at):
        raise ConferenceRefused(_("A chamada não está aberta."))
    if faults := abstract_faults(call, said):
        raise ConferenceRefused(faults=faults)
    try:
        return _keep(call, said, token, at, language)
    except IntegrityError:  # the same form, sent twice at once
        if (before := _before(token, at)) is None:
            raise
        return before


@transaction.atomic
def correct(*, abstract: m.Abstract, said: Said, at: datetime) -> m.Abstract:
    """Put what is now said in the place of what was; raises ConferenceRefused once the call closed or it was decided, or with faults.

    What was already reviewed is to be read again: reviews that were handed in wait anew, with what they said.
    """
    row = _held(abstract)
    said = tidy(said)
    if not permits.can_correct(row, at=at):
        raise ConferenceRefused(_("Este resumo já não se pode corrigir."))
    if faults := abstract_faults(row.call, said):
        raise ConferenceRefused(faults=faults)
    _write(row, said)
    row.corrected_at = at
    row.save()
    m.Author.objects.filter(abstract=row).delete()
    _write_authors(row, said)
    m.Review.objects.filter(abstract=row, state=m.Review.State.DONE).update(
        state=m.Review.State.ASSIGNED, ended_at=None
    )
    _commit(row, said, "abstract.correct", at)
    return row


@transaction.atomic
def withdraw(*, abstract: m.Abstract, at: datetime) -> m.Abstract:
    """Take an abstract back: its words and who wrote it go, what was placed of it is cancelled; raises ConferenceRefused a second time."""
    row = _held(abstract)
    if not permits.can_withdraw(row):
        raise ConferenceRefused(_("Este resumo já foi retirado."))
    cancel_of(row, at=at)
    _forget_speakers(row)
    m.Author.objects.filter(abstract=row).delete()
    row.state, row.ended_at, row.title, row.text, row.public = m.Abstract.State.WITHDRAWN, at, "", "", False
    row.save()
    ledger.record(verb="abstract.withdraw", by=PARTICIPANT, at=at, target=target_of(row))
    return row


def tidy(said: Said) -> Said:
    """Return an abstract fit to keep; lines of authors that say nothing are left out."""
    authors: Sequence[By] = [By(texts.line(one.name), texts.line(one.organisation)) for one in said.authors]
    first, others = authors[:1], [one for one in authors[1:] if one.name or one.organisation]
    return replace(
        said,
        title=texts.line(said.title),
        text=texts.prose(said.text),
        authors=[*first, *others],
        email=said.email.strip(),
    )


@transaction.atomic
def _keep(call: m.Call, said: Said, token: str, at: datetime, language: str) -> Received:
    row = m.Abstract(call=call, token_hash=token_hash(token), received_at=at)
    _write(row, said)
    row.save()
    _write_authors(row, said)
    _commit(row, said, "abstract.send", at)
    code = ledger.issue(token=token, target=target_of(row), at=at)
    if said.email:
        told = {
            "title": row.title,
            "conference": call.gathering.title,
            "number": row.number,
            "code": codes.shown(code),
        }
        key = f"abstract.received:{row.number}"
        post(kind="abstract.received", key=key, to=said.email, language=language, at=at, payload=told)
    return Received(row, code, True)


def _before(token: str, at: datetime) -> Received | None:
    row = m.Abstract.objects.select_related("call__gathering").filter(token_hash=token_hash(token)).first()
    if row is None:
        return None
    with transaction.atomic():
        return Received(row, ledger.issue(token=token, target=target_of(row), at=at), False)


def _held(abstract: m.Abstract) -> m.Abstract:
    """The row, locked until the transaction ends, with its call and conference as they are."""
    m.Abstract.objects.select_for_update().get(pk=abstract.pk)
    found = by_number(abstract.number)
    assert found is not None  # noqa: S101  (it was locked a line above)
    return found


def _forget_speakers(row: m.Abstract) -> None:
    """Those who were speakers for this abstract alone are none any more; who also speaks or chairs elsewhere stays, as themselves."""
    m.Seat.objects.filter(slot__abstract=row).delete()
    speakers = m.Speaker.objects.filter(author__abstract=row)
    speakers.exclude(pk__in=m.Seat.objects.values("speaker")).delete()
    speakers.update(author=None)


def _write(row: m.Abstract, said: Said) -> None:
    row.title, row.text, row.kind, row.topic = said.title, said.text, said.kind, said.topic
    row.language, row.public = said.language, said.public
    row.minutes = next(kind["minutes"] for kind in row.call.kinds if kind["name"] == said.kind)


def _write_authors(row: m.Abstract, said: Said) -> None:
    m.Author.objects.bulk_create(
        m.Author(
            abstract=row,
            position=place,
            name=one.name,
            organisation=one.organisation,
            email=said.email if place == 1 else "",
        )
        for place, one in enumerate(said.authors, 1)
    )


def _commit(row: m.Abstract, said: Said, verb: str, at: datetime) -> None:
    """Write into the ledger that the content is now this, by its digest alone: who wrote it stands nowhere there."""
    held = [row.number, said.title, said.text, said.kind, said.topic, said.language, said.public]
    held += [[one.name, one.organisation] for one in said.authors]
    digest = hashlib.sha256(json.dumps(held, ensure_ascii=False).encode()).hexdigest()
    ledger.record(verb=verb, by=PARTICIPANT, at=at, target=target_of(row), new={"digest": digest})
