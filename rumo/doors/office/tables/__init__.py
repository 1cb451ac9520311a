"""The office's tables of gatherings: opened, watched, closed and handed in, told and validated, printed and kept as files."""
