"""Consultations made in the office: drafted, worded, translated, published, put off, cancelled; bodies invited."""
