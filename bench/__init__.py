"""The bench: a site of a known size, servers side by side, and what they cost."""
