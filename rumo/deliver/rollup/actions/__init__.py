"""Everything that changes what the dashboard shows: each calls the lower room's action, then refreshes columns and token, in one transaction."""

from rumo.deliver.rollup.actions.beside import (
    draw_no_more,
    draw_on,
    follow,
    moderate,
    publish_assessment,
    publish_evaluation,
    publish_practice,
    publish_reading,
    reply,
    unfollow,
    withdraw_assessment,
    withdraw_evaluation,
    withdraw_practice,
    withdraw_reading,
)
from rumo.deliver.rollup.actions.drafts import approve_and_publish, publish_drafts
from rumo.deliver.rollup.actions.keeping import raise_token, rebuild
from rumo.deliver.rollup.actions.making import (
    bring_in,
    discard_version,
    extend,
    new_version,
    publish_approved,
    revise_measure,
    revise_plan,
)
from rumo.deliver.rollup.actions.publications import (
    Imported,
    correct,
    import_plan,
    publish_plan,
    publish_reports,
    withdraw,
)
from rumo.deliver.rollup.actions.shaping import publish_finding, withdraw_finding

__all__ = [
    "Imported",
    "approve_and_publish",
    "bring_in",
    "correct",
    "discard_version",
    "draw_no_more",
    "draw_on",
    "extend",
    "follow",
    "import_plan",
    "moderate",
    "new_version",
    "publish_approved",
    "publish_assessment",
    "publish_drafts",
    "publish_evaluation",
    "publish_finding",
    "publish_plan",
    "publish_practice",
    "publish_reading",
    "publish_reports",
    "raise_token",
    "rebuild",
    "reply",
    "revise_measure",
    "revise_plan",
    "unfollow",
    "withdraw",
    "withdraw_assessment",
    "withdraw_evaluation",
    "withdraw_finding",
    "withdraw_practice",
    "withdraw_reading",
]
