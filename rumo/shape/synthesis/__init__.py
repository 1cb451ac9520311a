"""Synthesis: what becomes of what was said; first of all, the answer that everything said is owed."""
