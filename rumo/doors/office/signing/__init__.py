"""Signing in and out, the second factor, passkeys, invitations accepted, one's own account."""
