"""Who enters the staff area, with what, and what is remembered of it."""
