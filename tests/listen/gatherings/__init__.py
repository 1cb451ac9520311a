"""Tests of the gatherings room."""
