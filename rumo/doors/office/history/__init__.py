"""The history of an object: every act on it, who did it and when, what was and what became."""
