"""Reads of the progress room: published reports, cycles, what a plan promises, what was said before, reports in the making."""

from rumo.deliver.progress.queries import drafts
from rumo.deliver.progress.queries.before import Past, before
from rumo.deliver.progress.queries.committing import committed, digests_of
from rumo.deliver.progress.queries.doubting import Doubt, doubts
from rumo.deliver.progress.queries.promised import promised
from rumo.deliver.progress.queries.reports import cycles_of, cycles_of_each, public_evidence, reports_of

__all__ = [
    "Doubt",
    "Past",
    "before",
    "committed",
    "cycles_of",
    "cycles_of_each",
    "digests_of",
    "doubts",
    "drafts",
    "promised",
    "public_evidence",
    "reports_of",
]
