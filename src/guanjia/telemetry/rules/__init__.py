"""Rules of devices."""
