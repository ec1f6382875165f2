"""Mails wait for a server that is away, and leave when it is back (docs/decisions/0021)."""
