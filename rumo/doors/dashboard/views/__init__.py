"""The public pages of the dashboard, one file a page."""
