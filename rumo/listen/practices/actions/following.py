"""Taking a practice up, and from whom; confirming it; recognising another's practice."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.ledger import actions as ledger
from rumo.ground.people.models import Entity
from rumo.listen.practices.actions.proposing import target_of
from rumo.listen.practices.actions.refusing import PracticeRefused
from rumo.listen.practices.models import FIRST_YEAR, LAST_YEAR, Adoption, Practice, Recognition
from rumo.listen.practices.rules import is_own

CHANGED, SENTENCE = 2_000, 500
"""Characters of what was done otherwise, and of why one recognises."""


@transaction.atomic
def adopt(
    *,
    practice: Practice,
    entity: Entity,
    year: int,
    changed: str,
    adopted_from: Adoption | None,
    confirmed: bool,
    by: str,
    at: datetime,
) -> Adoption:
    """Say that a body took a practice up; `confirmed` where who says it speaks for the body. Said again word by word, it is the one there.

    Raises PracticeRefused for a practice that is not public or is the body's own, a year that cannot be, a second adoption by the
    body, and a source that is of another practice, is not confirmed, or is of a later year.
    """
    row = _public(practice)
    changed = texts.prose(changed)
    _refuse_wrong(row, entity, year, changed, adopted_from, at)
    there = Adoption.objects.filter(practice=row, entity=entity).first()
    if there is not None:
        if (there.year, there.changed, there.adopted_from) == (year, changed, adopted_from):
            return there
        raise PracticeRefused(_("Esta entidade já disse que adotou esta prática."), "entity")
    made = Adoption.objects.create(
        practice=row, entity=entity, year=year, changed=changed, adopted_from=adopted_from,
        recorded_by=by, recorded_at=at, confirmed_by=by if confirmed else "", confirmed_at=at if confirmed else None,
    )  # fmt: skip
    source = adopted_from.entity.public_id if adopted_from else ""
    new = {"entity": entity.public_id, "year": year, "from": source, "confirmed": confirmed}
    ledger.record(verb="practice.adopt", by=by, at=at, target=target_of(row), new=new)
    return made


def _refuse_wrong(
    row: Practice, entity: Entity, year: int, changed: str, source: Adoption | None, at: datetime
) -> None:
    if is_own(row, entity):
        raise PracticeRefused(_("Esta prática é dessa entidade: quem a adota é outra."), "entity")
    if not FIRST_YEAR <= year <= min(LAST_YEAR, at.year):
        told = {"first": FIRST_YEAR, "last": at.year}
        raise PracticeRefused(_("Escreva um ano entre %(first)s e %(last)s.") % told, "year")
    if len(changed) > CHANGED:
        told = {"n": len(changed), "most": CHANGED}
        raise PracticeRefused(
            _("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told, "changed"
        )
    if source is None:
        return
    if source.practice_id != row.pk or source.confirmed_at is None or source.entity_id == entity.pk:
        raise PracticeRefused(_("Escolha na lista de quem veio a prática."), "adopted_from")
    if source.year > year:
        told = {"body": source.entity.name, "year": source.year}
        raise PracticeRefused(_("%(body)s só a adotou em %(year)s: não pode vir de lá.") % told, "year")


@transaction.atomic
def confirm(*, adoption: Adoption, by: str, at: datetime) -> Adoption:
    """Confirm, in the body's name, that it took the practice up: public from now on; twice does once. Raises PracticeRefused where the practice no longer is."""
    _public(adoption.practice)
    row = Adoption.objects.select_for_update().get(pk=adoption.pk)
    if row.confirmed_at is not None:
        return row
    row.confirmed_by, row.confirmed_at = by, at
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    new = {"entity": adoption.entity.public_id}
    target = target_of(adoption.practice)
    ledger.record(verb="practice.confirm_adoption", by=by, at=at, target=target, new=new)
    return row


@transaction.atomic
def deny(*, adoption: Adoption, by: str, at: datetime) -> None:
    """Say, in the body's name, that it did not take the practice up: what waited goes. Raises PracticeRefused once it was confirmed."""
    row = Adoption.objects.select_for_update().filter(pk=adoption.pk).first()
    if row is None:
        return
    if row.confirmed_at is not None:
        raise PracticeRefused(_("Esta adoção já foi confirmada."))
    row.delete()  # nothing comes from it: a source is confirmed
    old = {"entity": adoption.entity.public_id, "year": adoption.year}
    target = target_of(adoption.practice)
    ledger.record(verb="practice.deny_adoption", by=by, at=at, target=target, old=old)


@transaction.atomic
def recognise(
    *, practice: Practice, entity: Entity, sentence: str, language: str, by: str, at: datetime
) -> Recognition:
    """Say in a sentence why a body recognises another's practice, once; said again, it is the one there. Raises PracticeRefused."""
    row, sentence = _public(practice), texts.line(sentence)
    if is_own(row, entity):
        raise PracticeRefused(_("Uma entidade não reconhece a sua própria prática."), "entity")
    there = Recognition.objects.filter(practice=row, entity=entity).first()
    if there is not None:
        return there
    if not sentence or len(sentence) > SENTENCE:
        raise PracticeRefused(
            _("Escreva porque a reconhece, com %(n)s carateres no máximo.") % {"n": SENTENCE}, "sentence"
        )
    made = Recognition.objects.create(
        practice=row, entity=entity, sentence=sentence, language=language, by=by, at=at
    )
    new = {"entity": entity.public_id, "sentence": sentence}
    ledger.record(verb="practice.recognise", by=by, at=at, target=target_of(row), new=new)
    return made


def _public(practice: Practice) -> Practice:
    row = Practice.objects.select_for_update().get(pk=practice.pk)
    if row.state != Practice.State.PUBLISHED:
        raise PracticeRefused(_("Esta prática não está publicada."))
    return row
