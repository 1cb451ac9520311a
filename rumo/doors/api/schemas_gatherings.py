"""The shapes of answers about gatherings."""

from datetime import datetime

from ninja import Field, Schema

from rumo.doors.api.schemas import Listed


class GatheringHead(Schema):
    """A gathering; texts in its own language. `revision` rises with every change after publication."""

    slug: str
    synthetic: bool
    kind: str
    title: str
    summary: str
    language: str
    owner: str
    consultation: str | None
    state: str = Field(description="coming, under_way, past or cancelled, at this moment.")
    cancelled_why: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    revision: int
    page: str


class AgendaItem(Schema):
    """A timed item of a session."""

    starts_at: datetime
    ends_at: datetime | None
    title: str


class SessionSaid(Schema):
    """A session; `free`: how many may still come at once, null without a limit."""

    number: int
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str | None
    municipality: str | None
    online: bool
    capacity: int | None
    free: int | None
    agenda: list[AgendaItem]


class InChargeSaid(Schema):
    """Somebody in charge of a part."""

    role: str
    name: str


class GatheringSaid(GatheringHead):
    """The same with its sessions, people in charge and the titles of its documents."""

    directions: str
    registration: bool
    registration_ends_at: datetime | None
    sessions: list[SessionSaid]
    people: list[InChargeSaid]
    documents: list[str]


class Gatherings(Listed):
    """Gatherings, the latest to be recorded first."""

    items: list[GatheringHead]
