"""The acts of the plans room."""
