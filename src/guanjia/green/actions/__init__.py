"""Actions of green."""
