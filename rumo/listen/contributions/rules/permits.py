"""What may be done with a contribution, and when."""

from datetime import datetime, timedelta

from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.rules import is_open
from rumo.listen.contributions.models import Contribution, Kind, Passage

LATE_ENTRY = timedelta(days=15)
"""How long after closing staff may still type in what came before it, on paper or by phone."""


def can_submit(consultation: Consultation, *, at: datetime) -> bool:
    """Take part: while it is open."""
    return is_open(consultation, at=at)


def can_enter_late(consultation: Consultation, *, at: datetime) -> bool:
    """Type in what came on paper, by phone or at a desk while it was open."""
    opened, closed = consultation.opens_at, consultation.closes_at
    published = consultation.state == Consultation.State.PUBLISHED
    return bool(published and opened and closed and opened <= at < closed + LATE_ENTRY)


def can_correct(contribution: Contribution, *, at: datetime) -> bool:
    """Correct what one said: until closing, and not once withdrawn; the cards of a table that closed stay as they are."""
    if contribution.kind == Kind.CARD:
        return False
    return contribution.state == Contribution.State.RECEIVED and is_open(contribution.consultation, at=at)


def can_amend(contribution: Contribution, *, at: datetime) -> bool:
    """Mend what staff typed from a sheet: as long as sheets are typed, and not once withdrawn."""
    received = contribution.state == Contribution.State.RECEIVED
    return bool(contribution.entered_by) and received and can_enter_late(contribution.consultation, at=at)


def last_hand(contribution: Contribution) -> str:
    """Return who wrote what a sheet now says: whoever mended it last, else who typed it; not they read it a second time."""
    return contribution.amended_by or contribution.entered_by


def can_withdraw(contribution: Contribution) -> bool:
    """Withdraw: at any time."""
    return contribution.state == Contribution.State.RECEIVED


def can_erase(contribution: Contribution) -> bool:
    """Erase what one said: at any time."""
    return contribution.state != Contribution.State.ERASED


def is_shown(passage: Passage) -> bool:
    """Tell whether a text may be read by everyone: consent, moderation, and not withdrawn."""
    return (
        passage.public
        and passage.state == Passage.State.SHOWN
        and passage.contribution.state == Contribution.State.RECEIVED
    )
