"""Every write of the progress room: reports from a plan file, reports in the making, readings from outside, what residents see.

Doors reach whatever makes something public through `rollup`, which brings the columns up to date in the same transaction.
"""

from rumo.deliver.progress.actions.correcting import begin_correction, begin_withdrawal
from rumo.deliver.progress.actions.deciding import (
    Doubtful,
    approve,
    faults_of,
    publish_drafts,
    return_,
    submit,
    unapprove,
    unsubmit,
)
from rumo.deliver.progress.actions.drafting import Clash, Conflict, Entry, discard, save, save_all
from rumo.deliver.progress.actions.evidencing import prove
from rumo.deliver.progress.actions.handing import Handed, KeyUsed, hand_in
from rumo.deliver.progress.actions.holding import Moved
from rumo.deliver.progress.actions.importing import (
    ReportFault,
    ReportRefused,
    correct,
    discard_drafts,
    import_,
    open_cycle,
    publish,
    set_cycles,
    withdraw,
)
from rumo.deliver.progress.actions.proving import attach, detach, verify
from rumo.deliver.progress.actions.reading import (
    ReadingOvertaken,
    ReadingRefused,
    publish_reading,
    reply,
    withdraw_reading,
    write_reading,
)
from rumo.deliver.progress.actions.reminding import remind, remind_due
from rumo.deliver.progress.actions.seeing import SightingRefused, moderate, see

__all__ = [
    "Clash",
    "Conflict",
    "Doubtful",
    "Entry",
    "Handed",
    "KeyUsed",
    "Moved",
    "ReadingOvertaken",
    "ReadingRefused",
    "ReportFault",
    "ReportRefused",
    "SightingRefused",
    "approve",
    "attach",
    "begin_correction",
    "begin_withdrawal",
    "correct",
    "detach",
    "discard",
    "discard_drafts",
    "faults_of",
    "hand_in",
    "import_",
    "moderate",
    "open_cycle",
    "prove",
    "publish",
    "publish_drafts",
    "publish_reading",
    "remind",
    "remind_due",
    "reply",
    "return_",
    "save",
    "save_all",
    "see",
    "set_cycles",
    "submit",
    "unapprove",
    "unsubmit",
    "verify",
    "withdraw",
    "withdraw_reading",
    "write_reading",
]
