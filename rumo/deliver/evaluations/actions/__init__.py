"""Every write of evaluations: of plans by others, and municipalities' self-assessments.

Doors reach whatever makes something public through `rollup`, which tells every reader in the same transaction.
"""

from rumo.deliver.evaluations.actions.assessing import (
    Answered,
    AssessmentFault,
    AssessmentFaulty,
    open_assessment,
    publish_assessment,
    withdraw_assessment,
    write_assessment,
)
from rumo.deliver.evaluations.actions.evaluating import (
    ask,
    find,
    first_questions,
    open_,
    publish,
    unfind,
    withdraw,
    write,
)
from rumo.deliver.evaluations.actions.refusing import LONGEST, EvaluationRefused, Overtaken, Settled

__all__ = [
    "LONGEST",
    "Answered",
    "AssessmentFault",
    "AssessmentFaulty",
    "EvaluationRefused",
    "Overtaken",
    "Settled",
    "ask",
    "find",
    "first_questions",
    "open_",
    "open_assessment",
    "publish",
    "publish_assessment",
    "unfind",
    "withdraw",
    "withdraw_assessment",
    "write",
    "write_assessment",
]
