"""The drills: what the site must survive, done to a real one, with real servers."""
