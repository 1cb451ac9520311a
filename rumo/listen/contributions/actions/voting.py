"""Votes on statements: one ballot a person, which grows vote by vote; and the statements people add."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core.fields import token_hash
from rumo.ground.ledger.rules.receipts import code_of
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations.models import Consultation, Statement
from rumo.listen.consultations.queries import kept
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions.moderating import moderate
from rumo.listen.contributions.actions.refusing import NotAccepted
from rumo.listen.contributions.actions.submitting import PARTICIPANT, Received, commit, submit
from rumo.listen.contributions.rules import permits
from rumo.listen.contributions.rules.saying import VOTES, Said, Wrong

SOME = 200
"""Ballots committed to in one transaction."""


def vote(
    *,
    consultation: Consultation,
    token: str,
    number: int,
    value: int,
    language: str,
    at: datetime,
    audience: str = "",
    identity: str = "",
    proven: str = "",
    channel: str = m.Channel.WEB,
    begun: bool = True,
) -> Received:
    """Keep a vote (1, -1 or 0) on a statement in the ballot of a token, which is begun by its first vote; a later vote on it replaces it.

    Raises NotAccepted when it is closed, or for a statement that is not put. The ledger commits to a ballot when it is begun and
    whenever it is sealed (`commit_ballots`), not at every vote. Who knows of no ballot of the token says so (`begun`): it is then
    looked for only where another vote began it meanwhile.
    """
    if begun and (again := _again(consultation, token, number, value, at)) is not None:
        return again
    said = Said(
        kind=m.Kind.BALLOT,
        language=language,
        audience=audience,
        votes={number: value},
        identity=identity,
        proven=proven,
    )
    made = submit(consultation=consultation, said=said, token=token, at=at, channel=channel)
    if made.made:
        return made
    # begun meanwhile by another vote of the same person, sent at once
    return _again(consultation, token, number, value, at) or made


def commit_ballots(*, at: datetime) -> int:
    """Write into the ledger what every ballot holds that grew since it last did; return how many. Called before leaves are sealed.

    A few ballots at a time, each few in a transaction of their own: whoever votes meanwhile waits for those alone.
    """
    count = 0
    while done := _commit_some(at=at):
        count += done
    return count


@transaction.atomic
def adopt(*, contribution: m.Contribution, by: str, at: datetime) -> Statement:
    """Put a statement that a participant wrote before everyone, from now on; put before, it is returned as it is.

    Its text is thereby shown (`moderate`). Raises NotAccepted without the person's consent to show it.
    """
    row = m.Contribution.objects.select_for_update().get(pk=contribution.pk)
    held = m.Proposed.objects.select_related("statement").filter(contribution=row).first()
    if held is not None:
        return held.statement
    passage = m.Passage.objects.filter(contribution=row, place=m.Kind.STATEMENT).first()
    if passage is None or row.state != m.Contribution.State.RECEIVED:
        raise NotAccepted([Wrong("", _("Essa afirmação não existe ou foi retirada."))])
    if not passage.public:
        raise NotAccepted([Wrong(passage.place, _("Quem escreveu não autorizou que se mostrasse."))])
    moderate(passage=passage, shown=True, reason="", note="", by=by, at=at)
    (statement,) = consultations.state(
        consultation=contribution.consultation,
        texts=[passage.text],
        language=passage.language,
        from_participant=True,
        by=by,
        at=at,
    )
    m.Proposed.objects.create(contribution=contribution, statement=statement)
    return statement


@transaction.atomic
def _commit_some(*, at: datetime) -> int:
    grown = m.Contribution.objects.select_for_update().filter(uncommitted=True).order_by("pk")
    rows = list(grown[:SOME])
    for row in rows:
        commit(contribution=row, verb="contribution.vote", by=PARTICIPANT, at=at)
    m.Contribution.objects.filter(pk__in=[row.pk for row in rows]).update(uncommitted=False)
    return len(rows)


@transaction.atomic
def _again(consultation: Consultation, token: str, number: int, value: int, at: datetime) -> Received | None:
    """Add a vote to the ballot of a token, held meanwhile; None where there is none."""
    held = m.Contribution.objects.select_for_update().filter(token_hash=token_hash(token))
    row = held.filter(kind=m.Kind.BALLOT, consultation=consultation).first()
    if row is None:
        return None
    row.consultation = consultation
    if not permits.can_correct(row, at=at):
        raise NotAccepted([Wrong("", _("A votação fechou ou os seus votos foram retirados."))])
    statement = {one.number: one for one in kept.asked(consultation).statements}.get(number)
    if statement is None or type(value) is not int or value not in VOTES:
        raise NotAccepted([Wrong("", _("Vote em afirmações desta consulta: concordo, discordo ou passo."))])
    m.Vote.objects.bulk_create(
        [m.Vote(contribution=row, statement=statement, value=value)],
        update_conflicts=True,
        unique_fields=["contribution", "statement"],
        update_fields=["value"],
    )
    m.Contribution.objects.filter(pk=row.pk).update(corrected_at=at, uncommitted=True)
    return Received(row, code_of(token), False)
