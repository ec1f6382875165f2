"""The letter of the month, put together from what was published."""
