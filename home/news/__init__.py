"""News: what happened, in the words of the centre."""
