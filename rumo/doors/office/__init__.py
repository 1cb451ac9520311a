"""The office: where staff sign in, make plans, report, approve, read and evaluate."""
