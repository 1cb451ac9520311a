"""Texts compared with one another, as plain words."""
