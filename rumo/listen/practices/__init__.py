"""Good practices: what a place did, what it showed, who took it up from whom, and who recognises it."""
