"""Speakers: who they are, and that their name may be public."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.listen.conferences import models as m
from rumo.listen.conferences.actions.placing import held, settle
from rumo.listen.conferences.actions.refusing import ConferenceRefused
from rumo.listen.conferences.rules.saying import NAME, TEXT, TITLE, too_long
from rumo.listen.gatherings.models import Gathering


@transaction.atomic
def write_speaker(
    *,
    gathering: Gathering,
    name: str,
    organisation: str,
    bio: str,
    consented: bool,
    by: str,
    at: datetime,
    speaker: m.Speaker | None = None,
) -> m.Speaker:
    """Add a speaker, or change what is said of one; raises ConferenceRefused with what to mend.

    Where consent is taken back they leave every slot, so that a public programme names nobody who did not agree.
    """
    row = held(gathering)
    name, organisation, bio = texts.line(name), texts.line(organisation), texts.prose(bio)
    faults = {}
    if not name or len(name) > NAME:
        faults["name"] = _("Escreva um nome, com %(most)s carateres no máximo.") % {"most": NAME}
    if len(organisation) > TITLE:
        faults["organisation"] = too_long(organisation, TITLE)
    if len(bio) > TEXT:
        faults["bio"] = too_long(bio, TEXT)
    if faults:
        raise ConferenceRefused(faults=faults)
    one = m.Speaker(gathering=gathering) if speaker is None else m.Speaker.objects.get(pk=speaker.pk)
    one.name, one.organisation, one.bio = name, organisation, bio
    one.save()
    _consent(one, consented, at)
    settle(row, "programme.speaker", by, at, new={"speaker": one.number, "consented": consented})
    return one


@transaction.atomic
def consent(*, speaker: m.Speaker, given: bool, by: str, at: datetime) -> m.Speaker:
    """Note that somebody lets their name be public, or takes it back: then they leave every slot."""
    row = held(speaker.gathering)
    one = m.Speaker.objects.get(pk=speaker.pk)
    _consent(one, given, at)
    settle(row, "programme.consent", by, at, new={"speaker": one.number, "consented": given})
    return one


@transaction.atomic
def drop_speaker(*, speaker: m.Speaker, by: str, at: datetime) -> None:
    """Take a speaker out of every slot and out of the conference; what was said of them goes."""
    row = held(speaker.gathering)
    _unseat(speaker, at)
    m.Speaker.objects.filter(pk=speaker.pk).delete()
    settle(row, "programme.drop_speaker", by, at, old={"speaker": speaker.number})


@transaction.atomic
def bring_authors(*, gathering: Gathering, by: str, at: datetime) -> int:
    """Make speakers of the authors of accepted abstracts who are none yet, with the consent their abstract gave; return how many."""
    row = held(gathering)
    accepted = m.Abstract.objects.filter(call__gathering=gathering, decision="accepted", state="received")
    known = m.Speaker.objects.filter(author__isnull=False).values("author")
    authors = list(
        m.Author.objects.filter(abstract__in=accepted).exclude(pk__in=known).select_related("abstract")
    )
    m.Speaker.objects.bulk_create(
        m.Speaker(
            gathering=gathering,
            author=one,
            name=one.name,
            organisation=one.organisation,
            consented_at=at if one.abstract.public else None,
        )
        for one in authors
    )
    if authors:
        settle(row, "programme.bring_authors", by, at, new={"speakers": len(authors)})
    return len(authors)


def _consent(one: m.Speaker, given: bool, at: datetime) -> None:
    if given == (one.consented_at is not None):
        return
    one.consented_at = at if given else None
    one.save()
    if not given:
        _unseat(one, at)


def _unseat(one: m.Speaker, at: datetime) -> None:
    """Take somebody out of their slots, which changed by it."""
    for slot in m.Slot.objects.filter(pk__in=m.Seat.objects.filter(speaker=one).values("slot")):
        slot.revision, slot.changed_at = slot.revision + 1, at
        slot.save(update_fields=["revision", "changed_at"])
    m.Seat.objects.filter(speaker=one).delete()
