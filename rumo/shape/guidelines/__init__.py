"""Guidelines: what the country asks of plans, clause by clause, each with where it came from, what was suggested and how it is checked."""
