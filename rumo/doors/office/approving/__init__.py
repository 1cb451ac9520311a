"""Approving: what waits for a second pair of eyes, one page to review it, and the reports of a measure with their corrections."""
