"""The analysts' desk: reading what was said, themes, agreement, findings."""
