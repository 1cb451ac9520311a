"""Tests of gatherings in the office."""
