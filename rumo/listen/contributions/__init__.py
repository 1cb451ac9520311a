"""Contributions: what people and bodies say, each with its receipt; and who they are, apart."""
