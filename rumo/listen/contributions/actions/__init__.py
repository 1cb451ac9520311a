"""Every write of the contributions room."""

from rumo.listen.contributions.actions.amending import Overtaken, amend
from rumo.listen.contributions.actions.contacting import leave_address
from rumo.listen.contributions.actions.counting import make_edition
from rumo.listen.contributions.actions.deciding import Decision, DecisionsRefused, decide
from rumo.listen.contributions.actions.drafting import (
    ERRAND,
    drop_draft,
    keep_draft,
    park,
    read_draft,
    unpark,
)
from rumo.listen.contributions.actions.ending import erase, withdraw
from rumo.listen.contributions.actions.entering import BEHALF, EntryRefused, open_batch, second_read
from rumo.listen.contributions.actions.forgetting import Forgotten, forget
from rumo.listen.contributions.actions.handing import hand_in, token_of
from rumo.listen.contributions.actions.moderating import ModerationRefused, appeal, flag, moderate
from rumo.listen.contributions.actions.refusing import AlreadyUsed, NotAccepted, NotOpen
from rumo.listen.contributions.actions.scattering import scatter
from rumo.listen.contributions.actions.submitting import (
    PARTICIPANT,
    Entered,
    Received,
    again,
    correct,
    submit,
    target_of,
    tidy,
    twice,
    unknown,
)
from rumo.listen.contributions.actions.transcribing import TranscriptionRefused, transcribe
from rumo.listen.contributions.actions.translating import (
    JOB,
    TranslationRefused,
    ask_translations,
    translate,
    translate_by_machine,
)
from rumo.listen.contributions.actions.voting import adopt, commit_ballots, vote

__all__ = [
    "BEHALF",
    "ERRAND",
    "JOB",
    "PARTICIPANT",
    "AlreadyUsed",
    "Decision",
    "DecisionsRefused",
    "Entered",
    "EntryRefused",
    "Forgotten",
    "ModerationRefused",
    "NotAccepted",
    "NotOpen",
    "Overtaken",
    "Received",
    "TranscriptionRefused",
    "TranslationRefused",
    "adopt",
    "again",
    "amend",
    "appeal",
    "ask_translations",
    "commit_ballots",
    "correct",
    "decide",
    "drop_draft",
    "erase",
    "flag",
    "forget",
    "hand_in",
    "keep_draft",
    "leave_address",
    "make_edition",
    "moderate",
    "open_batch",
    "park",
    "read_draft",
    "scatter",
    "second_read",
    "submit",
    "target_of",
    "tidy",
    "token_of",
    "transcribe",
    "translate",
    "translate_by_machine",
    "twice",
    "unknown",
    "unpark",
    "vote",
    "withdraw",
]
