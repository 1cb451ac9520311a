"""Every write of the gatherings room."""

from rumo.listen.gatherings.actions.attending import KEPT, check_in, forget, undo_check_in
from rumo.listen.gatherings.actions.minuting import (
    MinutesConflict,
    publish_minutes,
    submit_minutes,
    withdraw_minutes,
    write_minutes,
)
from rumo.listen.gatherings.actions.processing import begin_process
from rumo.listen.gatherings.actions.publishing import attach, cancel, detach, publish
from rumo.listen.gatherings.actions.refusing import GatheringRefused
from rumo.listen.gatherings.actions.registering import (
    PARTICIPANT,
    Registered,
    change_needs,
    give_up,
    register,
)
from rumo.listen.gatherings.actions.writing import (
    draft,
    drop_session,
    put_people,
    put_session,
    target_of,
    write,
)

__all__ = [
    "KEPT",
    "PARTICIPANT",
    "GatheringRefused",
    "MinutesConflict",
    "Registered",
    "attach",
    "begin_process",
    "cancel",
    "change_needs",
    "check_in",
    "detach",
    "draft",
    "drop_session",
    "forget",
    "give_up",
    "publish",
    "publish_minutes",
    "put_people",
    "put_session",
    "register",
    "submit_minutes",
    "target_of",
    "undo_check_in",
    "withdraw_minutes",
    "write",
    "write_minutes",
]
