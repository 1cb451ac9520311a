"""Conformity in the office: a municipality answers criterion by criterion, the national team reviews and publishes."""
