"""Views of clientele."""
