"""Outbox: letters written in the transaction of the act that asks for them, and sent after it."""
