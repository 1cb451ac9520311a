"""The team: who acts for a body, invitations, substitutions, handing over."""
