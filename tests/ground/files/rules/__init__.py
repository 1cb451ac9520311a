"""Tests of what a file must be."""
