"""Evaluations: what was asked of a plan, what was found, measure by measure, and what is recommended."""
