"""Rules of access cards."""
