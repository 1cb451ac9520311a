"""Tests of the office's tables."""
