"""Tests of tables, as participants have them."""
