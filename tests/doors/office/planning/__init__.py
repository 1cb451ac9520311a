"""Plan making in the office."""
