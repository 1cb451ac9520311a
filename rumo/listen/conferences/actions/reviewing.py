"""Blind review: who reads what, what they think, and that they may not judge it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from rumo.ground.core import texts
from rumo.ground.ledger.actions import record
from rumo.ground.people.models import Membership, Role
from rumo.listen.conferences import models as m
from rumo.listen.conferences.actions.refusing import ConferenceRefused
from rumo.listen.conferences.queries.calling import authors_of
from rumo.listen.conferences.queries.reviewing import reader_of
from rumo.listen.conferences.rules.conflicts import in_conflict
from rumo.listen.conferences.rules.saying import TEXT, score_faults, too_long


@transaction.atomic
def assign(*, abstract: m.Abstract, membership: Membership, by: str, at: datetime) -> m.Review:
    """Ask a reviewer to read an abstract; refused for who is no reviewer, was asked before, declared a conflict or is in one."""
    m.Abstract.objects.select_for_update().get(pk=abstract.pk)
    if membership.role != Role.REVIEWER or membership.revoked_at is not None:
        raise ConferenceRefused(_("Esta pessoa não faz revisão de propostas."))
    _undecided(abstract)
    if m.Review.objects.filter(abstract=abstract, membership__user=membership.user_id).exists():
        raise ConferenceRefused(_("Esta pessoa já foi chamada para este resumo, ou declarou um conflito."))
    if in_conflict(reader_of(membership.user_id), authors_of(abstract)):
        raise ConferenceRefused(
            _("Esta pessoa tem um conflito de interesses: é autora ou é da organização de quem escreveu.")
        )
    row = m.Review.objects.create(abstract=abstract, membership=membership, assigned_by=by, assigned_at=at)
    told = {"review": row.public_id}
    record(verb="abstract.assign", by=by, at=at, target=f"abstract:{abstract.number}", new=told)
    return row


@transaction.atomic
def declare(*, review: m.Review, why: str, by: str, at: datetime) -> m.Review:
    """Say that one may not judge an abstract: what one wrote of it goes, and one never sees it again."""
    row = _held(review)
    _undecided(row.abstract)
    row.state, row.ended_at, row.conflict = m.Review.State.CONFLICT, at, texts.prose(why)[:TEXT]
    row.scores, row.to_authors, row.to_committee = {}, "", ""
    row.save()
    record(verb="abstract.declare", by=by, at=at, target=f"abstract:{row.abstract.number}")
    return row


@transaction.atomic
def review(
    *,
    review: m.Review,
    scores: Mapping[str, int],
    to_authors: str,
    to_committee: str,
    by: str,
    at: datetime,
) -> m.Review:
    """Hand in what one thinks of an abstract, 1 to 5 by criterion; once more takes the place of the first, until it is decided.

    Raises ConferenceRefused with what to mend, or where one is in conflict by now.
    """
    row = _held(review)
    _undecided(row.abstract)
    if in_conflict(reader_of(row.membership.user_id), authors_of(row.abstract)):
        raise ConferenceRefused(_("Tem um conflito de interesses com este resumo: não o pode apreciar."))
    criteria = list(row.abstract.call.criteria)
    said = {"to_authors": texts.prose(to_authors), "to_committee": texts.prose(to_committee)}
    faults = score_faults(criteria, scores)
    faults |= {name: too_long(text, TEXT) for name, text in said.items() if len(text) > TEXT}
    if faults:
        raise ConferenceRefused(faults=faults)
    row.scores = {criterion: scores[criterion] for criterion in criteria}
    row.to_authors, row.to_committee = said["to_authors"], said["to_committee"]
    row.state, row.ended_at = m.Review.State.DONE, at
    row.save()
    told = {"review": row.public_id, "scores": row.scores}
    record(verb="abstract.review", by=by, at=at, target=f"abstract:{row.abstract.number}", new=told)
    return row


def _held(review: m.Review) -> m.Review:
    m.Review.objects.select_for_update().get(pk=review.pk)
    row = m.Review.objects.select_related("abstract__call", "membership").get(pk=review.pk)
    if row.state == m.Review.State.CONFLICT:
        raise ConferenceRefused(_("Declarou um conflito de interesses com este resumo: não o pode apreciar."))
    return row


def _undecided(abstract: m.Abstract) -> None:
    if abstract.decision or abstract.state != m.Abstract.State.RECEIVED:
        raise ConferenceRefused(_("Este resumo já foi decidido ou retirado."))
