"""What the ledger commits to of a contribution: a digest of all of its content, salted, which anyone who holds the content can redo."""

from collections.abc import Iterable
from datetime import UTC, datetime

from rumo.ground.ledger.rules import commitments
from rumo.listen.contributions.models import Contribution, Passage, Vote


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
        contribution.consultation.slug,
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
        contribution.state,
        contribution.token_hash,
        *map(_instant, (contribution.received_at, contribution.corrected_at, contribution.ended_at)),
        contribution.answers,
        sorted(
            [one.place, one.language, one.text, one.rewording, one.public, one.state, one.reason]
            for one in passages
            if one.text or one.rewording
        ),
        sorted(votes),
        sorted(files),
    ]
    if contribution.assurance:  # only then: what was committed to before there was one stays as it is
        content.append(contribution.assurance)
    return commitments.digest(content)


def _instant(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""


def votes_of(contribution: Contribution) -> list[tuple[int, int]]:
    """Return the votes of a ballot as (statement number, value) (one query)."""
    return list(Vote.objects.filter(contribution=contribution).values_list("statement__number", "value"))
