"""Files somebody sent: checked, stripped, kept apart until an antivirus has looked."""
