"""Proposing a practice, with a receipt; correcting it while nobody reviews it; taking it back; correcting a public one by a new version."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from rumo.ground.core.fields import token_hash
from rumo.ground.ledger import actions as ledger
from rumo.listen.practices.actions.refusing import NotAccepted, PracticeRefused
from rumo.listen.practices.models import Facet, Practice, Proof, Version
from rumo.listen.practices.queries import in_the_making, known, newest
from rumo.listen.practices.rules import (
    Said,
    Wrong,
    amount,
    can_correct,
    can_give_up,
    faults,
    search_text,
    tidy,
)
from rumo.listen.practices.rules.reasons import ASKED

PARTICIPANT = "participant"
"""Who the ledger names for what somebody proposes without an account: nobody."""


@dataclass(frozen=True, slots=True)
class Received:
    """What one gets for a proposal: the practice, the receipt's code, and whether this very form made it (else it had come before)."""

    practice: Practice
    code: str
    made: bool


def target_of(practice: Practice) -> str:
    """Return the name the ledger knows a practice by."""
    return f"practice:{practice.number}"


def propose(
    *, said: Said, token: str, at: datetime, by: str = PARTICIPANT, synthetic: bool = False
) -> Received:
    """Keep a proposal and return its receipt; the same form sent again returns the same receipt and keeps nothing twice.

    Raises NotAccepted with everything to mend.
    """
    if (before := _before(token, at)) is not None:
        return before
    said = _checked(said)
    try:
        return _keep(said, token, by, at, synthetic)
    except IntegrityError:  # the same form, sent twice at once
        if (before := _before(token, at)) is not None:
            return before
        raise


@transaction.atomic
def _before(token: str, at: datetime) -> Received | None:
    row = Practice.objects.filter(token_hash=token_hash(token)).first()
    if row is None:
        return None
    return Received(row, ledger.issue(token=token, target=target_of(row), at=at), False)


@transaction.atomic
def _keep(said: Said, token: str, by: str, at: datetime, synthetic: bool) -> Received:
    row = Practice(
        municipality=said.municipality,
        body=said.body,
        organisation=said.organisation,
        synthetic=synthetic,
        token_hash=token_hash(token),
        proposed_by=by,
        proposed_at=at,
        changed_at=at,
    )
    row.slug = f"{slugify(said.title)[:100].strip('-') or 'pratica'}-{row.number}"
    row.save()
    _write(row, said, number=1, by=by, at=at)
    ledger.record(verb="practice.propose", by=by, at=at, target=target_of(row), new=_told(said))
    return Received(row, ledger.issue(token=token, target=target_of(row), at=at), True)


@transaction.atomic
def correct(*, practice: Practice, said: Said, at: datetime) -> Practice:
    """Put what is said now in the place of what was proposed; it is then read anew. Raises NotAccepted.

    Whoever holds the receipt may, until somebody reviews it and when it was returned. Files sent before stay where none is sent now.
    """
    row = Practice.objects.select_for_update().get(pk=practice.pk)
    if not can_correct(row):
        raise NotAccepted(
            [Wrong("", _("Esta proposta já não se pode corrigir: está a ser apreciada ou já foi decidida."))]
        )
    said = _checked(said)
    row.municipality, row.body, row.organisation = said.municipality, said.body, said.organisation
    row.state, row.reason, row.note, row.changed_at = Practice.State.PROPOSED, "", "", at
    row.save()
    by = row.proposed_by
    draft = in_the_making(row)
    assert draft is not None  # noqa: S101  (what may be corrected was never public)
    _rewrite(draft, said, by=by, at=at)
    ledger.record(verb="practice.correct", by=by, at=at, target=target_of(row), new=_told(said))
    return row


@transaction.atomic
def give_up(*, practice: Practice, at: datetime) -> Practice:
    """Take back what was proposed and is not public, by whoever holds its receipt; twice does once. Raises PracticeRefused once it is public."""
    row = Practice.objects.select_for_update().get(pk=practice.pk)
    if row.state == Practice.State.WITHDRAWN:
        return row
    if not can_give_up(row):
        raise PracticeRefused(_("Esta prática já é pública: peça à equipa que a retire."))
    row.state, row.reason, row.note = Practice.State.WITHDRAWN, ASKED, ""
    row.withdrawn_at = row.changed_at = at
    row.save()
    ledger.record(
        verb="practice.give_up", by=row.proposed_by, at=at, target=target_of(row), new={"reason": ASKED}
    )
    return row


@transaction.atomic
def revise(*, practice: Practice, said: Said, by: str, at: datetime) -> Version:
    """Write a correction of a public practice: a new version, public once somebody else publishes it. Whose it is stays. Raises NotAccepted."""
    row = Practice.objects.select_for_update().get(pk=practice.pk)
    if row.state != Practice.State.PUBLISHED:
        raise NotAccepted([Wrong("", _("Só se corrige assim uma prática que está publicada."))])
    said = _checked(said)
    draft = in_the_making(row)
    if draft is not None:
        _rewrite(draft, said, by=by, at=at)
    else:
        last = newest(row)
        draft = _write(row, said, number=last.number + 1, by=by, at=at)
        if not said.files:
            _carry_files(last, draft)
    Practice.objects.filter(pk=row.pk).update(changed_at=at)
    ledger.record(verb="practice.revise", by=by, at=at, target=target_of(row), new=_told(said))
    return draft


def _checked(said: Said) -> Said:
    said = tidy(said)
    if wrong := faults(said, known()):
        raise NotAccepted(wrong)
    return said


def _fields(said: Said) -> dict[str, object]:
    copied = (
        "language",
        "title",
        "problem",
        "done",
        "results",
        "evidence",
        "cost_basis",
        "conditions",
        "contact",
    )
    return {
        **{name: getattr(said, name) for name in copied},
        "cost": amount(said.cost),
        "search": search_text(said),
    }


def _write(row: Practice, said: Said, *, number: int, by: str, at: datetime) -> Version:
    version = Version.objects.create(
        practice=row, number=number, written_by=by, written_at=at, **_fields(said)
    )
    _hang(version, said)
    return version


def _rewrite(draft: Version, said: Said, *, by: str, at: datetime) -> None:
    for name, value in _fields(said).items():
        setattr(draft, name, value)
    draft.written_by, draft.written_at = by, at
    draft.save()
    Facet.objects.filter(version=draft).delete()
    if said.files:
        Proof.objects.filter(version=draft).delete()
    _hang(draft, said)


def _hang(version: Version, said: Said) -> None:
    """Hang on a version what it is about, and its files."""
    chosen = (
        (Facet.Kind.AREA, said.areas),
        (Facet.Kind.DIMENSION, said.dimensions),
        (Facet.Kind.LANGUAGE, said.languages),
    )
    Facet.objects.bulk_create(
        Facet(version=version, kind=kind, key=key) for kind, keys in chosen for key in keys
    )
    Proof.objects.bulk_create(
        Proof(version=version, file=file, position=n) for n, file in enumerate(said.files)
    )


def _carry_files(last: Version, draft: Version) -> None:
    """Let a new version show the files of the one before."""
    held = Proof.objects.filter(version=last).order_by("position")
    Proof.objects.bulk_create(Proof(version=draft, file=one.file, position=one.position) for one in held)


def _told(said: Said) -> dict[str, object]:
    """What the ledger holds of what was said: its title, of whom, what it is about, and which files."""
    return {
        "title": said.title,
        "entity": said.body.public_id if said.body else said.organisation,
        "place": said.municipality.dico if said.municipality else "",
        "areas": list(said.areas),
        "files": [file.sha256_served for file in said.files],
    }
