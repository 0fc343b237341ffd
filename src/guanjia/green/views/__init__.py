"""Views of green."""
