"""At a table of a gathering: sitting down by its code, and its canvas, filled by many telephones at once."""
