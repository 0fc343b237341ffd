"""Rules of ways."""
