"""Content versions of branches and what is kept in memory under them."""
