"""What the demonstration says. Keys are field names unless the module says otherwise."""
