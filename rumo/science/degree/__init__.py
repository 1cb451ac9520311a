"""The degree of implementation, formula degree/1: pure functions on arrays of published facts (no database, no web)."""
