"""Everything that changes what the dashboard shows: each calls the lower room's action, then refreshes columns and token, in one transaction."""

from rumo.deliver.rollup.actions.keeping import raise_token, rebuild
from rumo.deliver.rollup.actions.publications import (
    Imported,
    correct,
    import_plan,
    publish_plan,
    publish_reports,
    withdraw,
)

__all__ = [
    "Imported",
    "correct",
    "import_plan",
    "publish_plan",
    "publish_reports",
    "raise_token",
    "rebuild",
    "withdraw",
]
