"""Consultations: legal objects that ask, until when, whom and in which words."""
