"""The tables of evaluations: of plans by others, and municipalities' self-assessments."""

from rumo.deliver.evaluations.models.assessing import SCALE, Answer, AnswerMeasure, Assessment
from rumo.deliver.evaluations.models.evaluating import Evaluation, Finding, FindingMeasure, Question

__all__ = [
    "SCALE",
    "Answer",
    "AnswerMeasure",
    "Assessment",
    "Evaluation",
    "Finding",
    "FindingMeasure",
    "Question",
]
