"""What the ledger commits to of a contribution: a digest of all of its content, salted, which anyone who holds the content can redo."""

from collections.abc import Iterable
from datetime import UTC, datetime

from rumo.ground.ledger.rules import commitments
from rumo.listen.contributions.models import Contribution, Passage, Vote
from rumo.listen.contributions.rules.saying import Said, Text


def digest(
    contribution: Contribution,
    passages: Iterable[Passage],
    votes: Iterable[tuple[int, int]],
    files: Iterable[tuple[str, str]],
) -> str:
    """Return the hex SHA-256 of a contribution's salt and content; votes: (statement number, value); files: (place, SHA-256 served).

    All that its row says is in it, and what moderation decided: nothing of it can be changed behind the ledger's back.
    """
    about, batch = contribution.about, contribution.batch
    content = [
        contribution.salt,
        contribution.number,
        contribution.consultation.slug if contribution.consultation else "",
        contribution.kind,
        contribution.channel,
        contribution.language,
        contribution.audience,
        contribution.organisation_name,
        contribution.organisation_id,
        about.number if about else "",
        batch.public_id if batch else "",
        contribution.entered_by,
        contribution.second_read_by,
        *_amended(contribution),
        contribution.state,
        contribution.token_hash,
        *map(_instant, (contribution.received_at, contribution.corrected_at, contribution.ended_at)),
        contribution.answers,
        _texts(passages),
        sorted(votes),
        sorted(files),
    ]
    if contribution.assurance:  # only then: what was committed to before there was one stays as it is
        content.append(contribution.assurance)
    if contribution.gathering:
        content.append([contribution.gathering.slug, contribution.canvas_id])
    return commitments.digest(content)


def content(contribution: Contribution, passages: Iterable[Passage]) -> str:
    """Return a digest of what a contribution says, its files aside: the same as `content_said` of the same."""
    texts = {one.place: Text(one.text, one.public, one.rewording) for one in passages}
    said = Said(
        kind=contribution.kind,
        language=contribution.language,
        audience=contribution.audience,
        organisation_name=contribution.organisation_name,
        answers=contribution.answers,
        texts=texts,
    )
    return content_said(said)


def content_said(said: Said) -> str:
    """Return a digest of what is said in one contribution, its files and its votes aside."""
    texts = sorted(
        [place, one.text, one.public, one.rewording]
        for place, one in said.texts.items()
        if one.text or one.rewording
    )
    return commitments.digest(
        [said.kind, said.language, said.audience, said.organisation_name, said.answers, texts]
    )


def _amended(contribution: Contribution) -> list[str]:
    """Who mended what was typed, when and why; nothing where nobody did."""
    if not contribution.amended_by:
        return []
    return [contribution.amended_by, _instant(contribution.amended_at), contribution.amended_why]


def _texts(passages: Iterable[Passage]) -> list[list[object]]:
    """All that is said in words, in the order of its places; what says nothing is left out."""
    said = (one for one in passages if one.text or one.rewording or one.unheard)
    return [
        [
            one.place,
            one.language,
            one.text,
            one.rewording,
            one.public,
            one.state,
            one.reason,
            *_transcribed(one),
        ]
        for one in sorted(said, key=lambda one: one.place)
    ]


def _transcribed(passage: Passage) -> list[str]:
    """What is said of a recording that somebody wrote down, or could not; nothing of other texts."""
    by = passage.transcribed_by
    return [by, _instant(passage.transcribed_at), passage.unheard] if by else []


def _instant(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""


def votes_of(contribution: Contribution) -> list[tuple[int, int]]:
    """Return the votes of a ballot as (statement number, value) (one query)."""
    return list(Vote.objects.filter(contribution=contribution).values_list("statement__number", "value"))
