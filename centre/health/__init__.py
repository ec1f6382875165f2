"""What a machine may ask of the site: is the process alive, can it serve."""
