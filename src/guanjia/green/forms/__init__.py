"""Forms of green."""
