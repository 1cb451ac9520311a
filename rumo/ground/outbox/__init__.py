"""Outbox: letters and jobs written in the transaction of the act that asks for them, and sent or done after it."""
