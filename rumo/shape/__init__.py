"""Shape: making sense of what was said, and answering it."""
