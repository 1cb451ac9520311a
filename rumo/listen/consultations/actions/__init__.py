"""Every write of the consultations room."""

from rumo.listen.consultations.actions.accompanying import attach, detach
from rumo.listen.consultations.actions.asking import FIELDS, ask, drop_question, move_question, put_question
from rumo.listen.consultations.actions.inviting import REMINDED, invite, remind
from rumo.listen.consultations.actions.publishing import (
    ANSWER_WEEKS,
    cancel,
    extend,
    missing,
    publish,
    record_closing,
    record_closings,
)
from rumo.listen.consultations.actions.translating import (
    JOB,
    ask_translation,
    job_key,
    translate,
    translate_by_machine,
)
from rumo.listen.consultations.actions.writing import (
    Conflict,
    ConsultationRefused,
    draft,
    empty_statement,
    put_text,
    retire,
    reword,
    state,
    target_of,
    write,
)

__all__ = [
    "ANSWER_WEEKS",
    "FIELDS",
    "JOB",
    "REMINDED",
    "Conflict",
    "ConsultationRefused",
    "ask",
    "ask_translation",
    "attach",
    "cancel",
    "detach",
    "draft",
    "drop_question",
    "empty_statement",
    "extend",
    "invite",
    "job_key",
    "missing",
    "move_question",
    "publish",
    "put_question",
    "put_text",
    "record_closing",
    "record_closings",
    "remind",
    "retire",
    "reword",
    "state",
    "target_of",
    "translate",
    "translate_by_machine",
    "write",
]
