"""The rules of conferences: who may what and when, what an abstract must say, who is in conflict, what clashes."""
