"""Figures for who watches over the machine, and nothing of a reader (docs/decisions/0023)."""
