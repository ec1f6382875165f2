"""What the staff area of the agenda does beyond lists and editors."""
