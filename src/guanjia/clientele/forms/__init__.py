"""Forms of clientele."""
