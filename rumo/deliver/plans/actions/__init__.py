"""Every write of the plans room: plans made here or brought in by file, sent, approved, published, extended, carried on, answered for."""

from rumo.deliver.plans.actions.answering import answer_for
from rumo.deliver.plans.actions.applying import apply_clause, apply_no_more
from rumo.deliver.plans.actions.carrying import Choice, carry
from rumo.deliver.plans.actions.drawing import draw_no_more, draw_on
from rumo.deliver.plans.actions.following import follow, unfollow
from rumo.deliver.plans.actions.guarding import Conflict
from rumo.deliver.plans.actions.importing import DraftOf, FileRefused, discard, import_, name_funders
from rumo.deliver.plans.actions.modelling import instantiate, make_template
from rumo.deliver.plans.actions.owning import hand_over, own, settle_owners
from rumo.deliver.plans.actions.publishing import PlanRefused, publish
from rumo.deliver.plans.actions.revising import move_measure, remove_measure, revise_measure, revise_plan
from rumo.deliver.plans.actions.sending import approve, return_, submit, unapprove, unsubmit
from rumo.deliver.plans.actions.starting import AlreadyThere, new_version, start

__all__ = [
    "AlreadyThere",
    "Choice",
    "Conflict",
    "DraftOf",
    "FileRefused",
    "PlanRefused",
    "answer_for",
    "apply_clause",
    "apply_no_more",
    "approve",
    "carry",
    "discard",
    "draw_no_more",
    "draw_on",
    "follow",
    "hand_over",
    "import_",
    "instantiate",
    "make_template",
    "move_measure",
    "name_funders",
    "new_version",
    "own",
    "publish",
    "remove_measure",
    "return_",
    "revise_measure",
    "revise_plan",
    "settle_owners",
    "start",
    "submit",
    "unapprove",
    "unfollow",
    "unsubmit",
]
