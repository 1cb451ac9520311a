"""Tests of the files somebody sends."""
