"""What of a plan file anybody may read: the words of reserved evidence stay with whoever keeps them, and its existence is told."""

from __future__ import annotations

from dataclasses import replace

from rumo.science.planfile.document import Evidence, Plan, Report, Value

RESERVED = "reserved"
"""The kind a reserved piece of evidence is told to be of."""


def public_evidence(evidence: Evidence) -> Evidence:
    """The evidence as the public reads it: of a reserved one only that it exists, its indicator, and how far it was looked at.

    What the degree reads (`indicator`, `accepted`) is kept, so that figures can be computed again from public files.
    """
    if not evidence.reserved:
        return evidence
    return Evidence(
        kind=RESERVED,
        indicator=evidence.indicator,
        accepted=evidence.accepted,
        reserved=True,
        verification=evidence.verification,
    )


def public_report(report: Report) -> Report:
    """The report as the public reads it: values as totals (small numbers of people could single somebody out), evidence by `public_evidence`."""
    return replace(
        report,
        indicators={code: Value(value.total) for code, value in report.indicators.items()},
        evidence=tuple(map(public_evidence, report.evidence)),
    )


def public_plan(plan: Plan) -> Plan:
    """The plan with every report as the public reads it."""
    return replace(plan, reports=tuple(map(public_report, plan.reports)))
