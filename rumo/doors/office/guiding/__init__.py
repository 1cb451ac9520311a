"""Writing guidelines: versions, clauses and where they come from, suggestions, translations, publication."""
