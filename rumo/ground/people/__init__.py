"""People: who has an account, for which body, in which role, and until when."""
