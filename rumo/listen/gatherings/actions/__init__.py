"""Every write of the gatherings room."""

from rumo.listen.gatherings.actions.attending import (
    KEPT,
    check_in,
    forget,
    undo_check_in,
)
from rumo.listen.gatherings.actions.closing import (
    ask,
    close,
    empty,
    synthesise,
    validate,
    verdict,
)
from rumo.listen.gatherings.actions.grouping import (
    comment,
    group,
    vote,
)
from rumo.listen.gatherings.actions.holding import (
    CanvasRefused,
    Conflict,
)
from rumo.listen.gatherings.actions.laying import (
    lay,
    move,
    remove,
    reword,
)
from rumo.listen.gatherings.actions.minuting import (
    MinutesConflict,
    publish_minutes,
    submit_minutes,
    withdraw_minutes,
    write_minutes,
)
from rumo.listen.gatherings.actions.opening import (
    open_tables,
)
from rumo.listen.gatherings.actions.processing import (
    begin_process,
)
from rumo.listen.gatherings.actions.publishing import (
    attach,
    cancel,
    detach,
    publish,
)
from rumo.listen.gatherings.actions.refusing import (
    GatheringRefused,
)
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
    "CanvasRefused",
    "Conflict",
    "GatheringRefused",
    "MinutesConflict",
    "Registered",
    "ask",
    "attach",
    "begin_process",
    "cancel",
    "change_needs",
    "check_in",
    "close",
    "comment",
    "detach",
    "draft",
    "drop_session",
    "empty",
    "forget",
    "give_up",
    "group",
    "lay",
    "move",
    "open_tables",
    "publish",
    "publish_minutes",
    "put_people",
    "put_session",
    "register",
    "remove",
    "reword",
    "submit_minutes",
    "synthesise",
    "target_of",
    "undo_check_in",
    "validate",
    "verdict",
    "vote",
    "withdraw_minutes",
    "write",
    "write_minutes",
]
