"""The staff area: what to do today, one click to verify, menus without what confuses."""
