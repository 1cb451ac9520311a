"""The reads of guidelines: what is published, clause by clause with where each comes from; what is in the making."""
