"""Tests of the residents' door."""
