"""Readings from outside, the municipality's replies, and the moderation of what residents say."""
