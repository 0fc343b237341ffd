"""Forms of rooms, closures and the search for a free room."""
