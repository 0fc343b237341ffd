"""Rules of screens."""
