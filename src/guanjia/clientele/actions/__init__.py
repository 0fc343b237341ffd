"""Actions of clientele."""
