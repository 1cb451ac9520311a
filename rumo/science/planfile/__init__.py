"""The plan file: its values (document), reading and checking (parse), writing (dump), and what two versions differ in (difference)."""

from rumo.science.planfile.difference import Change, difference
from rumo.science.planfile.document import Fault, Plan
from rumo.science.planfile.dump import dump
from rumo.science.planfile.parse import Parsed, parse
from rumo.science.planfile.public import public_evidence, public_plan, public_report
from rumo.science.planfile.rules import in_degree, resolved_basis, resolved_direction

__all__ = [
    "Change",
    "Fault",
    "Parsed",
    "Plan",
    "difference",
    "dump",
    "in_degree",
    "parse",
    "public_evidence",
    "public_plan",
    "public_report",
    "resolved_basis",
    "resolved_direction",
]
