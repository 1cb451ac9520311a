"""Reporting: the grid of a plan, the form of a measure, the spreadsheet that goes out and comes back, and sending."""
