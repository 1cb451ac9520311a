"""Every write of gatherings."""
