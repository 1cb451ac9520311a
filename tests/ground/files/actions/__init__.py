"""Tests of the writes of the files."""
