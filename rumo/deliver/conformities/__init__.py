"""Conformity: a plan held against the guidelines, criterion by criterion; the municipality's own word, the machine's, the national team's."""
