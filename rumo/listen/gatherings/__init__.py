"""Gatherings: workshops, public sessions, conferences and visits; who comes, what tables write, what was agreed."""
