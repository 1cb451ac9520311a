"""Who may do what at the tables of a gathering, when, and how long what is written there may be."""

from django.db.models import QuerySet

from rumo.ground.people.models import Role
from rumo.ground.people.rules import Who
from rumo.listen.gatherings.models import Canvas, Gathering

FACILITATORS = (
    Role.FACILITATOR,
    Role.NATIONAL_COORDINATOR,
    Role.NATIONAL_ANALYST,
    Role.MUNICIPAL_COORDINATOR,
)
MODERATORS = (Role.MODERATOR, Role.NATIONAL_COORDINATOR, Role.MUNICIPAL_COORDINATOR)
CARD, COMMENT, GROUP, SYNTHESIS = 500, 300, 80, 5_000
"""Characters of a card, of a comment, of a group's name and of a synthesis."""
MOST_CARDS, MOST_COMMENTS = 2_000, 100
"""Cards of a canvas, and comments on a card: beyond these somebody is not writing at a table."""
MOST_TABLES = 40
"""Tables opened at once."""


def can_facilitate(who: Who, gathering: Gathering) -> bool:
    """Open tables, group, close, write the synthesis: facilitators and coordinators of the body that holds the gathering."""
    return gathering.owner_id in who.entities(*FACILITATORS)


def can_moderate(who: Who, gathering: Gathering) -> bool:
    """Decide what is shown of what tables wrote, where the gathering feeds no consultation."""
    return gathering.owner_id in who.entities(*MODERATORS)


def facilitated_by(who: Who) -> QuerySet[Gathering]:
    """Return the gatherings for which `can_facilitate` holds."""
    return Gathering.objects.filter(owner__in=who.entities(*FACILITATORS))


def moderated_by(who: Who) -> QuerySet[Gathering]:
    """Return the gatherings for which `can_moderate` holds."""
    return Gathering.objects.filter(owner__in=who.entities(*MODERATORS))


def is_open(canvas: Canvas) -> bool:
    """Tell whether cards may be written, moved and voted."""
    return canvas.state == Canvas.State.OPEN


def is_asked(canvas: Canvas) -> bool:
    """Tell whether the table is asked whether its synthesis is right."""
    return canvas.state == Canvas.State.CLOSED and canvas.asked_at is not None
